/**
 * What the commands of all menus read alike from their inputs.
 *
 * <p>For the commands below it; nothing else imports commands.
 */
package org.mulligan.command;

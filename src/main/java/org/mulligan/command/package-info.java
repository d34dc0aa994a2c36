/**
 * What the commands of all menus do and ask for alike, and how they read it.
 *
 * <p>For the commands below it; nothing else imports commands.
 */
package org.mulligan.command;

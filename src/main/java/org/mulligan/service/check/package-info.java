/**
 * Images are checked before a training: a table, a contact sheet, and in words what is wrong.
 *
 * <p>For {@code MulliganService} and the command that checks images.
 */
package org.mulligan.service.check;

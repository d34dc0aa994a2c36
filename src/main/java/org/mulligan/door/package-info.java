/**
 * What every door has: a command as a form to fill in, who watches its work, failures in the user's
 * words.
 *
 * <p>For the menu, the macro, the command line and the commands; it knows the engine's progress
 * only.
 */
package org.mulligan.door;

/**
 * The door of ImageJ: menus, dialogs, macros and the recorder, with a display and without.
 *
 * <p>For the command line, which runs macros through it.
 */
package org.mulligan.ij1;

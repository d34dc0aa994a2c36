/**
 * The one door to Mulligan for commands and scripts.
 *
 * <p>For commands, windows and scripts; everything below it is called from here.
 */
package org.mulligan.service;

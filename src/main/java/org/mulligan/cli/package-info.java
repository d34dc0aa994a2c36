/**
 * The door of the command line.
 *
 * <p>Nobody comes in.
 */
package org.mulligan.cli;

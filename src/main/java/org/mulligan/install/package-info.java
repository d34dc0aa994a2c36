/**
 * Puts Mulligan into an ImageJ or Fiji, and takes it out again.
 *
 * <p>For the command line.
 */
package org.mulligan.install;

/**
 * Commands that draw images, walk in latent spaces, judge and compare what was drawn.
 *
 * <p>Nobody comes in; SciJava finds them by their annotations.
 */
package org.mulligan.command.synthesis;

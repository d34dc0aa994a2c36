/**
 * Commands that train a model or show what a training would see.
 *
 * <p>Nobody comes in; SciJava finds them by their annotations.
 */
package org.mulligan.command.train;

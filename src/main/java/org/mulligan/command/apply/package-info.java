/**
 * Commands that apply a model to an image, and compare results.
 *
 * <p>Nobody comes in; SciJava finds them by their annotations.
 */
package org.mulligan.command.apply;

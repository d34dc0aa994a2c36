/**
 * A finished network: its graph with the weights inside, run without training.
 *
 * <p>For training, which makes them, and the engine's process, which runs them.
 */
package org.mulligan.tensor.frozen;

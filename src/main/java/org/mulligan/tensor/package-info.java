/**
 * Layers, gradients, variables and sessions: the only place, with its sub-packages, that names
 * TensorFlow's operations.
 *
 * <p>For networks, losses and training; front half keep out.
 */
package org.mulligan.tensor;

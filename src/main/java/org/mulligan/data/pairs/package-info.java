/**
 * Pairs of planes, source and target, that a restorer learns from, and the batches cut from them.
 *
 * <p>For the training of restorers and its preview.
 */
package org.mulligan.data.pairs;

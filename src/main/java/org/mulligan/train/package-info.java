/**
 * What all trainings share: the loop with what watches it, the graph that learns, checkpoints, the
 * fingerprint of a run, extensions by name, the package with its card.
 *
 * <p>For the two trainings below it.
 */
package org.mulligan.train;

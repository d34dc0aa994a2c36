/**
 * What all trainings share: checkpoints, the fingerprint of a run, extensions by name, where the
 * package goes.
 *
 * <p>For the two trainings below it.
 */
package org.mulligan.train;

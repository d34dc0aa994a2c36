/**
 * Series of noisy planes, in time or depth, from which a network learns to make each plane out of
 * its neighbours.
 *
 * <p>For the trainers.
 */
package org.mulligan.data.series;

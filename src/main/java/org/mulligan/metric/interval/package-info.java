/**
 * How far the truth of a pixel may lie from a result, learnt from errors that are known, and
 * calibrated so that a stated share of the pixels of new fields lies inside.
 *
 * <p>For trainings, which know the truth, and for the maps of a result, which do not.
 */
package org.mulligan.metric.interval;

/**
 * What is measured from several planes of one specimen, in time or depth: bleaching, flicker,
 * drift, and frames that are empty or copies.
 *
 * <p>For the service; it needs nothing of ours.
 */
package org.mulligan.noise.series;

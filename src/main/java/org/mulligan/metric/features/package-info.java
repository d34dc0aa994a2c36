/**
 * How alike two sets of images are: features, and the distances between clouds of them.
 *
 * <p>Both halves may come in; it needs nothing of ours.
 */
package org.mulligan.metric.features;

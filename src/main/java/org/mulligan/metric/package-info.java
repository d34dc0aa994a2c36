/**
 * How alike, how sharp, how trustworthy: one number for two images of the same field, and tables of
 * them. A seam: {@link org.mulligan.metric.Metric}.
 *
 * <p>Both halves may come in; it needs planes and noise.
 */
package org.mulligan.metric;

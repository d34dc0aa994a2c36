/**
 * The interval around each pixel of a result: its half-width as a map, what is said of it, and
 * where it does not hold.
 *
 * <p>For {@code service.restore}, whose maps of trust it is one of.
 */
package org.mulligan.service.restore.interval;

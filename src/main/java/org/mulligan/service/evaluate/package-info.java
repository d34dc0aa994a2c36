/**
 * Compares with a target or with real images, and asks discriminators.
 *
 * <p>For the service's door; it needs metrics.
 */
package org.mulligan.service.evaluate;

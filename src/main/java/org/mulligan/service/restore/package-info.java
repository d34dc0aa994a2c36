/**
 * Restores images into memory or files, whole folders too; the maps of how far to trust the result.
 *
 * <p>For the service's door; it needs prediction and metrics.
 */
package org.mulligan.service.restore;

/**
 * Writes a model as other programs open it.
 *
 * <p>For the service's export; it knows the package.
 */
package org.mulligan.model.export;

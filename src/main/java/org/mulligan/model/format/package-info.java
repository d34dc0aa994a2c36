/**
 * Readers of what other tools store. A seam: {@link org.mulligan.model.format.ModelFormat}.
 *
 * <p>For the service's import and check; it knows the package.
 */
package org.mulligan.model.format;

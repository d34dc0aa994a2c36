/**
 * Series of planes through a network that takes a plane's neighbours and not the plane itself:
 * which they are, what only the plane itself shows.
 *
 * <p>For the service.
 */
package org.mulligan.predict.series;

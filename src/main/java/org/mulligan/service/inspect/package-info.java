/**
 * Measures the noise of images, and says in words what to do about it.
 *
 * <p>For the service and its commands; it runs no network.
 */
package org.mulligan.service.inspect;

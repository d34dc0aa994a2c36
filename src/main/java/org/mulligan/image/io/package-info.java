/**
 * Image files in and out, and everything of an image that is not pixels.
 *
 * <p>For the service and the readers of training data; it needs planes only.
 */
package org.mulligan.image.io;

/**
 * Images from one format into another, with all that is known of them.
 *
 * <p>For the service; it needs images and files only.
 */
package org.mulligan.service.convert;

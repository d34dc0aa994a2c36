/**
 * Images of formats that we do not read, by readers that a host such as Fiji has.
 *
 * <p>For {@code image.io}. They are asked for by name: they are not on Maven Central.
 */
package org.mulligan.image.host;

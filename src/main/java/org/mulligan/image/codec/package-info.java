/** Bytes packed and unpacked, as more than one file format has them. */
package org.mulligan.image.codec;

/**
 * The model package: what it says of itself, its weights, its place on disk. Reads and writes our
 * own only.
 *
 * <p>Both halves may come in; it needs images' intensities and the archive.
 */
package org.mulligan.model;

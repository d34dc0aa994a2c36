/**
 * What a package is made of: zip, YAML, NumPy arrays, hashes, and the limits that a stranger's file
 * must keep.
 *
 * <p>For the rest of {@code model} and who unpacks files; it needs nothing of ours.
 */
package org.mulligan.model.archive;

/**
 * Where Mulligan can be extended, and who offers what there: names, tasks and jars, from SciJava's
 * index, so that no class is loaded to list them.
 *
 * <p>Everybody may come in; it needs nothing of ours.
 */
package org.mulligan.extension;

/**
 * Where Mulligan can be extended, and who offers what there: names, tasks and jars, from SciJava's
 * index, so that no class is loaded to list them. And what Fiji must do before ours are loaded.
 *
 * <p>Everybody may come in; it needs nothing of ours.
 */
package org.mulligan.extension;

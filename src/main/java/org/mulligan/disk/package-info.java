/**
 * Files and folders that appear whole or not at all, and go with all that is in them.
 *
 * <p>Everybody who writes may come in; it needs nothing of ours.
 */
package org.mulligan.disk;

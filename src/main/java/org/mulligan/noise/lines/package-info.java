/** The offset of each row or column of a plane: what is alike along all of it. */
package org.mulligan.noise.lines;

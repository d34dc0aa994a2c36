/**
 * An engine in a process of its own: how it starts, dies and starts again, and what travels between
 * the two.
 *
 * <p>For who starts engines, and for the process itself.
 */
package org.mulligan.engine.process;

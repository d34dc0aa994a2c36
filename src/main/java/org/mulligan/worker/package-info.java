/**
 * The engine's process from inside: its main method, the requests it serves, the engine that
 * computes.
 *
 * <p>Nobody comes in; the front half starts it by name.
 */
package org.mulligan.worker;

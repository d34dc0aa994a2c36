/**
 * Which devices this machine computes on, and what is wrong with the others.
 *
 * <p>For the engine's process and for sessions.
 */
package org.mulligan.tensor.device;

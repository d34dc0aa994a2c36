/** The noise of a channel as a network is told of it. */
package org.mulligan.noise.law;

/**
 * An image of any size through a network: tiles, halo, plan.
 *
 * <p>For the service; it knows the contract of the engine, not how it computes.
 */
package org.mulligan.predict;

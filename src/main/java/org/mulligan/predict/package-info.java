/** An image of any size through a network: tiles, halo, plan. */
package org.mulligan.predict;

/**
 * What simulated structures are painted with: a plane of light, pens, smooth random fields, Voronoi
 * cells.
 *
 * <p>For the scenes of the simulation; it knows none of them.
 */
package org.mulligan.data.simulation.canvas;

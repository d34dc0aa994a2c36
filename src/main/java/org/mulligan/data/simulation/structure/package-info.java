/**
 * What else lies under microscopes beside fluorescent cells: puncta, grain, holes, bacteria,
 * tissue, gratings, stained and empty fields, dirt; and dead leaves, the stand-in for everything.
 *
 * <p>For the simulation; it reads no files.
 */
package org.mulligan.data.simulation.structure;

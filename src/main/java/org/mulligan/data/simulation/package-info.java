/**
 * Images as a fluorescence microscope would show them: cells, nuclei, filaments, and their noisy
 * exposures.
 *
 * <p>For the service; it reads no files.
 */
package org.mulligan.data.simulation;

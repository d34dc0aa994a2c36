package org.mulligan.predict;

import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.Network;
import org.mulligan.model.ModelDescription;

/**
 * A model whose network is ready to run, with what it runs on.
 *
 * @param hash SHA-256 of the package's description
 * @param sharpness of the weights that were loaded, 0 to 1
 * @param network closed by whoever loaded it
 */
public record LoadedModel(
        ModelDescription description,
        String hash,
        double sharpness,
        Network network,
        EngineInfo engine,
        TileBuffers buffers) {}

package org.mulligan.train.vst;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Task;
import org.mulligan.model.Weights;
import org.mulligan.network.Architecture;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.Layers;
import org.mulligan.tensor.foreign.FrozenGraphReader;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.train.Extensions;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The denoiser between the curve and its inverse, as it was trained.
 *
 * @param name of its model
 * @param hash of its package
 * @param weights by the names of its layers
 * @param sigma standard deviation of the noise that it takes off, in its units; empty where it was
 *     trained for any
 */
record FrozenDenoiser(
        String name,
        String hash,
        Architecture architecture,
        NetworkSize size,
        Map<String, float[]> weights,
        OptionalDouble sigma) {
    /**
     * Reads the faithful weights of a model that was trained here.
     *
     * @throws IllegalArgumentException when it is none, or not a denoiser
     */
    static FrozenDenoiser open(Path model, Extensions seams) throws IOException {
        ModelFile file = ModelFile.open(model);
        ModelFacts facts = file.description().facts();
        OptionalLong filters = facts.plannedNumber("filters");
        OptionalLong depth = facts.plannedNumber("depth");
        if (!file.description().task().equals(Task.DENOISE)
                || facts.planned("architecture").isEmpty()
                || filters.isEmpty()
                || depth.isEmpty())
            throw new IllegalArgumentException(
                    "%s is no denoiser that was trained with Mulligan, and method=noise2vst needs one"
                            .formatted(model));
        FrozenGraph graph = FrozenGraphReader.read(file.graph(Weights.FAITHFUL), model.toString());
        return new FrozenDenoiser(
                file.name(),
                file.hash(),
                seams.architecture(facts.planned("architecture").get(), Task.DENOISE.word()),
                new NetworkSize(
                        Math.toIntExact(filters.getAsLong()),
                        Math.toIntExact(depth.getAsLong()),
                        1),
                graph.weights(),
                OptionalDouble.empty());
    }

    /**
     * Adds it to a graph.
     *
     * @param layers whose weights are its own
     * @param x [n, h, w, 1]
     */
    Operand<TFloat32> apply(Layers layers, Operand<TFloat32> x) {
        return architecture.apply(layers, x, size);
    }

    int stride() {
        return architecture.stride(size);
    }

    int receptiveField() {
        return architecture.receptiveField(size);
    }
}

package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.tensorflow.proto.SavedModel;

/**
 * The faithful weights of a model of ours, for another training to begin with.
 *
 * @param name of the model
 * @param architecture name of its {@code Architecture}
 * @param graph the network with its weights
 */
record StartWeights(String name, String architecture, NetworkSize size, FrozenGraph graph) {
    /** What plans of the first versions meant, which had one architecture. */
    private static final String FIRST = "unet";

    /**
     * @throws IllegalArgumentException when the package does not say how large its network is
     */
    static StartWeights of(Path model) throws IOException {
        ModelFile file = ModelFile.open(model);
        ModelFacts facts = file.description().facts();
        if (facts.plannedNumber("filters").isEmpty() || facts.plannedNumber("depth").isEmpty())
            throw new IllegalArgumentException(
                    "%s does not say how it was trained, so no training can begin with its weights"
                            .formatted(model));
        return new StartWeights(
                file.name(),
                facts.planned("architecture").orElse(FIRST),
                new NetworkSize(
                        Math.toIntExact(facts.plannedNumber("filters").getAsLong()),
                        Math.toIntExact(facts.plannedNumber("depth").getAsLong()),
                        file.description().scale()),
                FrozenGraph.of(SavedModel.parseFrom(file.graph(Weights.FAITHFUL))));
    }

    /** By the names that the architecture gave them. */
    Map<String, float[]> weights() {
        return graph.weights();
    }
}

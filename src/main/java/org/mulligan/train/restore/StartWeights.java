package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.network.NetworkSize;
import org.mulligan.network.UNet;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.tensorflow.proto.SavedModel;

/**
 * The faithful weights of a model of ours, for another training to begin with.
 *
 * @param name of the model
 * @param architecture name of its {@code Architecture}
 * @param graph the network with its weights
 * @param foreign whether it does not know images like those that it is to learn
 */
record StartWeights(
        String name, String architecture, NetworkSize size, FrozenGraph graph, boolean foreign) {
    /** Of what a network knows already: at the full rate that is lost first. */
    private static final double KNOWN_RATE = 0.3;

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
                FrozenGraph.of(SavedModel.parseFrom(file.graph(Weights.FAITHFUL))),
                false);
    }

    /** For images that it does not know. */
    StartWeights toForeign() {
        return new StartWeights(name, architecture, size, graph, true);
    }

    /** How fast it learns, where from chance is 1. */
    double rate() {
        return foreign ? 1 : KNOWN_RATE;
    }

    /**
     * By the names that the architecture gave them.
     *
     * @param planes that the network to begin takes together; of several the two in the middle are
     *     given half of the first layer's weights each, so that it begins with what the model makes
     *     of their mean
     */
    Map<String, float[]> weights(int planes) {
        Map<String, float[]> weights = graph.weights();
        if (planes > 1 && weights.containsKey(UNet.FIRST_KERNEL))
            weights.put(UNet.FIRST_KERNEL, spread(weights.get(UNet.FIRST_KERNEL), planes));
        return weights;
    }

    /**
     * @param kernel [3, 3, 1, filters]
     * @return [3, 3, planes, filters]
     */
    private float[] spread(float[] kernel, int planes) {
        int filters = size.filters();
        float[] wide = new float[kernel.length * planes];
        for (int i = 0; i < kernel.length; i++)
            for (int plane : new int[] {(planes - 1) / 2, planes / 2})
                wide[(i / filters * planes + plane) * filters + i % filters] += kernel[i] / 2;
        return wide;
    }
}

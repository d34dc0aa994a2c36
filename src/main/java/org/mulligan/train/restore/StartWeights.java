package org.mulligan.train.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mulligan.model.ModelFacts;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.network.NetworkSize;
import org.mulligan.network.UNet;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.restore.Validation.Restorer;
import org.tensorflow.proto.SavedModel;

/**
 * The faithful weights of a model of ours, for another training to begin with.
 *
 * @param name of the model
 * @param architecture name of its {@code Architecture}
 * @param graph the network with its weights
 * @param told whether the network is told of the noise
 * @param foreign whether it does not know images like those that it is to learn
 */
record StartWeights(
        String name,
        String architecture,
        NetworkSize size,
        FrozenGraph graph,
        boolean told,
        boolean foreign) {
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
        FrozenGraph graph = FrozenGraph.of(SavedModel.parseFrom(file.graph(Weights.FAITHFUL)));
        Optional<NetworkSize> size = size(facts, graph.weights(), file.description().scale());
        if (size.isEmpty())
            throw new IllegalArgumentException(
                    "%s does not say how it was trained, so no training can begin with its weights"
                            .formatted(model));
        return new StartWeights(
                file.name(),
                facts.planned("architecture").orElse(FIRST),
                size.get(),
                graph,
                file.description().told(),
                false);
    }

    /**
     * What a plan says is what was asked for; a training that itself began with other weights took
     * the size of theirs.
     */
    private static Optional<NetworkSize> size(
            ModelFacts facts, Map<String, float[]> weights, int scale) {
        if (facts.plannedNumber("filters").isEmpty() || facts.plannedNumber("depth").isEmpty())
            return Optional.empty();
        int filters = Math.toIntExact(facts.plannedNumber("filters").getAsLong());
        int depth = Math.toIntExact(facts.plannedNumber("depth").getAsLong());
        if (weights.containsKey(UNet.FIRST_BIAS)) {
            filters = weights.get(UNet.FIRST_BIAS).length;
            depth = UNet.depth(weights.keySet());
        }
        return Optional.of(new NetworkSize(filters, depth, scale));
    }

    /** For images that it does not know. */
    StartWeights toForeign() {
        return new StartWeights(name, architecture, size, graph, told, true);
    }

    /** How fast it learns, where from chance is 1. */
    double rate() {
        return foreign ? 1 : KNOWN_RATE;
    }

    /**
     * The network with these weights, for images as the network to begin takes them.
     *
     * @param planes that it takes together
     * @param tells whether it is told of the noise
     */
    Restorer on(RunningGraph network, int planes, boolean tells) {
        if (planes == 1 || told) return network::run;
        int[] known = known(planes, tells);
        return (taken, height, width) ->
                network.run(Baseline.mean(taken, planes, known[0], known[1]), height, width);
    }

    /**
     * By the names that the architecture gave them.
     *
     * @param planes that the network to begin takes together; it begins with what the model makes
     *     of those that it knows
     * @param tells whether it is told of the noise
     */
    Map<String, float[]> weights(int planes, boolean tells) {
        Map<String, float[]> weights = graph.weights();
        if (planes > 1 && !told && weights.containsKey(UNet.FIRST_KERNEL))
            weights.put(
                    UNet.FIRST_KERNEL,
                    spread(weights.get(UNet.FIRST_KERNEL), planes, known(planes, tells)));
        return weights;
    }

    /**
     * Whose mean the model knows: the image beside what is told of it, else the two in the middle.
     */
    private static int[] known(int planes, boolean tells) {
        return tells ? new int[] {0, 0} : new int[] {(planes - 1) / 2, planes / 2};
    }

    /**
     * @param kernel [3, 3, 1, filters]
     * @param known the planes that are given half of it each
     * @return [3, 3, planes, filters]
     */
    private float[] spread(float[] kernel, int planes, int[] known) {
        int filters = size.filters();
        float[] wide = new float[kernel.length * planes];
        for (int i = 0; i < kernel.length; i++)
            for (int plane : known)
                wide[(i / filters * planes + plane) * filters + i % filters] += kernel[i] / 2;
        return wide;
    }
}

package org.mulligan.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Checkpoint;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.Updates;
import org.mulligan.tensor.Variables;
import org.mulligan.tensor.device.Convolutions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A generator and the network that teaches it as one graph in a session. The generator's variables
 * start with {@code g.}, the other's with {@code d.}; the slot {@code ema} holds the generator's
 * moving average.
 */
public abstract class TrainingGraph implements AutoCloseable {
    protected final Graph graph = new Graph();
    protected final Variables variables;
    protected final long seed;
    private final boolean bf16;
    private final Convolutions convolutions = new Convolutions();
    private Session session;
    private Checkpoint checkpoint;
    private List<String> generatorNames;
    private Map<String, float[]> start = Map.of();

    /**
     * @param seed of all initial values
     * @param bf16 whether convolutions are computed in bfloat16
     */
    protected TrainingGraph(long seed, boolean bf16) {
        this.seed = seed;
        this.bf16 = bf16;
        variables = new Variables(graph, seed);
    }

    /** The generator's variables; first called when it is built and nothing else is of its. */
    protected final List<String> generatorNames() {
        if (generatorNames == null) generatorNames = variables.names("g.");
        return generatorNames;
    }

    /** The variables of the other network that are learnt, once it was built. */
    protected final List<String> discriminatorNames() {
        return variables.names("d.").stream().filter(name -> !name.endsWith(".direction")).toList();
    }

    protected final Adam adam(List<String> names) {
        return new Adam(graph, variables, names);
    }

    /** Called when all is built. */
    protected final void open() {
        checkpoint = new Checkpoint(graph, variables);
        session = Sessions.forTraining(graph, bf16);
        reset();
    }

    /**
     * Begins with other weights than those of chance.
     *
     * @param weights of the generator, by the names that the architecture gives them
     * @throws IllegalArgumentException when they are not those of this network
     */
    public final void startWith(Map<String, float[]> weights) {
        Map<String, float[]> named = new LinkedHashMap<>();
        weights.forEach((name, values) -> named.put("g." + name, values));
        if (!named.keySet().equals(Set.copyOf(generatorNames())))
            throw new IllegalArgumentException(
                    "The weights to begin with are of another network: they are %s"
                            .formatted(weights.keySet()));
        start = named;
        reset();
    }

    /** All variables as they were at the start. */
    public final void reset() {
        variables.initialise(session);
        if (!start.isEmpty()) variables.assign(session, start);
        variables.copies(generatorNames(), "", "ema").run(session);
    }

    protected final Session.Runner runner() {
        return session.runner();
    }

    /**
     * A run in which a network makes images.
     *
     * @param last of that network; in float32, as a discriminator would know images of bf16 by
     *     their few values
     */
    protected final Session.Runner runner(LastLayer last) {
        Session.Runner runner = session.runner();
        if (bf16) last.keepIn(runner);
        return runner;
    }

    protected final void run(Updates updates) {
        updates.run(session);
    }

    /**
     * Runs a step.
     *
     * @param work what it is, for a message
     * @param fetched scalars
     */
    protected final double[] measure(
            String work, Session.Runner runner, List<Operand<TFloat32>> fetched) {
        fetched.forEach(runner::fetch);
        try (Result result = convolutions.run(work, runner)) {
            double[] values = new double[fetched.size()];
            for (int i = 0; i < values.length; i++)
                values[i] = ((TFloat32) result.get(i)).getFloat();
            return values;
        }
    }

    /** Runs what gives images, or other tensors. */
    protected final float[][] tensors(
            String work, Session.Runner runner, List<Operand<TFloat32>> fetched) {
        fetched.forEach(runner::fetch);
        try (Result result = convolutions.run(work, runner)) {
            float[][] tensors = new float[fetched.size()][];
            for (int i = 0; i < tensors.length; i++) {
                TFloat32 tensor = (TFloat32) result.get(i);
                tensors[i] = new float[Math.toIntExact(tensor.size())];
                tensor.asRawTensor().data().asFloats().read(tensors[i]);
            }
            return tensors;
        }
    }

    /** Weights of now, without a prefix of their names, e.g. {@code ema.g.}. */
    protected final Map<String, float[]> weightsOf(String prefix) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        variables
                .read(session, variables.names(prefix))
                .forEach((name, values) -> weights.put(name.substring(prefix.length()), values));
        return weights;
    }

    /** Whether every variable is a number: weights, moments, averages. */
    public final boolean isFinite() {
        for (float[] values : variables.read(session, variables.names("")).values())
            for (float value : values) if (!Float.isFinite(value)) return false;
        return true;
    }

    public final void save(Path folder) {
        checkpoint.save(session, folder);
    }

    public final void restore(Path folder) {
        checkpoint.restore(session, folder);
    }

    @Override
    public final void close() {
        session.close();
        graph.close();
    }
}

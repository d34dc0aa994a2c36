package org.mulligan.train.synthesis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.network.SynthesisShape;
import org.mulligan.network.SynthesisSystem;
import org.mulligan.tensor.Adam;
import org.mulligan.tensor.Chance;
import org.mulligan.tensor.Checkpoint;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.MovingAverage;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.tensor.Sessions;
import org.mulligan.tensor.SynthesisInputs;
import org.mulligan.tensor.Updates;
import org.mulligan.tensor.Variables;
import org.mulligan.tensor.device.Convolutions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A synthesiser and the network that teaches it as one graph. The generator's variables start with
 * {@code g.}, the other's with {@code d.}; the slot {@code ema} holds the generator's moving
 * average.
 */
abstract class SynthesisGraph implements AutoCloseable {
    /** Rows that are drawn in one run outside of the steps: always as many, so that bits agree. */
    static final int ROWS = 64;

    /** The average takes in the weights of each so many steps: those between are much alike. */
    private static final int AVERAGED = 4;

    /**
     * How fast a step learns.
     *
     * @param rate of the generator
     * @param discriminatorRate of the other network
     * @param beta1 first decay of Adam
     * @param decay of the moving average at a step
     */
    record Pace(double rate, double discriminatorRate, double beta1, double decay) {}

    /**
     * What one step measured.
     *
     * @param generator loss; of a variational system the mean squared error
     * @param discriminator loss; of a variational system the divergence from the normal numbers
     * @param realAboveFake share of the pairs whose real image has the higher score; NaN without
     *     scores
     * @param gap mean score of the real images less that of the drawn ones; NaN without scores
     */
    record Losses(double generator, double discriminator, double realAboveFake, double gap) {
        boolean areFinite() {
            return Double.isFinite(generator) && Double.isFinite(discriminator);
        }
    }

    final Graph graph = new Graph();
    final Variables variables;
    final SynthesisInputs inputs;
    final Chance chance;
    final SynthesisSystem system;
    final SynthesisShape canvas;
    final int batch;
    private final long seed;
    private final boolean bf16;
    private final Convolutions convolutions = new Convolutions();
    private Session session;
    private Checkpoint checkpoint;
    private Operand<TFloat32> drawn;
    private NormedLayers averaged;
    private Updates average;
    private List<String> generatorNames;

    SynthesisGraph(
            SynthesisSystem system, SynthesisShape canvas, int batch, long seed, boolean bf16) {
        this.system = system;
        this.canvas = canvas;
        this.batch = batch;
        this.seed = seed;
        this.bf16 = bf16;
        variables = new Variables(graph, seed);
        chance = new Chance(graph);
        inputs =
                new SynthesisInputs(
                        graph, batch, canvas.size(), canvas.seen(), canvas.classes(), canvas.row());
    }

    /** The generator's variables, once it was built. */
    final List<String> generatorNames() {
        if (generatorNames == null) generatorNames = variables.names("g.");
        return generatorNames;
    }

    /** The variables of the other network that are learnt, once it was built. */
    final List<String> discriminatorNames() {
        return variables.names("d.").stream().filter(name -> !name.endsWith(".direction")).toList();
    }

    final NormedLayers generatorLayers() {
        return new NormedLayers(graph, variables.within("g."), true);
    }

    final NormedLayers discriminatorLayers() {
        return new NormedLayers(graph, variables.within("d."), true);
    }

    /** Called by the builders when all but the averaged generator is there. */
    final void open() {
        average = new MovingAverage(graph, variables, generatorNames(), inputs.decay()).average();
        averaged = new NormedLayers(graph, variables.view("ema").within("g."), true);
        drawn = system.draw(averaged, inputs.code(), canvas);
        checkpoint = new Checkpoint(graph, variables);
        session = Sessions.forTraining(graph, bf16);
        reset();
    }

    /** All variables as they were at the start. */
    final void reset() {
        variables.initialise(session);
        variables.copies(generatorNames(), "", "ema").run(session);
    }

    /**
     * One step of both networks.
     *
     * @param time steps of the generator since the start, from 1
     */
    final Losses step(SampleBatch real, int[] wanted, Pace pace, long time) {
        Losses losses = run("The step", real, wanted, pace, time, true);
        if (time % AVERAGED == 0) average(Math.pow(pace.decay(), AVERAGED));
        return losses;
    }

    private void average(double decay) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = session.runner();
            inputs.feedDecay(runner, decay, feeds);
            average.addTo(runner);
            runner.run().close();
        }
    }

    /** One step of the discriminator alone. */
    final Losses discriminatorStep(SampleBatch real, int[] wanted, Pace pace, long time) {
        return run("The discriminator's step", real, wanted, pace, time, false);
    }

    private Losses run(
            String work, SampleBatch real, int[] wanted, Pace pace, long time, boolean both) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = session.runner();
            inputs.feedReal(runner, real.images(), real.labels(), feeds);
            inputs.feedFake(runner, wanted, feeds);
            chance.feed(runner, seed, real.step(), feeds);
            prepare(runner, pace, time, real.step() + 1, both, feeds);
            List<Operand<TFloat32>> fetched = figures();
            fetched.forEach(runner::fetch);
            try (Result result = convolutions.run(work, runner)) {
                double[] values = new double[fetched.size()];
                for (int i = 0; i < values.length; i++)
                    values[i] = ((TFloat32) result.get(i)).getFloat();
                return losses(values);
            }
        }
    }

    /** Feeds the optimisers and adds the updates of a step. */
    abstract void prepare(
            Session.Runner runner,
            Pace pace,
            long time,
            long discriminatorTime,
            boolean both,
            Feeds feeds);

    /** Scalars that are measured at each step. */
    abstract List<Operand<TFloat32>> figures();

    abstract Losses losses(double[] figures);

    /** Whether the other network does without batch norm, see {@link SynthesisSystem#observe}. */
    abstract boolean isSmooth();

    /** What batch norm of the other network is to be after training, by name; may be empty. */
    abstract Map<String, Operand<TFloat32>> discriminatorMoments();

    final Adam adam(List<String> names) {
        return new Adam(graph, variables, names);
    }

    /**
     * Images of the averaged generator, with batch norm from the batch.
     *
     * @param codes {@link #ROWS} rows of latent numbers and classes
     * @return NHWC
     */
    final float[] draw(float[] codes) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = session.runner();
            inputs.feedCode(runner, codes, feeds);
            try (Result result = convolutions.run("The samples", runner.fetch(drawn))) {
                TFloat32 images = (TFloat32) result.get(0);
                float[] values = new float[Math.toIntExact(images.size())];
                images.asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }

    /**
     * The finished generator's weights by the names that the system gave them, with the statistics
     * that batch norm found over many batches of the averaged weights: a running mean would be that
     * of other weights.
     *
     * @param codes batches of {@link #ROWS} rows
     */
    final Map<String, float[]> generatorWeights(List<float[]> codes) {
        Map<String, float[]> weights = weights("ema.g.");
        Moments found = new Moments();
        for (float[] rows : codes)
            found.add(averaged.moments(), runner -> inputs.feedCode(runner, rows, found.feeds()));
        weights.putAll(found.means());
        return weights;
    }

    /** The same of the discriminator, over batches of real and drawn images. */
    final Map<String, float[]> discriminatorWeights(List<SampleBatch> batches, int[] wanted) {
        Map<String, float[]> weights = weights("d.");
        Moments found = new Moments();
        for (SampleBatch real : batches)
            found.add(
                    discriminatorMoments(),
                    runner -> {
                        inputs.feedReal(runner, real.images(), real.labels(), found.feeds());
                        inputs.feedFake(runner, wanted, found.feeds());
                        chance.feed(runner, seed, real.step(), found.feeds());
                    });
        weights.putAll(found.means());
        return weights;
    }

    /** Means of what batch norm measures, over several runs. */
    private final class Moments {
        private final Map<String, float[]> sums = new LinkedHashMap<>();
        private int count;
        private Feeds feeds;

        Feeds feeds() {
            return feeds;
        }

        void add(
                Map<String, Operand<TFloat32>> moments,
                java.util.function.Consumer<Session.Runner> feed) {
            if (moments.isEmpty()) return;
            try (Feeds opened = new Feeds()) {
                feeds = opened;
                Session.Runner runner = session.runner();
                feed.accept(runner);
                moments.values().forEach(runner::fetch);
                try (Result result = convolutions.run("The statistics", runner)) {
                    int i = 0;
                    for (String name : moments.keySet()) add(name, (TFloat32) result.get(i++));
                }
            }
            count++;
        }

        private void add(String name, TFloat32 values) {
            float[] sum = sums.computeIfAbsent(name, key -> new float[(int) values.size()]);
            float[] one = new float[sum.length];
            values.asRawTensor().data().asFloats().read(one);
            for (int i = 0; i < sum.length; i++) sum[i] += one[i];
        }

        Map<String, float[]> means() {
            sums.values()
                    .forEach(
                            sum -> {
                                for (int i = 0; i < sum.length; i++) sum[i] /= count;
                            });
            return sums;
        }
    }

    private Map<String, float[]> weights(String prefix) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        variables
                .read(session, new ArrayList<>(variables.names(prefix)))
                .forEach((name, values) -> weights.put(name.substring(prefix.length()), values));
        return weights;
    }

    /** Whether every variable is a number. */
    final boolean isFinite() {
        for (float[] values : variables.read(session, variables.names("")).values())
            for (float value : values) if (!Float.isFinite(value)) return false;
        return true;
    }

    final void save(Path folder) {
        checkpoint.save(session, folder);
    }

    final void restore(Path folder) {
        checkpoint.restore(session, folder);
    }

    @Override
    public final void close() {
        session.close();
        graph.close();
    }
}

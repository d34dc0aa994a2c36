package org.mulligan.train.synthesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.network.SynthesisShape;
import org.mulligan.tensor.Chance;
import org.mulligan.tensor.Feeds;
import org.mulligan.tensor.LastLayer;
import org.mulligan.tensor.MovingAverage;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.tensor.SynthesisInputs;
import org.mulligan.tensor.Updates;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;
import org.mulligan.train.TrainingGraph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** A synthesiser and the network that teaches it as one graph. */
abstract class SynthesisGraph extends TrainingGraph {
    /** Rows that are drawn in one run outside of the steps: always as many, so that bits agree. */
    static final int ROWS = 64;

    /** The average takes in the weights of each so many steps: those between are much alike. */
    private static final int AVERAGED = 4;

    final SynthesisInputs inputs;
    final Chance chance;
    final SynthesisShape shape;
    final int batch;
    private Operand<TFloat32> drawn;
    private LastLayer lastOfDrawn;
    private NormedLayers averaged;
    private Updates average;

    SynthesisGraph(SynthesisShape shape, int batch, long seed, boolean bf16) {
        super(seed, bf16);
        this.shape = shape;
        this.batch = batch;
        chance = new Chance(graph);
        inputs =
                new SynthesisInputs(
                        graph, batch, shape.size(), shape.seen(), shape.classes(), shape.row());
    }

    final NormedLayers generatorLayers() {
        return new NormedLayers(graph, variables.within("g."), true);
    }

    final NormedLayers discriminatorLayers() {
        return new NormedLayers(graph, variables.within("d."), true);
    }

    /** Called by the builders when all but the averaged generator is there. */
    final void addAverageAndOpen() {
        average = new MovingAverage(graph, variables, generatorNames(), inputs.decay()).average();
        averaged = new NormedLayers(graph, variables.view("ema").within("g."), true);
        drawn = draw(averaged, inputs.code());
        lastOfDrawn = LastLayer.of(drawn);
        open();
    }

    /**
     * Adds the network that draws.
     *
     * @param code [n, shape.row()]
     * @return NHWC
     */
    abstract Operand<TFloat32> draw(NormedLayers layers, Operand<TFloat32> code);

    /**
     * One step of both networks.
     *
     * @param classes that are drawn
     */
    final StepLosses step(SampleBatch real, int[] classes, LearningRates rates) {
        return run("The step", real, classes, rates, true);
    }

    /**
     * Takes the weights into the average, at each fourth step.
     *
     * @param rates of that step
     */
    final void average(LearningRates rates) {
        if (rates.generator().time() % AVERAGED != 0) return;
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner();
            inputs.feedDecay(runner, Math.pow(rates.decay(), AVERAGED), feeds);
            average.addTo(runner);
            runner.run().close();
        }
    }

    /** One step of the discriminator alone. */
    final StepLosses discriminatorStep(SampleBatch real, int[] classes, LearningRates rates) {
        return run("The discriminator's step", real, classes, rates, false);
    }

    private StepLosses run(
            String work, SampleBatch real, int[] classes, LearningRates rates, boolean both) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner(last());
            feed(runner, real, classes, feeds);
            prepare(runner, rates, both, feeds);
            return losses(measure(work, runner, measured()));
        }
    }

    private void feed(Session.Runner runner, SampleBatch real, int[] classes, Feeds feeds) {
        inputs.feedReal(runner, real.images(), real.labels(), feeds);
        inputs.feedFake(runner, classes, feeds);
        chance.feed(runner, seed, real.step(), feeds);
    }

    /** Feeds the optimisers and adds the updates of a step. */
    abstract void prepare(Session.Runner runner, LearningRates rates, boolean both, Feeds feeds);

    /** Of the network that draws in a step. */
    abstract LastLayer last();

    /** Scalars that are measured at each step. */
    abstract List<Operand<TFloat32>> measured();

    abstract StepLosses losses(double[] measured);

    /** What batch norm of the other network is to be after training, by name; may be empty. */
    abstract Map<String, Operand<TFloat32>> discriminatorMoments();

    /**
     * Images of the averaged generator, with batch norm from the batch.
     *
     * @param codes {@link #ROWS} rows of latent numbers and classes
     * @return NHWC
     */
    final float[] draw(float[] codes) {
        try (Feeds feeds = new Feeds()) {
            Session.Runner runner = runner(lastOfDrawn);
            inputs.feedCode(runner, codes, feeds);
            return tensors("The samples", runner, List.of(drawn))[0];
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
        Map<String, float[]> weights = weightsOf("ema.g.");
        Moments found = new Moments(averaged.moments());
        for (float[] rows : codes)
            found.add((runner, feeds) -> inputs.feedCode(runner, rows, feeds));
        weights.putAll(found.means());
        return weights;
    }

    /**
     * The same of the discriminator, over batches of real and drawn images.
     *
     * @param classes that are drawn
     */
    final Map<String, float[]> discriminatorWeights(List<SampleBatch> batches, int[] classes) {
        Map<String, float[]> weights = weightsOf("d.");
        Moments found = new Moments(discriminatorMoments());
        for (SampleBatch real : batches)
            found.add((runner, feeds) -> feed(runner, real, classes, feeds));
        weights.putAll(found.means());
        return weights;
    }

    /** Means of what batch norm measures, over several runs. */
    private final class Moments {
        private final List<String> names;
        private final List<Operand<TFloat32>> moments;
        private final Map<String, float[]> sums = new LinkedHashMap<>();
        private int count;

        Moments(Map<String, Operand<TFloat32>> moments) {
            names = List.copyOf(moments.keySet());
            this.moments = List.copyOf(moments.values());
        }

        void add(BiConsumer<Session.Runner, Feeds> feed) {
            if (moments.isEmpty()) return;
            try (Feeds feeds = new Feeds()) {
                Session.Runner runner = runner();
                feed.accept(runner, feeds);
                float[][] values = tensors("The statistics", runner, moments);
                for (int i = 0; i < values.length; i++) add(names.get(i), values[i]);
            }
            count++;
        }

        private void add(String name, float[] values) {
            float[] sum = sums.computeIfAbsent(name, key -> new float[values.length]);
            for (int i = 0; i < sum.length; i++) sum[i] += values[i];
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
}

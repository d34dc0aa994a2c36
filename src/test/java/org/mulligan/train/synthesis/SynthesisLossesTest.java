package org.mulligan.train.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.loss.LeastSquares;
import org.mulligan.loss.NonSaturating;
import org.mulligan.loss.Wasserstein;
import org.mulligan.loss.WassersteinWithPenalty;
import org.mulligan.network.GanSystem;
import org.mulligan.network.GuidedSystem;
import org.mulligan.network.SynthesisShape;
import org.mulligan.network.SynthesisSystem;
import org.mulligan.network.VaeSystem;
import org.mulligan.tensor.Evaluated;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.NormedLayers;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What the graphs of synthesis minimise, with networks of a node or two, so that each number can be
 * had by hand. Gradients are read from Adam's first moment, which is (1 - beta1) times the gradient
 * after the first step; beta1 is 0 here, and so is the rate where weights are to stay.
 */
class SynthesisLossesTest {
    private static final Offset<Float> CLOSE = within(1e-5f);
    private static final int[] NO_CLASSES = {};
    private static final LearningRates STILL = rates(0, 0, 1, 0);

    @TempDir private Path folder;

    /** With beta1 = 0. */
    private static LearningRates rates(
            double generator, double discriminator, long time, double decay) {
        return new LearningRates(
                new LearningRates.Rate(generator, 0, time),
                new LearningRates.Rate(discriminator, 0, time),
                decay);
    }

    private static SynthesisShape shape(int size, int latent) {
        return new SynthesisShape(size, 1, latent, 0, 1, 0, 1, 0, false);
    }

    /** What a network makes of the row of an image's pixels. */
    private interface Judge {
        Operand<TFloat32> of(NormedLayers layers, Operand<TFloat32> row);
    }

    private static final SynthesisSystem.Recipe RECIPE =
            new SynthesisSystem.Recipe("", 2, 1, 2, 1, 1, 0);

    /** Black, from weights that are 0. */
    private static Operand<TFloat32> black(
            NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
        int size = shape.size();
        return layers.image(
                layers.dense("out", z, size * size, true, Initializer.ZERO), size, size, 1);
    }

    /** Draws black; its discriminator is a function of the image's row. */
    private record Small(Judge judge) implements GanSystem {
        @Override
        public Recipe recipe() {
            return RECIPE;
        }

        @Override
        public boolean draws(int size) {
            return true;
        }

        @Override
        public String sizes() {
            return "any";
        }

        @Override
        public Operand<TFloat32> generator(
                NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
            return black(layers, z, shape);
        }

        @Override
        public Operand<TFloat32> discriminator(
                NormedLayers layers,
                Operand<TFloat32> image,
                Optional<Operand<TFloat32>> classes,
                SynthesisShape shape,
                boolean smooth,
                Operand<TInt64> seed) {
            return judge.of(layers, layers.vector(image, shape.size() * shape.size()));
        }
    }

    /** Decodes to black; its encoder is a function of the image's row. */
    private record SmallEncoder(Judge judge) implements VaeSystem {
        @Override
        public Recipe recipe() {
            return RECIPE;
        }

        @Override
        public boolean draws(int size) {
            return true;
        }

        @Override
        public String sizes() {
            return "any";
        }

        @Override
        public Operand<TFloat32> decoder(
                NormedLayers layers, Operand<TFloat32> z, SynthesisShape shape) {
            return black(layers, z, shape);
        }

        @Override
        public Operand<TFloat32> encoder(
                NormedLayers layers,
                Operand<TFloat32> image,
                Optional<Operand<TFloat32>> classes,
                SynthesisShape shape,
                Operand<TInt64> seed) {
            return judge.of(layers, layers.vector(image, shape.size() * shape.size()));
        }
    }

    /** The score is the sum of all pixels: the kernel of a dense layer is all 1. */
    private static GanSystem summing() {
        return new Small((layers, row) -> layers.dense("score", row, 1, false, Initializer.ONE));
    }

    private static AdversarialSynthesis adversarial(
            GanSystem system, AdversarialLoss loss, double r1, int batch) {
        return new AdversarialSynthesis(
                system,
                shape(2, 2),
                loss,
                new AdversarialSynthesis.Ways(r1, false),
                batch,
                1,
                false);
    }

    private float[] saved(SynthesisGraph graph, String name) {
        graph.save(folder);
        return Evaluated.saved(folder, name);
    }

    @Test
    void adversariesMeasureTheirLossesOverTheBatch() {
        // Scores of the real images 1 and -2, of the drawn ones 0 and 0.
        float[] real = {0.5f, 0.5f, 0, 0, -0.5f, -0.5f, -0.5f, -0.5f};
        try (AdversarialSynthesis graph = adversarial(summing(), new LeastSquares(), 0, 2)) {
            StepLosses losses = graph.step(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, STILL);

            // mean (0 - 1)^2; mean (real - 1)^2 + mean 0^2 = (0 + 9) / 2
            assertThat(losses.generator()).isCloseTo(1, within(1e-6));
            assertThat(losses.discriminator()).isCloseTo(4.5, within(1e-6));
            assertThat(losses.realAboveFake()).isEqualTo(0.5);
            assertThat(losses.gap()).isCloseTo(-0.5, within(1e-6));
            // d / d drawn pixel: 2 (0 - 1) for each image, halved by the mean, over both.
            assertThat(saved(graph, "m.g.out.bias"))
                    .containsExactly(new float[] {-2, -2, -2, -2}, CLOSE);
        }
    }

    /**
     * With a score w x the slope is w everywhere, so 10 (|w| - 1)^2 has the gradient 20 (|w| - 1) w
     * / |w|: 20 * 1 * 0.5 for four weights of 1. The critic's own loss adds mean fake - mean real.
     */
    @Test
    void thePenaltyHoldsTheNormOfTheSlopeAtOne() {
        float[] real = {0.5f, -0.5f, 0.25f, 0, 0.5f, 0.5f, 0.25f, 1};
        try (AdversarialSynthesis graph =
                adversarial(summing(), new WassersteinWithPenalty(), 0, 2)) {
            graph.discriminatorStep(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, STILL);

            assertThat(saved(graph, "m.d.score.kernel"))
                    .containsExactly(new float[] {9.5f, 10, 9.75f, 9.5f}, within(1e-4f));
        }
    }

    /**
     * With a score a (sum x)^2 the norm of the slope at a sum s is 4 a s, so the penalty is (4 a s
     * - 1)^2, and its derivative by a at a = 1 is 32 s^2 - 8 s. All real images have the sum 1 and
     * all drawn ones 0; between them s is uniform, and the mean is 32 / 3 - 4 = 6.67. (Of the real
     * images alone it would be 24, of the drawn ones 0.) The critic's own part is 0 - 1.
     */
    @Test
    void thePenaltyIsTakenBetweenRealAndDrawnImages() {
        GanSystem squaring =
                new Small(
                        (layers, row) -> {
                            Operand<TFloat32> sum =
                                    layers.dense("sum", row, 1, false, Initializer.ONE);
                            return layers.dense(
                                    "gain", layers.multiply(sum, sum), 1, false, Initializer.ONE);
                        });
        int batch = 512;
        float[] real = new float[4 * batch];
        Arrays.fill(real, 0.25f);
        try (AdversarialSynthesis graph =
                adversarial(squaring, new WassersteinWithPenalty(), 0, batch)) {
            graph.discriminatorStep(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, STILL);

            // The deviation of a mean of 512 is 0.33.
            assertThat((saved(graph, "m.d.gain.kernel")[0] + 1) / 10)
                    .isCloseTo(6.67f, within(1.2f));
        }
    }

    /** r1 / 2 |w|^2 has the gradient r1 w: Mescheder et al. 2018, equation 9. */
    @Test
    void r1IsHalfTheSquaredSlopeAtRealImages() {
        float[] real = {0.5f, -0.5f, 0.25f, 0, 0.5f, 0.5f, 0.25f, 1};
        try (AdversarialSynthesis graph = adversarial(summing(), new Wasserstein(), 3, 2)) {
            graph.discriminatorStep(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, STILL);

            assertThat(saved(graph, "m.d.score.kernel"))
                    .containsExactly(new float[] {2.5f, 3, 2.75f, 2.5f}, CLOSE);
        }
    }

    /** Adam's first step is the rate, 0.5 here, against the sign of the gradient. */
    @Test
    void wassersteinClipsTheCriticAfterItsStep() {
        float[] real = {0.5f, -0.5f, 0, 0.25f};
        GanSystem blank =
                new Small((layers, row) -> layers.dense("score", row, 1, true, Initializer.ZERO));
        try (AdversarialSynthesis graph = adversarial(blank, new Wasserstein(), 0, 1)) {
            LearningRates rates = rates(0, 0.5, 1, 0);
            graph.discriminatorStep(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, rates);

            assertThat(saved(graph, "d.score.kernel"))
                    .containsExactly(new float[] {0.01f, -0.01f, 0, 0.01f}, CLOSE);
            assertThat(saved(graph, "d.score.bias")).containsExactly(0);
        }
    }

    /**
     * The gradient is always the same, so that each of four steps adds the rate, 0.25, to weights
     * that were 0; then the average, that is taken at each fourth step, keeps 0.5^4 of the start.
     */
    @Test
    void theAverageOfFourStepsIsTakenAtOnce() {
        try (AdversarialSynthesis graph =
                adversarial(summing(), new WassersteinWithPenalty(), 0, 1)) {
            for (int step = 0; step < 4; step++) {
                LearningRates rates = rates(0.25, 0, step + 1, 0.5);
                graph.step(new SampleBatch(step, new float[4], NO_CLASSES), NO_CLASSES, rates);
                graph.average(rates);
                float average = step < 3 ? 0 : (1 - 0.0625f) * 1;
                assertThat(graph.generatorWeights(List.of()).get("out.bias"))
                        .as("after step %d", step + 1)
                        .containsExactly(
                                new float[] {average, average, average, average}, within(1e-4f));
            }
            assertThat(saved(graph, "g.out.bias"))
                    .containsExactly(new float[] {1, 1, 1, 1}, within(1e-4f));
        }
    }

    /** An encoder that takes the pixels of a 2x2 px image for m1, m2, log v1 and log v2. */
    private static VaeSystem encoding() {
        return new SmallEncoder(
                (layers, row) ->
                        layers.add(row, layers.dense("shift", row, 4, true, Initializer.ZERO)));
    }

    private static VariationalSynthesis variational(int batch) {
        return new VariationalSynthesis(encoding(), shape(2, 2), batch, 1, false);
    }

    /**
     * Kingma and Welling 2014, appendix B: the divergence is 0.5 sum (m^2 + v - log v - 1) an
     * image. Here 0.5 (1 + 4 + (3 - log 3 - 1) + (0.5 + log 2 - 1)) and 0, and their mean.
     */
    @Test
    void theEvidenceLowerBoundHasTheErrorAndTheDivergence() {
        float log3 = (float) Math.log(3);
        float log2 = (float) Math.log(2);
        float[] real = {1, -2, log3, -log2, 0, 0, 0, 0};
        try (VariationalSynthesis graph = variational(2)) {
            StepLosses losses = graph.step(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, STILL);

            // The decoded image is black: the mean square of eight pixels.
            double error = (1 + 4 + log3 * log3 + log2 * log2) / 8;
            assertThat(losses.generator()).isCloseTo(error, within(1e-6));
            assertThat(losses.discriminator())
                    .isCloseTo((5 + 2 - log3 - 0.5 + log2) / 4, within(1e-6));

            // d / d decoded of values / 2 log(error), values = 4: the mean over the batch of
            // (0 - real) / error; Rybkin et al. 2021, equation 6.
            float[] decoder = new float[4];
            for (int i = 0; i < 4; i++) decoder[i] = (float) (-(real[i] / 2) / error);
            assertThat(saved(graph, "m.g.out.bias")).containsExactly(decoder, CLOSE);
            // d / d code of the divergence, mean over the batch: m, and 0.5 (v - 1).
            assertThat(saved(graph, "m.d.shift.bias"))
                    .containsExactly(new float[] {0.5f, -1, 0.5f, -0.125f}, CLOSE);
        }
    }

    /**
     * z = m + noise exp(log v / 2): with m = 1 the gradient by the decoder's kernel is -z real /
     * error. The same step has the same noise, so that with v = 4 it must be twice as far from m as
     * with v = 1.
     */
    @Test
    void latentNumbersSpreadByTheDeviationAndNotByTheVariance() {
        float[] one = noise(0);
        float[] two = noise((float) Math.log(4));
        assertThat(Math.abs(one[0])).isGreaterThan(0.01f);
        assertThat(two).containsExactly(new float[] {2 * one[0], 2 * one[1]}, within(1e-4f));
    }

    /** What is added to m = 1 where both variances have this logarithm. */
    private float[] noise(float logarithm) {
        float[] real = {1, 1, logarithm, logarithm};
        double error = (2 + 2 * logarithm * logarithm) / 4 + 1e-6;
        try (VariationalSynthesis graph = variational(1)) {
            graph.step(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, STILL);
            float[] kernel = saved(graph, "m.g.out.kernel");
            // [latent number, pixel]; the first pixel is 1.
            return new float[] {(float) (-kernel[0] * error - 1), (float) (-kernel[4] * error - 1)};
        }
    }

    /** Draws black from the image; its discriminator gives 0. */
    private static final class Guided implements GuidedSystem {
        @Override
        public Recipe recipe() {
            return new Recipe("", 1, 1, 2, 1, 1, 0);
        }

        @Override
        public boolean draws(int size) {
            return true;
        }

        @Override
        public String sizes() {
            return "any";
        }

        @Override
        public int stride() {
            return 1;
        }

        @Override
        public int receptiveField() {
            return 1;
        }

        @Override
        public Operand<TFloat32> generator(
                NormedLayers layers,
                Operand<TFloat32> planes,
                Operand<TFloat32> code,
                SynthesisShape shape) {
            return layers.convolve("out", planes, 1, 1, 1, true, Initializer.ZERO);
        }

        @Override
        public Operand<TFloat32> discriminator(
                NormedLayers layers,
                Operand<TFloat32> image,
                Optional<Operand<TFloat32>> classes,
                SynthesisShape shape,
                boolean smooth,
                Operand<TInt64> seed) {
            int size = shape.size();
            return layers.dense(
                    "score", layers.vector(image, 2 * size * size), 1, true, Initializer.ZERO);
        }
    }

    /** A 16x16 px image and, behind it, the one it was drawn from. */
    private static float[] guided(Function<Integer, Double> image) {
        float[] values = new float[2 * 16 * 16];
        for (int i = 0; i < 16 * 16; i++) {
            values[2 * i] = image.apply(i).floatValue();
            values[2 * i + 1] = 0.9f;
        }
        return values;
    }

    /**
     * 20 times the mean of |mean drawn - mean real| over squares of 8 px, 4 px apart. The real
     * image is 0.5 on the left and -0.25 on the right: squares at 0, 4 and 8 px have the means 0.5,
     * 0.125 and -0.25, and the mean size is 0.875 / 3. A checkerboard that is finer than the
     * squares changes nothing. The adversary's part is log 2, for scores of 0.
     */
    @Test
    void whatIsDrawnFromAnImageIsTiedToTheMeansOfItsPartner() {
        float[] first =
                guided(i -> (i % 16 < 8 ? 0.5 : -0.25) + ((i + i / 16) % 2 == 0 ? 0.1 : -0.1));
        float[] second = guided(i -> 0.0);
        float[] real = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(second, 0, real, first.length, second.length);
        SynthesisShape shape = new SynthesisShape(16, 1, 1, 0, 1, 0, 1, 0, true);
        try (AdversarialSynthesis graph =
                new AdversarialSynthesis(
                        new Guided(),
                        shape,
                        new NonSaturating(),
                        new AdversarialSynthesis.Ways(0, false),
                        2,
                        1,
                        false)) {
            StepLosses losses = graph.step(new SampleBatch(0, real, NO_CLASSES), NO_CLASSES, STILL);

            assertThat(losses.generator())
                    .isCloseTo(Math.log(2) + 20 * (0.875 / 3) / 2, within(1e-5));
            assertThat(losses.discriminator()).isCloseTo(2 * Math.log(2), within(1e-6));
        }
    }

    /** As at the start for the first half, then down to a twentieth. */
    @Test
    void theRatesFallInTheSecondHalf() {
        SynthesisSettings settings =
                new SynthesisSettings(
                        null, summing(), Optional.empty(), "", shape(2, 2), 1, 2e-4, 4e-4);
        LearningRates start = settings.rates(0, 3, 1000, 1);
        assertThat(start.generator()).isEqualTo(new LearningRates.Rate(2e-4, 0, 1));
        assertThat(start.discriminator()).isEqualTo(new LearningRates.Rate(4e-4, 0, 4));
        assertThat(start.decay()).isEqualTo(0.1);
        assertThat(settings.rates(500, 500, 1000, 1).generator().rate()).isEqualTo(2e-4);
        // 0.05 + 0.95 * 2 * 0.25 = 0.525
        assertThat(settings.rates(750, 750, 1000, 1).generator().rate())
                .isCloseTo(1.05e-4, within(1e-12));
        assertThat(settings.rates(750, 750, 1000, 0.5).discriminator().rate())
                .isCloseTo(1.05e-4, within(1e-12));
        assertThat(settings.rates(1000, 1000, 1000, 1).generator().rate())
                .isCloseTo(1e-5, within(1e-12));
        // (1 + step) / (10 + step), at most 0.999
        assertThat(settings.rates(89, 89, 1000, 1).decay()).isCloseTo(90 / 99.0, within(1e-12));
        assertThat(settings.rates(20_000, 20_000, 30_000, 1).decay()).isEqualTo(0.999);
    }
}

package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.pairs.Batch;
import org.mulligan.loss.Wasserstein;
import org.mulligan.network.Architecture;
import org.mulligan.network.NetworkSize;
import org.mulligan.tensor.Evaluated;
import org.mulligan.tensor.Initializer;
import org.mulligan.tensor.Layers;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a restorer minimises, with a network of one convolution whose weights are the pixels of its
 * output: the input is one bright pixel, and the kernel, as large as the image, is copied to the
 * output back to front. Adam's first moment, with beta1 = 0, is then the pull at each pixel.
 */
class RestorerLossesTest {
    private static final int SIDE = 16;
    private static final LearningRates STILL = rates(0);

    @TempDir private Path folder;

    private static final class OnePixelOneWeight implements Architecture {
        @Override
        public Operand<TFloat32> apply(
                Layers layers, Operand<TFloat32> x, NetworkSize networkSize) {
            return layers.convolve("out", x, SIDE, 1, 1, Initializer.ZERO);
        }

        @Override
        public int stride(NetworkSize networkSize) {
            return 1;
        }

        @Override
        public int receptiveField(NetworkSize networkSize) {
            return 2 * SIDE - 1;
        }
    }

    /** The discriminator stands still. */
    private static LearningRates rates(double generator) {
        return new LearningRates(
                new LearningRates.Rate(generator, 0, 1), new LearningRates.Rate(0, 0, 1), 0);
    }

    private static GanGraph graph(double weight) {
        return new GanGraph(
                GanGraphTest.parts(new OnePixelOneWeight(), new Wasserstein(), weight),
                new NetworkSize(1, 1, 1),
                1,
                SIDE,
                3,
                false);
    }

    /** To draw is a cross of 0.5 before -0.25, out of a pixel in the middle. */
    private static Batch batch() {
        float[] noisy = new float[SIDE * SIDE];
        noisy[8 * SIDE + 8] = 1;
        float[] target = new float[SIDE * SIDE];
        for (int i = 0; i < target.length; i++)
            target[i] = i % SIDE == 5 || i / SIDE == 9 ? 0.5f : -0.25f;
        return new Batch(0, noisy, target);
    }

    /** The gradient by each pixel of the output. */
    private float[] pull(GanGraph graph) {
        graph.save(folder);
        float[] kernel = Evaluated.saved(folder, "m.g.out.kernel");
        float[] pull = new float[kernel.length];
        for (int i = 0; i < pull.length; i++) pull[i] = kernel[pull.length - 1 - i];
        return pull;
    }

    private static float[] minus(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) difference[i] = a[i] - b[i];
        return difference;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) sum += value * value;
        return Math.sqrt(sum);
    }

    /**
     * mean |restored - clean|: 31 pixels of 0.5 and 225 of 0.25; the gradient is its sign / 256.
     */
    @Test
    void thePixelLossIsTheMeanAbsoluteError() {
        try (GanGraph graph = graph(2)) {
            StepLosses losses = graph.faithfulStep(batch(), STILL);

            assertThat(losses.generator()).isCloseTo((31 * 0.5 + 225 * 0.25) / 256, within(1e-6));
            float[] pull = pull(graph);
            float[] target = batch().target();
            for (int i = 0; i < pull.length; i++)
                assertThat(pull[i])
                        .as("pixel %d", i)
                        .isCloseTo(-Math.signum(target[i]) / 256, within(1e-7f));
        }
    }

    /**
     * The pixel loss pulls with sqrt(256 / 256^2) = 1 / 16, and the adversary with the weight times
     * that, whatever its own loss is.
     */
    @Test
    void theAdversaryPullsWithItsWeightTimesThePixelLoss() {
        float[] alone;
        float[] once;
        float[] thrice;
        try (GanGraph graph = graph(0)) {
            graph.adversarialStep(batch(), STILL);
            alone = pull(graph);
        }
        try (GanGraph graph = graph(1)) {
            graph.adversarialStep(batch(), STILL);
            once = minus(pull(graph), alone);
        }
        try (GanGraph graph = graph(3)) {
            graph.adversarialStep(batch(), STILL);
            thrice = minus(pull(graph), alone);
        }

        assertThat(norm(alone)).isCloseTo(1 / 16.0, within(1e-6));
        assertThat(norm(once)).isCloseTo(1 / 16.0, within(1e-6));
        assertThat(norm(thrice)).isCloseTo(3 / 16.0, within(1e-6));
        for (int i = 0; i < once.length; i++)
            assertThat(thrice[i]).isCloseTo(3 * once[i], within(1e-6f));
    }

    /** The critic's loss is mean fake - mean real, and it stands still: it must rise. */
    @Test
    void theGeneratorLearnsWhatRaisesItsScore() {
        LearningRates slow = rates(1e-3);
        try (GanGraph graph = graph(100)) {
            double before = graph.adversarialStep(batch(), slow).discriminator();
            double after = graph.adversarialStep(batch(), STILL).discriminator();

            assertThat(after).isGreaterThan(before);
        }
    }
}

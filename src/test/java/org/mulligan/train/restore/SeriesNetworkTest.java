package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mulligan.Close.assertClose;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mulligan.data.pairs.Batch;
import org.mulligan.loss.LeastSquares;
import org.mulligan.network.NetworkSize;
import org.mulligan.network.UNet;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.LearningRates;

/** A network that makes a plane of the four around it. */
@Tag("slow")
class SeriesNetworkTest {
    private static final int SIDE = 32;
    private static final int PLANES = 4;
    private static final NetworkSize SINGLE = new NetworkSize(4, 2, 1);
    private static final NetworkSize SERIES = new NetworkSize(4, 2, 1, PLANES);

    private static GanGraph graph(NetworkSize size) {
        return new GanGraph(
                GanGraphTest.parts(new UNet(), new LeastSquares(), 1), size, 2, 16, 3, false);
    }

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) noise[i] = random.nextFloat();
        return noise;
    }

    @Test
    void beginsWithWhatAModelMakesOfTheMeanOfTheNearest() throws IOException {
        float[] planes = noise(SIDE * SIDE * PLANES, 1);
        try (GanGraph single = graph(SINGLE);
                GanGraph series = graph(SERIES)) {
            Map<String, float[]> weights = single.weights("ema");
            FrozenGraph frozen =
                    FrozenGraph.of((layers, x) -> new UNet().apply(layers, x, SINGLE), weights);
            StartWeights start = new StartWeights("model", "unet", SINGLE, frozen, false, false);
            series.startWith(start.weights(PLANES, false));
            assertClose(
                    series.predict(planes, SIDE, SIDE),
                    single.predict(Baseline.middle(planes, PLANES), SIDE, SIDE),
                    1e-5f);
            assertThat(start.weights(1, false).get(UNet.FIRST_KERNEL))
                    .isEqualTo(weights.get(UNet.FIRST_KERNEL));
        }
    }

    /** Of three planes the weights of a model for one begin with the plane itself. */
    @Test
    void beginsWithWhatAModelMakesOfThePlaneInTheMiddle() throws IOException {
        float[] planes = noise(SIDE * SIDE * 3, 1);
        float[] middle = new float[SIDE * SIDE];
        for (int i = 0; i < middle.length; i++) middle[i] = planes[3 * i + 1];
        try (GanGraph single = graph(SINGLE);
                GanGraph stack = graph(new NetworkSize(4, 2, 1, 3))) {
            FrozenGraph frozen =
                    FrozenGraph.of(
                            (layers, x) -> new UNet().apply(layers, x, SINGLE),
                            single.weights("ema"));
            StartWeights start = new StartWeights("model", "unet", SINGLE, frozen, false, false);
            stack.startWith(start.weights(3, false));
            assertClose(
                    stack.predict(planes, SIDE, SIDE), single.predict(middle, SIDE, SIDE), 1e-5f);
        }
    }

    @Test
    void learnsAndFreezesToTheSamePixels() throws IOException {
        float[] planes = noise(SIDE * SIDE * PLANES, 2);
        LearningRates.Rate rate = new LearningRates.Rate(1e-3, 0.9, 1);
        try (GanGraph graph = graph(SERIES)) {
            double first = 0;
            double last = 0;
            for (int step = 0; step < 60; step++) {
                // The plane is the difference of its neighbours, which the mean does not show.
                float[] noisy = noise(2 * 16 * 16 * PLANES, 10 + step);
                float[] target = new float[2 * 16 * 16];
                for (int i = 0; i < target.length; i++) target[i] = noisy[4 * i] - noisy[4 * i + 3];
                double loss =
                        graph.faithfulStep(
                                        new Batch(step, noisy, target),
                                        new LearningRates(rate, rate, 0))
                                .generator();
                if (step == 0) first = loss;
                last = loss;
            }
            assertThat(last).isLessThan(0.8 * first);
            float[] trained = graph.predict(planes, SIDE, SIDE);
            FrozenGraph frozen =
                    FrozenGraph.ofPlanes(
                            PLANES,
                            (layers, x) -> new UNet().apply(layers, x, SERIES),
                            graph.weights("ema"));
            try (RunningGraph running = new RunningGraph(frozen, false)) {
                assertClose(running.run(planes, SIDE, SIDE), trained, 1e-5f);
            }
        }
    }
}

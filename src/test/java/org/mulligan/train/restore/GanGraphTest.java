package org.mulligan.train.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mulligan.data.pairs.Batch;
import org.mulligan.loss.AdversarialLoss;
import org.mulligan.loss.Hinge;
import org.mulligan.loss.LeastSquares;
import org.mulligan.loss.MeanAbsoluteError;
import org.mulligan.loss.NonSaturating;
import org.mulligan.network.Architecture;
import org.mulligan.network.NetworkSize;
import org.mulligan.network.PatchDiscriminator;
import org.mulligan.network.UNet;
import org.mulligan.train.LearningRates;
import org.mulligan.train.StepLosses;

@Tag("slow")
class GanGraphTest {
    private static final int BATCH = 2;
    private static final int PATCH = 16;
    private static final TrainingSchedule STAGES = new TrainingSchedule(20, 5, 20);

    private static GanGraph graph(AdversarialLoss loss, long seed) {
        return new GanGraph(
                parts(new UNet(), loss, 2), new NetworkSize(4, 2, 1), BATCH, PATCH, seed, false);
    }

    static GanParts parts(Architecture architecture, AdversarialLoss loss, double weight) {
        return new GanParts(
                architecture, new MeanAbsoluteError(), new PatchDiscriminator(), loss, weight);
    }

    /** Smooth blobs with noise; a function of the step. */
    private static Batch batch(long step) {
        Random random = new Random(step);
        float[] target = new float[BATCH * PATCH * PATCH];
        float[] noisy = new float[target.length];
        double phase = random.nextDouble() * 6;
        for (int i = 0; i < target.length; i++) {
            target[i] =
                    (float) (0.5 + 0.4 * Math.sin(phase + 0.3 * (i % PATCH) + 0.2 * (i / PATCH)));
            noisy[i] = (float) (target[i] + 0.3 * random.nextGaussian());
        }
        return new Batch(step, noisy, target);
    }

    private static LearningRates rates(double rate, long time) {
        LearningRates.Rate both = new LearningRates.Rate(rate, 0.5, time);
        return new LearningRates(both, both, 0);
    }

    private static void train(GanGraph graph, long from, long to) {
        for (long step = from; step < to; step++) {
            if (step == STAGES.faithful()) {
                graph.keepBest();
                graph.startFromBest();
            }
            LearningRates rates = STAGES.rates(step, 32, 1);
            if (STAGES.isFaithful(step)) graph.faithfulStep(batch(step), rates);
            else if (STAGES.isAlone(step)) graph.discriminatorStep(batch(step), rates);
            else graph.adversarialStep(batch(step), rates);
        }
    }

    private static void assertSame(Map<String, float[]> a, Map<String, float[]> b) {
        assertThat(a.keySet()).isEqualTo(b.keySet()).isNotEmpty();
        a.forEach((name, values) -> assertThat(values).as(name).containsExactly(b.get(name)));
    }

    @Test
    void learnsToDenoise() {
        try (GanGraph graph = graph(new NonSaturating(), 1)) {
            Batch held = batch(1000);
            TrainingSchedule long_ = new TrainingSchedule(300, 0, 0);
            double before = graph.faithfulStep(held, rates(0, 1)).generator();
            for (long step = 0; step < 300; step++)
                graph.faithfulStep(batch(step), long_.rates(step, 32, 1));
            double after = graph.faithfulStep(held, rates(0, 1)).generator();

            assertThat(after).isLessThan(0.7 * before);
        }
    }

    static java.util.List<AdversarialLoss> losses() {
        return java.util.List.of(new NonSaturating(), new Hinge(), new LeastSquares());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void hasADiscriminatorThatLearnsWithEveryLoss(AdversarialLoss loss) {
        try (GanGraph graph = graph(loss, 1)) {
            StepLosses first = graph.discriminatorStep(batch(0), rates(1e-3, 1));
            StepLosses last = first;
            for (long step = 1; step < 40; step++)
                last = graph.discriminatorStep(batch(step), rates(1e-3, step + 1));

            assertThat(last.discriminator()).isLessThan(0.8 * first.discriminator());
            assertThat(last.realAboveFake()).isGreaterThan(0.9);
        }
    }

    @Test
    void leavesTheGeneratorAloneWhileTheDiscriminatorLearns() {
        try (GanGraph graph = graph(new NonSaturating(), 1)) {
            train(graph, 0, 20);
            Map<String, float[]> before = graph.weights("ema");
            train(graph, 21, 25);

            assertSame(graph.weights("ema"), before);
        }
    }

    @Test
    void givesTheSameBitsForTheSameSeed() {
        try (GanGraph one = graph(new NonSaturating(), 5);
                GanGraph two = graph(new NonSaturating(), 5);
                GanGraph other = graph(new NonSaturating(), 6)) {
            train(one, 0, 45);
            train(two, 0, 45);
            train(other, 0, 2);

            assertSame(one.weights("ema"), two.weights("ema"));
            assertThat(
                            Arrays.equals(
                                    other.weights("ema").get("out.kernel"),
                                    one.weights("ema").get("out.kernel")))
                    .isFalse();
        }
    }

    @Test
    void goesOnFromACheckpointAsIfNothingHadHappened(@TempDir Path folder) {
        try (GanGraph whole = graph(new NonSaturating(), 5);
                GanGraph before = graph(new NonSaturating(), 5);
                GanGraph after = graph(new NonSaturating(), 5)) {
            train(whole, 0, 45);
            train(before, 0, 31);
            before.save(folder);
            train(after, 0, 3);
            after.restore(folder);
            train(after, 31, 45);

            assertSame(after.weights("ema"), whole.weights("ema"));
            assertSame(after.weights("best"), whole.weights("best"));
        }
    }

    @Test
    void startsTheAdversarialStageFromTheBestFaithfulWeights() {
        try (GanGraph graph = graph(new NonSaturating(), 5)) {
            train(graph, 0, 10);
            graph.keepBest();
            Map<String, float[]> best = graph.weights("ema");
            train(graph, 10, 20);
            graph.startFromBest();

            assertSame(graph.weights("ema"), best);
        }
    }
}

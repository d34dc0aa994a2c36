package org.mulligan.service.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mulligan.data.samples.Fit;
import org.mulligan.data.samples.SampleBatch;
import org.mulligan.data.samples.Samples;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.metric.features.FrechetDistance;
import org.mulligan.predict.RowBuffers;
import org.mulligan.service.engine.RowPortions;
import org.mulligan.worker.SameProcessEngine;

/**
 * The Fréchet distances of controls in the features of a SavedModel, beside those that Python
 * computed; needs MNIST and that model beside the project.
 */
class FeatureControlsTest {
    private static final int SIZE = 28;
    private static final int VALUES = SIZE * SIZE;
    private static final int COUNT = 10_000;

    private static Engine engine;
    private static FeatureExtractor extractor;
    private static ExtractedFeatures real;
    private static float[] test;
    private static int[] digits;

    @BeforeAll
    static void describeTheRealImages() throws IOException {
        Path data =
                Path.of(
                        Optional.ofNullable(System.getenv("MULLIGAN_DATA"))
                                .orElse("../shared/data"));
        Path network = data.resolve("models/mnist_features/saved_model");
        assumeThat(network).as("shared data, see MULLIGAN_DATA").isDirectory();
        engine = new SameProcessEngine(EngineSettings.on(DeviceChoice.CPU));
        extractor =
                new FeatureExtractor.Own(
                        "mnist_features",
                        engine.loadFeatures(network, SIZE, 1),
                        new RowPortions(engine, new RowBuffers(engine)),
                        VALUES);
        Samples train = open(data, "train");
        real = described(train.batch(COUNT, 0).images());
        Samples other = open(data, "t10k");
        SampleBatch most = other.batch(other.count(), 0);
        SampleBatch rest = other.heldOut(1000);
        test = new float[COUNT * VALUES];
        digits = new int[COUNT];
        System.arraycopy(most.images(), 0, test, 0, most.images().length);
        System.arraycopy(rest.images(), 0, test, most.images().length, rest.images().length);
        System.arraycopy(most.labels(), 0, digits, 0, other.count());
        System.arraycopy(rest.labels(), 0, digits, other.count(), 1000);
    }

    @AfterAll
    static void end() {
        if (engine != null) engine.close();
    }

    private static Samples open(Path data, String part) throws IOException {
        Path folder = data.resolve("mnist_idx");
        return Samples.open(
                folder.resolve(part + "-images-idx3-ubyte.gz"),
                Optional.of(folder.resolve(part + "-labels-idx1-ubyte.gz").toString()),
                SIZE,
                1,
                Fit.REFUSE,
                1,
                line -> {});
    }

    private static ExtractedFeatures described(float[] images) throws IOException {
        ExtractedFeatures described = new ExtractedFeatures();
        extractor.describe(images, described);
        return described;
    }

    private static double distance(float[] images) throws IOException {
        return FrechetDistance.of(real.features(), described(images).features()).value();
    }

    @Test
    void otherRealDigitsAreTheFloor() throws IOException {
        assertThat(distance(test)).isCloseTo(1.11, within(0.4));
        assertThat(extractor.name()).contains("mnist_features").doesNotContain("FID");
    }

    @Test
    void aBlurIsFar() throws IOException {
        float[] blurred = new float[test.length];
        for (int i = 0; i < COUNT; i++) {
            float[] image = java.util.Arrays.copyOfRange(test, i * VALUES, (i + 1) * VALUES);
            System.arraycopy(
                    GaussianBlur.blur(image, SIZE, SIZE, 1), 0, blurred, i * VALUES, VALUES);
        }
        assertThat(distance(blurred)).isCloseTo(122.7, within(6.0));
    }

    @Test
    void halfOfTheDigitsAreFar() throws IOException {
        float[] few = new float[test.length];
        int count = 0;
        for (int i = 0; i < COUNT; i++)
            if (digits[i] < 5) System.arraycopy(test, i * VALUES, few, count++ * VALUES, VALUES);
        assertThat(distance(java.util.Arrays.copyOf(few, count * VALUES)))
                .isCloseTo(89.95, within(4.5));
    }

    @Test
    void theClassOfADigitIsTold() throws IOException {
        ExtractedFeatures told = described(test);
        int[] classes = told.classes();
        int right = 0;
        for (int i = 0; i < COUNT; i++) if (classes[i] == digits[i]) right++;
        assertThat(right).isGreaterThan(9700);
        assertThat(told.confident(0.9)).isCloseTo(0.95, within(0.04));
    }
}

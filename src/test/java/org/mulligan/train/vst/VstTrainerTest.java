package org.mulligan.train.vst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.data.Plane;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Supervision;
import org.mulligan.engine.TrainingListener;
import org.mulligan.engine.TrainingPlan;
import org.mulligan.engine.TrainingReport;
import org.mulligan.image.filter.FastGaussian;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.metric.Psnr;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;
import org.mulligan.noise.spectrum.FinestDetail;
import org.mulligan.tensor.foreign.FrozenGraphReader;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.Extensions;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

class VstTrainerTest {
    private static final Context CONTEXT = new Context(PluginService.class);
    private static final PluginService PLUGINS = CONTEXT.service(PluginService.class);
    private static final Path START =
            Path.of(System.getProperty("mulligan.home"), "models", "fluorescence");
    private static final int SIDE = 128;

    @TempDir Path folder;

    @AfterAll
    static void close() {
        CONTEXT.dispose();
    }

    private static float[] clean() {
        float[] clean = Simulator.simulate(3, 11, SIDE, SIDE);
        for (int i = 0; i < clean.length; i++) clean[i] = 100 + 900 * clean[i];
        return clean;
    }

    /** Noise whose standard deviation is a function of the light. */
    private static float[] noisy(DoubleUnaryOperator sigma) {
        float[] image = clean();
        Random random = new Random(4);
        for (int i = 0; i < image.length; i++)
            image[i] += (float) (sigma.applyAsDouble(image[i]) * random.nextGaussian());
        return image;
    }

    private Path save(String name, float[] pixels, int width) {
        Path file = folder.resolve(name);
        FloatProcessor plane = new FloatProcessor(width, pixels.length / width, pixels);
        new FileSaver(new ImagePlus(name, plane)).saveAsTiff(file.toString());
        return file;
    }

    private TrainingPlan plan(Path noisy, String name, long steps, int patch, boolean resume) {
        return plan(noisy, name, steps, patch, resume, Optional.of(START));
    }

    private TrainingPlan plan(
            Path noisy, String name, long steps, int patch, boolean resume, Optional<Path> start) {
        return new TrainingPlan(
                new TrainingPlan.Images(
                        Optional.of(noisy), noisy, true, false, false, Supervision.NOISE2VST),
                TrainingPlan.Imaging.noise(new TrainingPlan.Range(3, 300), 1),
                new TrainingPlan.Generator("unet", "l2", 32, 3, start),
                new TrainingPlan.Adversary("none", 2),
                new TrainingPlan.Schedule(1, steps, patch, 4),
                1,
                Precision.FP32,
                DeviceChoice.CPU,
                folder.resolve(name),
                resume);
    }

    private TrainingReport train(TrainingPlan plan) throws IOException {
        return train(plan, TrainingListener.SILENT);
    }

    private TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException {
        return new VstTrainer(plan, PLUGINS, false, listener).train();
    }

    private static FrozenGraph graph(Path model) throws IOException {
        return FrozenGraphReader.read(ModelFile.open(model).graph(Weights.FAITHFUL));
    }

    /** In the image's units. */
    private static float[] restored(Path model, float[] noisy) throws IOException {
        Normalisation units = VstTrainer.PERCENTILES.of(noisy);
        float[] values = new float[noisy.length];
        for (int i = 0; i < values.length; i++) values[i] = units.apply(noisy[i]);
        try (RunningGraph network = new RunningGraph(graph(model), false)) {
            values = network.run(values, SIDE, SIDE);
        }
        for (int i = 0; i < values.length; i++) values[i] = (float) units.undo(values[i]);
        return values;
    }

    private static float[] posts() {
        float[] clean = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) clean[y * SIDE + x] = x % 13 < 6 && y % 13 < 6 ? 60 : 15;
        FastGaussian.blur(clean, SIDE, SIDE, 0.7);
        return clean;
    }

    /** With photon noise and a read noise of 1. */
    private static float[] shot(float[] clean) {
        float[] image = clean.clone();
        Random random = new Random(4);
        for (int i = 0; i < image.length; i++)
            image[i] += (float) (Math.sqrt(image[i] + 1) * random.nextGaussian());
        return image;
    }

    /** Of a model whose curve was learnt. */
    private static byte[] learntBytes(Path model) throws IOException {
        assertThat(ModelFile.open(model).description().provenance().get("curve_learnt"))
                .isEqualTo(true);
        return graph(model).bytes();
    }

    @Test
    void aStraightCurveLeavesTheDenoiserWhatItIs() throws IOException {
        FrozenDenoiser denoiser = FrozenDenoiser.open(START, new Extensions(PLUGINS));
        float[] image = noisy(light -> 60);
        NoisyImages images =
                NoisyImages.open(
                        save("a.tif", image, SIDE), 64, VstTrainer.PERCENTILES, false, line -> {});
        float[] pixels = images.images().get(0).pixels();
        StabilisingCurve straight = StabilisingCurve.start(images.images(), OptionalDouble.empty());

        try (RunningGraph alone = new RunningGraph(graph(START), false);
                RunningGraph between =
                        new RunningGraph(VstPackager.freeze(denoiser, straight), false)) {
            assertThat(between.run(pixels, SIDE, SIDE))
                    .containsExactly(alone.run(pixels, SIDE, SIDE), within(1e-5f));
        }
    }

    /** Noise that grows with the square root of the light must not, after the curve. */
    @Test
    void theCurveOfTheMeasuredNoiseMakesItAlike() throws IOException {
        float[] image = noisy(light -> 2 * Math.sqrt(light));
        NoisyImages images =
                NoisyImages.open(
                        save("a.tif", image, SIDE), 64, VstTrainer.PERCENTILES, false, line -> {});
        NoisyImage noisy = images.images().get(0);
        StabilisingCurve curve = StabilisingCurve.start(images.images(), OptionalDouble.of(0.1));

        for (double light : new double[] {150, 300, 600, 900}) {
            double at = noisy.units().apply(light);
            double sigma = noisy.units().apply(light + 1) - at;
            sigma *= 2 * Math.sqrt(light);
            double after = (curve.at(at + 1e-2) - curve.at(at - 1e-2)) / 2e-2 * sigma;
            assertThat(after).isCloseTo(0.1, within(0.02));
        }
        assertThat(curve.at(0)).isCloseTo(0, within(1e-5));
    }

    /** Square posts in 60 photons and a read noise: no fluorescence, and noise of a known kind. */
    @Test
    void beatsTheShippedDenoiserOnWhatThatHasNotSeen() throws IOException {
        float[] clean = posts();
        float[] image = shot(clean);
        Path noisy = save("posts.tif", image, SIDE);

        TrainingReport report = train(plan(noisy, "learnt", 240, 64, false));

        Psnr psnr = new Psnr(45);
        double shipped = psnr.compare(clean, restored(START, image), SIDE, SIDE);
        double learnt = psnr.compare(clean, restored(report.model(), image), SIDE, SIDE);
        assertThat(report.complete()).isTrue();
        assertThat(learnt).isGreaterThan(shipped + 1);
        ModelFile model = ModelFile.open(report.model());
        assertThat(model.description().provenance().get("start").toString())
                .contains("gaussian", GaussianDenoiser.open(new Extensions(PLUGINS)).hash());
        assertThat(model.description().provenance().get("plan").toString())
                .contains("method=noise2vst");
        assertThat(report.lines()).anyMatch(line -> line.contains("The learnt curve is taken"));
        assertThat(folder.resolve(".learnt.training")).doesNotExist();
    }

    /** Twelve steps teach nothing. */
    @Test
    void keepsTheShippedDenoiserWhereTheCurveIsNoGain() throws IOException {
        float[] image = noisy(light -> 60);
        Path noisy = save("a.tif", image, SIDE);

        TrainingReport report = train(plan(noisy, "kept", 12, 32, false));

        assertThat(report.lines()).anyMatch(line -> line.contains("fluorescence as it is"));
        assertThat(restored(report.model(), image))
                .containsExactly(restored(START, image), within(1e-2f));
    }

    /** The parts of an image come out as in the whole. */
    @Test
    void aTileComesOutAsTheSamePixelsOfTheImage() throws IOException {
        FrozenDenoiser denoiser = GaussianDenoiser.open(new Extensions(PLUGINS));
        float[] image = noisy(light -> 2 * Math.sqrt(light));
        NoisyImage whole =
                NoisyImages.open(
                                save("a.tif", image, SIDE),
                                64,
                                VstTrainer.PERCENTILES,
                                false,
                                line -> {})
                        .images()
                        .get(0);
        StabilisingCurve curve =
                StabilisingCurve.start(List.of(whole), OptionalDouble.of(GaussianDenoiser.SIGMA));
        int side = 112;
        int halo = denoiser.receptiveField() / 2;
        NoisyImage tile =
                new NoisyImage(
                        "tile",
                        side,
                        side,
                        Plane.cut(whole.pixels(), SIDE, 0, 0, side, side),
                        whole.units(),
                        whole.noise());

        try (RunningGraph network = new RunningGraph(VstPackager.freeze(denoiser, curve), false)) {
            float[] all = network.run(whole.pixels(), SIDE, SIDE);
            float[] part = network.run(tile.pixels(), side, side);
            int kept = side - halo;
            assertThat(Plane.cut(part, side, 0, 0, kept, kept))
                    .containsExactly(Plane.cut(all, SIDE, 0, 0, kept, kept), within(1e-5f));
        }
    }

    @Test
    void oneSeedGivesTheSameBits() throws IOException {
        Path noisy = save("a.tif", shot(posts()), SIDE);

        Path one = train(alone(noisy, "one", false)).model();
        Path two = train(alone(noisy, "two", false)).model();

        assertThat(learntBytes(one)).isEqualTo(learntBytes(two));
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        Path noisy = save("a.tif", shot(posts()), SIDE);
        Path whole = train(alone(noisy, "whole", false)).model();

        TrainingReport part = train(alone(noisy, "part", false), stopAfter(20));
        assertThat(part.complete()).isFalse();
        assertThat(train(alone(noisy, "part", true)).complete()).isTrue();

        assertThat(learntBytes(folder.resolve("part"))).isEqualTo(learntBytes(whole));
    }

    /** Forty steps, and no model that the curve must beat. */
    private TrainingPlan alone(Path noisy, String name, boolean resume) {
        return plan(noisy, name, 40, 64, resume, Optional.empty());
    }

    private static TrainingListener stopAfter(int steps) {
        return new TrainingListener() {
            private int asked;

            @Override
            public boolean cancelled() {
                return asked++ >= steps;
            }
        };
    }

    @Test
    void cancelledAtOnceItLeavesNothing() throws IOException {
        Path noisy = save("a.tif", noisy(light -> 60), SIDE);

        assertThatThrownBy(() -> train(plan(noisy, "none", 24, 32, false), stopAfter(0)))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void refusesNoiseThatNeighboursShareButNoFineStructure() throws IOException {
        float[] noise = new float[SIDE * SIDE];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) noise[i] = (float) (200 * random.nextGaussian());
        FastGaussian.blur(noise, SIDE, SIDE, 0.7);
        float[] image = clean();
        for (int i = 0; i < image.length; i++) image[i] += noise[i];

        assertRefused(save("shared.tif", image, SIDE), "shared.tif", "method=structn2v");
        assertThat(FinestDetail.ratio(shot(posts()), SIDE, SIDE)).isCloseTo(1, within(0.2));
    }

    @Test
    void refusesWhatHasNoNoiseOrNothingToLearnFrom() throws IOException {
        float[] smooth = noisy(light -> 60);
        FastGaussian.blur(smooth, SIDE, SIDE, 3);
        assertRefused(save("smooth.tif", smooth, SIDE), "smooth.tif", "denoised before");

        assertRefused(save("flat.tif", new float[SIDE * SIDE], SIDE), "flat.tif", "shows nothing");

        float[] white = noisy(light -> 60);
        for (int i = 0; i < white.length; i++)
            white[i] = i % 3 == 0 ? 65535 : Math.min(65535, 64000 + white[i]);
        assertRefused(save("white.tif", white, SIDE), "white.tif", "saturated");

        assertRefused(save("tiny.tif", new float[] {1, 2, 3, 4}, 2), "tiny.tif", "16 px or more");
    }

    private void assertRefused(Path noisy, String... words) throws IOException {
        assertThatThrownBy(() -> train(plan(noisy, "refused", 12, 32, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).noneMatch(path -> path.toString().contains("refused"));
        }
    }
}

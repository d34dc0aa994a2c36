package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.Binning;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.psf.Psf;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelDescription.PercentileRange;
import org.mulligan.model.Task;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.TileBuffers;

/** Maps of trust where a result has finer pixels than the image that it is to explain. */
class TrustInFinerPixelsTest {
    /** Of the measured image, px. */
    private static final int SIDE = 160;

    private static final int SCALE = 2;
    private static final int WIDE = SCALE * SIDE;

    /** Of the target image, px. */
    private static final double FWHM = 3;

    /** Pixels that the model has before the image in its first tile. */
    private static final int FRAME = 4;

    private static final Map<String, Object> KNOWN =
            Map.of("psf", Map.of("fwhm", FWHM), "overshoot", 1.0);
    private static final Map<String, Object> UNKNOWN = Map.of("overshoot", 1.0);
    private final BoxEngine engine = new BoxEngine(2);

    /** The same in all eight symmetries: rings of a period of 9 px, 20 to 620 photons. */
    private static float[] truth() {
        float[] truth = new float[WIDE * WIDE];
        for (int i = 0; i < truth.length; i++)
            truth[i] =
                    (float)
                            (20
                                    + 600
                                            * Math.pow(
                                                    Math.cos(
                                                            Math.hypot(
                                                                            i % WIDE
                                                                                    - (WIDE - 1)
                                                                                            / 2.0,
                                                                            i / WIDE
                                                                                    - (WIDE - 1)
                                                                                            / 2.0)
                                                                    / 3),
                                                    2));
        return truth;
    }

    private static boolean invented(int i) {
        return Math.abs(i % WIDE - (WIDE - 1) / 2.0) < 16
                && Math.abs(i / WIDE - (WIDE - 1) / 2.0) < 16;
    }

    /** Gain 2, read noise 5, offset 100; rounded by the camera. */
    private static ImagePlus photographed() {
        float[] seen =
                Binning.mean(Psf.gaussian(FWHM).convolve(truth(), WIDE, WIDE), WIDE, WIDE, SCALE);
        Random random = new Random(5);
        ShortProcessor pixels = new ShortProcessor(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++)
            pixels.set(
                    i,
                    (int)
                            Math.rint(
                                    100
                                            + 2 * seen[i]
                                            + Math.sqrt(4 * seen[i] + 25) * random.nextGaussian()));
        return new ImagePlus("rings.tif", pixels);
    }

    private static ModelDescription description(
            Task task, int scale, Map<String, Object> provenance) {
        return new ModelDescription(
                "rings",
                "a test",
                task,
                "CC0-1.0",
                7,
                BoxEngine.STRIDE,
                scale,
                new PercentileRange(2, 99.8),
                provenance);
    }

    private NetworkInput input(ImagePlus noisy, Progress progress) {
        return new NetworkInput(new ImagePlusPlanes(noisy), engine.model(), progress);
    }

    /** A network that knows its result beforehand, in gray values, whatever it is given. */
    private LoadedModel model(
            ImagePlus noisy, float[] answer, double sharpness, Map<String, Object> provenance)
            throws IOException {
        Normalisation of = input(noisy, Progress.SILENT).channels().get(0).normalisation();
        Network network =
                new Network() {
                    @Override
                    public void run(
                            FloatBuffer input,
                            FloatBuffer output,
                            int height,
                            int width,
                            BooleanSupplier cancelled) {
                        for (int y = 0; y < SCALE * height; y++)
                            for (int x = 0; x < SCALE * width; x++) {
                                int fromX = Math.max(0, Math.min(WIDE - 1, x - SCALE * FRAME));
                                int fromY = Math.max(0, Math.min(WIDE - 1, y - SCALE * FRAME));
                                output.put(
                                        y * SCALE * width + x,
                                        of.apply(answer[fromY * WIDE + fromX]));
                            }
                    }

                    @Override
                    public Precision precision() {
                        return Precision.FP32;
                    }

                    @Override
                    public void close() {}
                };
        return new LoadedModel(
                description(Task.SUPER_RESOLVE, SCALE, provenance),
                "abc",
                sharpness,
                network,
                engine.info(),
                new TileBuffers(engine));
    }

    private static float[] grey(float[] photons, double invention) {
        float[] grey = new float[photons.length];
        for (int i = 0; i < grey.length; i++)
            grey[i] = (float) (100 + 2 * photons[i] + (invented(i) ? invention : 0));
        return grey;
    }

    private static float[] map(ImagePlus maps, int index) {
        return (float[]) maps.getStack().getPixels(index);
    }

    @ParameterizedTest(name = "the PSF is known: {0}")
    @ValueSource(booleans = {true, false})
    void leavesNothingButNoiseOfARightResult(boolean known) throws IOException {
        ImagePlus noisy = photographed();
        noisy.getCalibration().pixelWidth = 0.25;
        TrustMaps trust =
                new TrustMaps(
                        SurroundedPart.of(noisy, ImageCut.WHOLE, ImagePart.Surroundings.NONE),
                        noisy.getTitle(),
                        input(noisy, Progress.SILENT),
                        model(noisy, grey(truth(), 0), 0, known ? KNOWN : UNKNOWN),
                        Optional.empty(),
                        4096,
                        Progress.SILENT);
        ImagePlus maps = trust.toMemory();
        assertThat(maps.getDimensions()).containsExactly(WIDE, WIDE, 3, 1, 1);
        assertThat(maps.getCalibration().pixelWidth).isEqualTo(0.125);
        assertThat(map(maps, 1)).containsOnly(0);
        assertThat(map(maps, 3)).containsOnly(0);
        float[] consistency = map(maps, 2);
        double sum = 0;
        double squares = 0;
        int beyond = 0;
        for (int i = 0; i < consistency.length; i++) {
            assertThat(consistency[i])
                    .as("every pixel of the image is a square")
                    .isEqualTo(
                            consistency[
                                    i / WIDE / SCALE * SCALE * WIDE + i % WIDE / SCALE * SCALE]);
            sum += consistency[i];
            squares += consistency[i] * consistency[i];
            if (Math.abs(consistency[i]) > 3) beyond++;
        }
        int n = consistency.length;
        assertThat(sum / n).isCloseTo(0, within(0.1));
        assertThat(squares / n).isCloseTo(1, within(0.15));
        assertThat(beyond / (double) n).isLessThan(0.006);
        assertThat(trust.figures().get(0).inconsistent()).isEqualTo(beyond / (double) n);
        assertThat(trust.figures().get(0).rsp()).isGreaterThan(0.9);
    }

    @Test
    void aResultThatIsBlurredLikeTheImageIsNotSharpEnoughForItsPsf() throws IOException {
        ImagePlus noisy = photographed();
        float[] blurred = Psf.gaussian(2 * FWHM).convolve(truth(), WIDE, WIDE);
        TrustMaps trust =
                new TrustMaps(
                        SurroundedPart.of(noisy, ImageCut.WHOLE, ImagePart.Surroundings.NONE),
                        noisy.getTitle(),
                        input(noisy, Progress.SILENT),
                        model(noisy, grey(blurred, 0), 0, KNOWN),
                        Optional.empty(),
                        4096,
                        Progress.SILENT);
        trust.toMemory();
        assertThat(trust.figures().get(0).rsp()).isLessThan(0.999);
    }

    @Test
    void flagsAStructureThatTheInputDoesNotHave() throws IOException {
        ImagePlus noisy = photographed();
        TrustMaps trust =
                new TrustMaps(
                        SurroundedPart.of(noisy, ImageCut.WHOLE, ImagePart.Surroundings.NONE),
                        noisy.getTitle(),
                        input(noisy, Progress.SILENT),
                        model(noisy, grey(truth(), 400), 1, KNOWN),
                        Optional.of(model(noisy, grey(truth(), 0), 0, KNOWN)),
                        4096,
                        Progress.SILENT);
        ImagePlus maps = trust.toMemory();
        int inside = 0;
        int insideFlagged = 0;
        int outside = 0;
        int outsideFlagged = 0;
        for (int i = 0; i < WIDE * WIDE; i++) {
            assertThat(map(maps, 1)[i]).isCloseTo(invented(i) ? 400 : 0, within(0.01f));
            if (invented(i)) {
                inside++;
                if (map(maps, 2)[i] < -3) insideFlagged++;
            } else {
                outside++;
                if (Math.abs(map(maps, 2)[i]) > 3) outsideFlagged++;
            }
        }
        assertThat(insideFlagged / (double) inside).isGreaterThan(0.9);
        assertThat(outsideFlagged / (double) outside).isLessThan(0.02);
        assertThat(trust.figures().get(0).added()).isPositive();
    }

    @ParameterizedTest(name = "{0}, x{1}: FWHM {2} px of the result")
    @CsvSource({
        "super-resolve, 2, 3",
        "super-resolve, 2, 0",
        "super-resolve, 4, 8",
        "deblur, 1, 2.5",
        "deblur, 1, 0"
    })
    void findsTheGaussianThatWasThere(String task, int scale, double fwhm) {
        int side = 64;
        float[] fine = new float[scale * side * scale * side];
        Random random = new Random(3);
        for (int i = 0; i < fine.length; i++) fine[i] = random.nextInt(40) == 0 ? 500 : 10;
        float[] input =
                Binning.mean(
                        Psf.gaussian(fwhm).convolve(fine, scale * side, scale * side),
                        scale * side,
                        scale * side,
                        scale);
        for (int i = 0; i < input.length; i++)
            input[i] = (float) (3 * input[i] + 50 + random.nextGaussian());
        ForwardModel seen = new ForwardModel(description(Task.of(task), scale, Map.of()));
        seen.fit(input, fine, side, side);
        float[] found = seen.of(fine, side, side);
        for (int i = 0; i < input.length; i++)
            assertThat(3 * found[i] + 50).isCloseTo(input[i], within(6f));

        // What is known is not fitted.
        ForwardModel known =
                new ForwardModel(
                        description(Task.of(task), scale, Map.of("psf", Map.of("fwhm", 7))));
        known.fit(input, fine, side, side);
        assertThat(known.of(fine, side, side))
                .containsExactly(
                        Binning.mean(
                                Psf.gaussian(7).convolve(fine, scale * side, scale * side),
                                scale * side,
                                scale * side,
                                scale));
    }

    @ParameterizedTest
    @ValueSource(strings = {"denoise", "inpaint"})
    void seesAResultAsItIsWhereNothingBlurs(String task) {
        ForwardModel seen = new ForwardModel(description(Task.of(task), 1, Map.of()));
        float[] result = new float[64];
        seen.fit(result, result, 8, 8);
        assertThat(seen.of(result, 8, 8)).isSameAs(result);
        assertThat(seen.enlarge(result, 8, 8)).isSameAs(result);
    }
}

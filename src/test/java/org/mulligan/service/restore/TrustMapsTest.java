package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Network;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.io.ImageCut;
import org.mulligan.image.io.ImagePart;
import org.mulligan.image.io.SurroundedPart;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.metric.Rse;
import org.mulligan.metric.Rsp;
import org.mulligan.metric.interval.Interval;
import org.mulligan.model.ModelDescription;
import org.mulligan.predict.BoxEngine;
import org.mulligan.predict.LoadedModel;
import org.mulligan.predict.NetworkInput;
import org.mulligan.predict.TileBuffers;
import org.mulligan.service.restore.interval.IntervalFigures;

class TrustMapsTest {
    private static final int SIDE = 160;
    private static final int ONE_TILE = 4096;

    /** Pixels that {@link BoxEngine}'s model has before the image in its first tile. */
    private static final int FRAME = 4;

    @TempDir Path folder;
    private final BoxEngine engine = new BoxEngine(2);
    private final List<String> log = new ArrayList<>();
    private final Progress logging =
            new Progress() {
                @Override
                public void log(String line) {
                    log.add(line);
                }
            };

    /** A network that knows its result beforehand, whatever it is given. */
    private interface Answer {
        /** Coordinates in the tile; in the normalised units of the image. */
        double at(int x, int y);
    }

    private LoadedModel model(double sharpness, Answer answer) {
        Network network =
                new Network() {
                    @Override
                    public void run(
                            FloatBuffer input,
                            FloatBuffer output,
                            int height,
                            int width,
                            BooleanSupplier cancelled) {
                        engine.runs++;
                        for (int i = 0; i < width * height; i++)
                            output.put(i, (float) answer.at(i % width, i / width));
                    }

                    @Override
                    public Precision precision() {
                        return Precision.FP32;
                    }

                    @Override
                    public void close() {}
                };
        return new LoadedModel(
                engine.model(), "abc", sharpness, network, engine.info(), new TileBuffers(engine));
    }

    /** The same in all eight symmetries: two rings on a ground, 20 to 620 photons. */
    private static double truth(int x, int y) {
        double radius = Math.hypot(x - (SIDE - 1) / 2.0, y - (SIDE - 1) / 2.0);
        return 20 + 600 * Math.pow(Math.cos(radius / 12), 2);
    }

    private static boolean invented(int x, int y) {
        return Math.abs(x - (SIDE - 1) / 2.0) < 8 && Math.abs(y - (SIDE - 1) / 2.0) < 8;
    }

    /** Gain 2, read noise 5, offset 100; rounded by the camera. */
    private static ImagePlus photographed() {
        Random random = new Random(5);
        ShortProcessor pixels = new ShortProcessor(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            double photons = truth(i % SIDE, i / SIDE);
            double sigma = Math.sqrt(4 * photons + 25);
            pixels.set(i, (int) Math.rint(100 + 2 * photons + sigma * random.nextGaussian()));
        }
        return new ImagePlus("rings.tif", pixels);
    }

    private NetworkInput input(ImagePlus noisy, Progress progress) {
        return new NetworkInput(new ImagePlusPlanes(noisy), engine.model(), progress);
    }

    private Normalisation normalisation(ImagePlus noisy) throws IOException {
        return input(noisy, Progress.SILENT).channels().get(0).normalisation();
    }

    private LoadedModel perfect(ImagePlus noisy) throws IOException {
        Normalisation of = normalisation(noisy);
        return model(0, (x, y) -> of.apply(100 + 2 * truth(x - FRAME, y - FRAME)));
    }

    /** Adds {@code by} gray values to a square in the middle. */
    private LoadedModel inventor(ImagePlus noisy, double by) throws IOException {
        Normalisation of = normalisation(noisy);
        return model(
                1,
                (x, y) ->
                        of.apply(
                                100
                                        + 2 * truth(x - FRAME, y - FRAME)
                                        + (invented(x - FRAME, y - FRAME) ? by : 0)));
    }

    private static float[] map(ImagePlus maps, int index) {
        return (float[]) maps.getStack().getPixels(index);
    }

    @Test
    void leavesNothingButNoiseOfARightResult() throws IOException {
        ImagePlus noisy = photographed();
        TrustMaps trust =
                new TrustMaps(
                        whole(noisy),
                        noisy.getTitle(),
                        input(noisy, logging),
                        perfect(noisy),
                        Optional.empty(),
                        ONE_TILE,
                        logging);
        ImagePlus maps = trust.toMemory();
        assertThat(map(maps, 1)).containsOnly(0);
        assertThat(map(maps, 3)).containsOnly(0);
        double sum = 0;
        double squares = 0;
        int beyond = 0;
        for (float value : map(maps, 2)) {
            sum += value;
            squares += value * value;
            if (Math.abs(value) > 3) beyond++;
        }
        int n = SIDE * SIDE;
        assertThat(sum / n).isCloseTo(0, within(0.02));
        assertThat(squares / n).isCloseTo(1, within(0.03));
        // 0.27 % of a normal distribution
        assertThat(beyond / (double) n).isBetween(0.0015, 0.0045);
        TrustFigures figures = trust.figures().get(0);
        assertThat(figures.inconsistent()).isEqualTo(beyond / (double) n);
        assertThat(figures.added()).isZero();
        assertThat(engine.runs).isEqualTo(12);
        assertThat(log.get(0))
                .isEqualTo(
                        "Maps: 12 predictions for each of 1 plane (8 symmetries, 4 re-noised inputs), 12 tiles in all");
    }

    @Test
    void flagsAStructureThatTheInputDoesNotHave() throws IOException {
        ImagePlus noisy = photographed();
        TrustMaps trust =
                new TrustMaps(
                        whole(noisy),
                        noisy.getTitle(),
                        input(noisy, logging),
                        inventor(noisy, 250),
                        Optional.of(perfect(noisy)),
                        ONE_TILE,
                        logging);
        ImagePlus maps = trust.toMemory();
        int flagged = 0;
        int honestFlagged = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean invention = invented(i % SIDE, i / SIDE);
            assertThat(map(maps, 1)[i]).isCloseTo(invention ? 250 : 0, within(0.01f));
            if (map(maps, 2)[i] < -3) flagged += invention ? 1 : 0;
            if (Math.abs(map(maps, 2)[i]) > 3) honestFlagged += invention ? 0 : 1;
        }
        assertThat(flagged).as("of 256 invented pixels").isGreaterThan(250);
        assertThat(honestFlagged / (SIDE * SIDE - 256.0)).isLessThan(0.01);
        assertThat(log.get(0)).contains("13 predictions", "the faithful result");
        TrustFigures figures = trust.figures().get(0);
        // 256 px of 250, by the energy of the result about its mean
        double energy = 0;
        double mean = 0;
        double[] result = new double[SIDE * SIDE];
        for (int i = 0; i < result.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            result[i] = 2 * truth(x, y) + (invented(x, y) ? 250 : 0);
            mean += result[i] / result.length;
        }
        for (double value : result) energy += (value - mean) * (value - mean);
        assertThat(figures.added()).isCloseTo(256 * 62500 / energy, within(1e-5));
    }

    @ParameterizedTest(name = "tile {0}")
    @ValueSource(ints = {0, 20})
    void isUnstableByWhatANetworkDoesNotTurnWithTheImage(int tile) throws IOException {
        // Its result is the column's place in its block, 0 to 3, times 0.3, whatever the image.
        int width = 42;
        int height = 24;
        ImagePlus noisy = new ImagePlus("noise", noise(width, height, 9));
        double span = normalisation(noisy).high() - normalisation(noisy).low();
        LoadedModel blocks = model(0, (x, y) -> 0.3 * (x % BoxEngine.STRIDE));
        ImagePlus maps =
                new TrustMaps(
                                whole(noisy),
                                "noise",
                                input(noisy, logging),
                                blocks,
                                Optional.empty(),
                                tile,
                                logging)
                        .toMemory();
        for (int i = 0; i < width * height; i++) {
            int x = i % width;
            int y = i / width;
            // As it lies and upside down, four times re-noised; mirrored; turned; turned back.
            int[] values = {x, x, x, x, x, x, 41 - x, 41 - x, y, y, 23 - y, 23 - y};
            double mean = 0;
            double square = 0;
            for (int value : values) mean += value % 4 / 12.0;
            for (int value : values) square += Math.pow(value % 4 - mean, 2);
            assertThat(map(maps, 3)[i])
                    .isCloseTo(
                            (float) (0.3 * span * Math.sqrt(square / 11)),
                            within((float) span * 1e-5f));
        }
        // Pixel (1, 2), by hand: 1 six times, 40 % 4 = 0 twice, 2 twice, 21 % 4 = 1 twice: 8 ones.
        assertThat(map(maps, 3)[2 * width + 1] / span)
                .isCloseTo(0.3 * Math.sqrt(4 / 11.0), within(1e-5));
    }

    @Test
    void writesTheSameToAFileAndSaysWhatItIs() throws IOException {
        ImageStack stack = new ImageStack(37, 21);
        for (int i = 0; i < 4; i++) stack.addSlice(noise(37, 21, 100 + 50 * (i % 2) + i));
        ImagePlus noisy = new ImagePlus("cells.tif", stack);
        noisy.setDimensions(2, 1, 2);
        noisy.getCalibration().setUnit("micron");
        noisy.getCalibration().pixelWidth = 0.25;
        Path file = folder.resolve("m.tif");
        TrustMaps first = maps(noisy);
        ImagePlus memory = first.toMemory();
        TrustMaps second = maps(noisy);
        second.toFile(file);
        ImagePlus reopened = IJ.openImage(file.toString());
        for (ImagePlus maps : List.of(memory, reopened)) {
            assertThat(maps.getDimensions()).containsExactly(37, 21, 6, 1, 2);
            assertThat(maps.getBitDepth()).isEqualTo(32);
            assertThat(maps.getCalibration().pixelWidth).isEqualTo(0.25);
            assertThat(maps.getCalibration().getUnits()).isEqualTo("microns");
            assertThat(maps.getStack().getSliceLabel(2)).isEqualTo("consistency, channel 1");
            assertThat(maps.getStack().getSliceLabel(12)).isEqualTo("instability, channel 2");
            assertThat(maps.getLuts()[1].min).isEqualTo(-6);
            assertThat(maps.getLuts()[1].getRGB(0)).isEqualTo(0xff0000ff);
            assertThat(maps.getInfoProperty())
                    .contains("added detail [the units of the image]", "n = 12 results")
                    .contains("Model: box filter", "Weights: faithful (sharpness 0.0)")
                    .contains("Source: cells.tif", "Outcome: |consistency| > 3 in ");
            for (int i = 1; i <= 12; i++) assertThat(map(maps, i)).isEqualTo(map(memory, i));
        }
        assertThat(memory.getTitle()).isEqualTo("cells-maps");
        assertThat(second.figures()).isEqualTo(first.figures());
        assertThat(first.figures()).extracting(TrustFigures::channel).containsExactly(1, 2);
    }

    @Test
    void givesTheFiguresOfAllPlanesTogether() throws IOException {
        ImageStack stack = new ImageStack(37, 21);
        for (int i = 0; i < 3; i++) stack.addSlice(noise(37, 21, 100 + 300 * i));
        ImagePlus noisy = new ImagePlus("stack", stack);
        ImagePlus denoised =
                new Restoring(
                                engine.loaded(),
                                RestoreSettings.denoise(
                                        "box filter",
                                        0,
                                        0,
                                        Precision.AUTO,
                                        org.mulligan.engine.DeviceChoice.AUTO,
                                        RestoreSettings.BitDepth.FLOAT),
                                Progress.SILENT)
                        .toMemory(noisy);
        TrustMaps maps = maps(noisy);
        maps.toMemory();
        TrustFigures figures = maps.figures().get(0);
        float[] before = side(noisy);
        float[] after = side(denoised);
        assertThat(figures.rsp()).isCloseTo(new Rsp().compare(before, after, 37, 63), within(1e-6));
        assertThat(figures.rse()).isCloseTo(new Rse().compare(before, after, 37, 63), within(1e-3));
    }

    @Test
    void leavesNothingBehindWhenItIsCancelled() throws IOException {
        Progress impatient =
                new Progress() {
                    @Override
                    public boolean cancelled() {
                        return engine.runs >= 5;
                    }
                };
        ImagePlus noisy = new ImagePlus("noise", noise(37, 21, 9));
        TrustMaps maps =
                new TrustMaps(
                        whole(noisy),
                        noisy.getTitle(),
                        input(noisy, impatient),
                        engine.loaded(),
                        Optional.empty(),
                        ONE_TILE,
                        impatient);
        assertThatThrownBy(() -> maps.toFile(folder.resolve("m.tif")))
                .isInstanceOf(CancellationException.class);
        assertThat(engine.runs).isEqualTo(5);
        assertThat(folder).isEmptyDirectory();
    }

    /** A half-width of e^-3 of the intensity range, wherever; noise of .01 to .5 was seen. */
    private static Interval interval(double quietest) {
        List<Double> weights = new ArrayList<>(Collections.nCopies(27, 0.0));
        weights.set(0, -3.0);
        return Interval.parse(
                Map.of(
                        "level",
                        0.9,
                        "factor",
                        2.0,
                        "fields",
                        20,
                        "guaranteed",
                        true,
                        "coverage",
                        Map.of(
                                "mean", 0.91,
                                "least", 0.8,
                                "most", 0.95,
                                "quartiles", List.of(0.9, 0.91, 0.92, 0.93)),
                        "quietest",
                        quietest,
                        "noisiest",
                        0.5,
                        "means",
                        Collections.nCopies(13, 0.0),
                        "deviations",
                        Collections.nCopies(13, 1.0),
                        "weights",
                        weights));
    }

    private LoadedModel knowing(LoadedModel model, Interval interval) {
        ModelDescription plain = model.description();
        return new LoadedModel(
                new ModelDescription(
                        plain.name(),
                        plain.summary(),
                        plain.task(),
                        plain.licence(),
                        plain.receptiveField(),
                        plain.stride(),
                        plain.scale(),
                        plain.percentiles(),
                        Map.of("interval", interval.values())),
                model.hash(),
                model.sharpness(),
                model.network(),
                model.engine(),
                model.buffers());
    }

    private TrustMaps knowing(ImagePlus noisy, double quietest) throws IOException {
        LoadedModel model = knowing(perfect(noisy), interval(quietest));
        return new TrustMaps(
                whole(noisy),
                noisy.getTitle(),
                new NetworkInput(new ImagePlusPlanes(noisy), model.description(), logging),
                model,
                Optional.empty(),
                ONE_TILE,
                logging);
    }

    @Test
    void hasTheHalfWidthOfTheModelsIntervalInTheUnitsOfTheImage() throws IOException {
        ImagePlus noisy = photographed();
        Normalisation of = normalisation(noisy);
        TrustMaps trust = knowing(noisy, 0.01);
        ImagePlus maps = trust.toMemory();
        assertThat(maps.getStackSize()).isEqualTo(4);
        assertThat(maps.getStack().getSliceLabel(4)).isEqualTo("half-width of the 90 % interval");
        float half = (float) (2 * Math.exp(-3) * (of.high() - of.low()));
        assertThat(map(maps, 4)).usingComparatorWithPrecision(1e-3f * half).containsOnly(half);
        assertThat(maps.getInfoProperty())
                .contains("half-width of the 90 % interval [the units of the image]")
                .contains("on average at least 90 % of the pixels of a new field like these");
        IntervalFigures figures = trust.figures().get(0).interval().orElseThrow();
        assertThat(figures.halfWidth()).isCloseTo(half, within(1e-3 * half));
        assertThat(figures.holds()).isEqualTo("guaranteed on average");
        assertThat(figures.coverage()).isEqualTo(0.91);
        assertThat(figures.quartiles()).containsExactly(0.9, 0.91, 0.92, 0.93);
        assertThat(trust.figures().get(0).line())
                .contains(
                        "coverage 0.910 on held-back fields (by quartile of intensity 0.900, 0.910, 0.920, 0.930), guaranteed on average");
    }

    @Test
    void suspendsTheIntervalOfAnImageWithAnotherNoise() throws IOException {
        ImagePlus noisy = photographed();
        TrustMaps trust = knowing(noisy, 0.4);
        ImagePlus maps = trust.toMemory();
        assertThat(map(maps, 4)).containsOnly(Float.NaN);
        IntervalFigures figures = trust.figures().get(0).interval().orElseThrow();
        assertThat(figures.halfWidth()).isNaN();
        assertThat(figures.holds()).startsWith("suspended: its noise is 0.0");
        assertThat(maps.getInfoProperty())
                .contains("; the interval is suspended: its noise is 0.0");
        assertThat(log).anyMatch(line -> line.contains("the interval is suspended: its noise is"));
    }

    private static SurroundedPart whole(ImagePlus image) {
        return SurroundedPart.of(image, ImageCut.WHOLE, ImagePart.Surroundings.NONE);
    }

    private TrustMaps maps(ImagePlus noisy) throws IOException {
        return new TrustMaps(
                whole(noisy),
                noisy.getTitle(),
                input(noisy, logging),
                engine.loaded(),
                Optional.empty(),
                0,
                logging);
    }

    private static FloatProcessor noise(int width, int height, int level) {
        Random random = new Random(level);
        FloatProcessor pixels = new FloatProcessor(width, height);
        for (int i = 0; i < width * height; i++) pixels.setf(i, level * random.nextFloat());
        return pixels;
    }

    private static float[] side(ImagePlus image) {
        float[] all = new float[image.getStackSize() * 37 * 21];
        for (int i = 0; i < image.getStackSize(); i++)
            System.arraycopy(image.getStack().getPixels(i + 1), 0, all, i * 37 * 21, 37 * 21);
        return all;
    }
}

package org.mulligan.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Precision;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.service.MulliganService;
import org.mulligan.service.ServiceHere;
import org.mulligan.service.models.ImportSettings;
import org.mulligan.service.report.Purpose;
import org.mulligan.service.restore.RestoreSettings.BitDepth;
import org.mulligan.tensor.foreign.StrangeGraphs;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Imported networks of which the result is known, through the service to images and files. */
@ExtendWith(ServiceHere.class)
class AppliedModelTest {
    @TempDir private static Path folder;
    private static MulliganService mulligan;
    private static int models;

    @BeforeAll
    static void start(MulliganService here) {
        mulligan = here;
    }

    private static String imported(
            Shape shape,
            Optional<Scaling> scaling,
            Optional<Boolean> inUnits,
            StrangeGraphs.Network<TFloat32> network)
            throws IOException {
        Path graph = folder.resolve("graph%d.pb".formatted(models));
        StrangeGraphs.write(graph, TFloat32.class, shape, network);
        Path model = folder.resolve("model%d.zip".formatted(models++));
        ImportSettings settings =
                new ImportSettings(
                        model.toString(), "", "", "", scaling, inUnits, Optional.empty(), 0);
        return mulligan.shelf()
                .importModel(graph.toString(), settings, Progress.SILENT)
                .model()
                .toString();
    }

    private static RestoreSettings settings(String model, BitDepth depth) {
        return new RestoreSettings(
                Purpose.APPLY,
                model,
                0,
                0,
                Precision.FP32,
                DeviceChoice.CPU,
                depth,
                MaskChoice.NONE);
    }

    private static ImagePlus applied(String model, ImagePlus image, BitDepth depth)
            throws IOException {
        return mulligan.restore(image, settings(model, depth), Optional.empty(), Progress.SILENT);
    }

    private static ImagePlus appliedToFile(String model, ImagePlus image, BitDepth depth)
            throws IOException {
        Path file = folder.resolve("result%d.tif".formatted(models++));
        mulligan.restore(image, settings(model, depth), Optional.of(file), Progress.SILENT);
        return IJ.openImage(file.toString());
    }

    private static String reversed() throws IOException {
        return imported(
                Shape.of(-1, -1, -1, 3),
                Optional.empty(),
                Optional.empty(),
                (tf, x) -> tf.reverse(x, tf.constant(new int[] {3})));
    }

    private static void noise(ImageProcessor pixels, long seed, int most) {
        Random random = new Random(seed);
        for (int i = 0; i < pixels.getPixelCount(); i++) pixels.setf(i, random.nextInt(most));
    }

    /** As where it was trained: nobody measured how far it may go. */
    @Test
    void isNotBoundByTheRangeOfTheImage() throws IOException {
        String model =
                imported(
                        Shape.of(-1, -1, -1, 1),
                        Optional.of(Scaling.fixed(0, 1)),
                        Optional.of(true),
                        (tf, x) -> tf.math.mul(x, tf.constant(3f)));
        ByteProcessor pixels = new ByteProcessor(40, 30);
        noise(pixels, 1, 200);
        ImagePlus image = new ImagePlus("narrow", pixels);

        ImageProcessor full = applied(model, image, BitDepth.FLOAT).getProcessor();
        ImageProcessor same = applied(model, image, BitDepth.SAME).getProcessor();

        for (int i = 0; i < pixels.getPixelCount(); i++) {
            assertThat(full.getf(i)).isEqualTo(3f * pixels.get(i));
            assertThat(same.get(i)).isEqualTo(Math.min(255, 3 * pixels.get(i)));
        }
    }

    @Test
    void takesTheColoursOfAnRgbImageTogether() throws IOException {
        ColorProcessor pixels = new ColorProcessor(61, 37);
        Random random = new Random(1);
        for (int i = 0; i < pixels.getPixelCount(); i++)
            pixels.set(i, 0xff000000 | random.nextInt(1 << 24));
        ImagePlus image = new ImagePlus("colours", pixels);
        image.getCalibration().pixelWidth = 0.3;
        image.getCalibration().setUnit("um");
        String model = reversed();
        for (ImagePlus result :
                new ImagePlus[] {
                    applied(model, image, BitDepth.SAME), appliedToFile(model, image, BitDepth.SAME)
                }) {
            assertThat(result.getBitDepth()).isEqualTo(24);
            assertThat(result.getCalibration().pixelWidth).isCloseTo(0.3, within(1e-6));
            for (int i = 0; i < pixels.getPixelCount(); i++) {
                int in = pixels.get(i);
                int swapped = (in & 0xff) << 16 | in & 0xff00 | in >> 16 & 0xff;
                assertThat(result.getProcessor().get(i) & 0xffffff).isEqualTo(swapped);
            }
        }
    }

    @Test
    void takesTheChannelsOfAHyperstackTogether() throws IOException {
        ImagePlus image = hyperstack(3);
        String model = reversed();
        for (ImagePlus result :
                new ImagePlus[] {
                    applied(model, image, BitDepth.SAME), appliedToFile(model, image, BitDepth.SAME)
                }) {
            assertThat(result.getDimensions()).containsExactly(image.getDimensions());
            assertThat(result.getBitDepth()).isEqualTo(16);
            assertThat(result.getCalibration().pixelDepth).isEqualTo(2);
            assertThat(result.getCalibration().frameInterval).isEqualTo(7);
            for (int t = 1; t <= 2; t++)
                for (int z = 1; z <= 2; z++)
                    for (int c = 1; c <= 3; c++) {
                        int here = image.getStackIndex(c, z, t);
                        assertThat(result.getStack().getSliceLabel(here))
                                .isEqualTo(image.getStack().getSliceLabel(here));
                        assertThat((short[]) result.getStack().getPixels(here))
                                .as("c=%d z=%d t=%d", c, z, t)
                                .isEqualTo(
                                        (short[])
                                                image.getStack()
                                                        .getPixels(
                                                                image.getStackIndex(4 - c, z, t)));
                    }
        }
    }

    /** Channels, two slices and two frames. */
    private static ImagePlus hyperstack(int channels) {
        ImageStack stack = new ImageStack(31, 23);
        for (int i = 0; i < 4 * channels; i++) {
            ShortProcessor plane = new ShortProcessor(31, 23);
            noise(plane, i, 250 + 1000 * i);
            stack.addSlice("plane " + i, plane);
        }
        ImagePlus plain = new ImagePlus("hyper", stack);
        plain.setDimensions(channels, 2, 2);
        plain.setOpenAsHyperStack(true);
        plain.getCalibration().pixelDepth = 2;
        plain.getCalibration().frameInterval = 7;
        return new CompositeImage(plain, IJ.GRAYSCALE);
    }

    @Test
    void givesAnotherNumberOfChannelsIn32Bit() throws IOException {
        String model =
                imported(
                        Shape.of(-1, -1, -1, 2),
                        Optional.of(Scaling.fixed(0, 1)),
                        Optional.empty(),
                        (tf, x) ->
                                tf.math.mean(x, tf.constant(new int[] {3}), Mean.keepDims(true)));
        ImagePlus image = hyperstack(2);
        for (ImagePlus result :
                new ImagePlus[] {
                    applied(model, image, BitDepth.SAME), appliedToFile(model, image, BitDepth.SAME)
                }) {
            assertThat(result.getDimensions()).containsExactly(31, 23, 1, 2, 2);
            assertThat(result.getBitDepth()).isEqualTo(32);
            assertThat(result.getCalibration().frameInterval).isEqualTo(7);
            for (int group = 0; group < 4; group++) {
                ImageProcessor one = image.getStack().getProcessor(2 * group + 1);
                ImageProcessor two = image.getStack().getProcessor(2 * group + 2);
                ImageProcessor mean = result.getStack().getProcessor(group + 1);
                for (int i = 0; i < mean.getPixelCount(); i++)
                    assertThat(mean.getf(i))
                            .isCloseTo((one.getf(i) + two.getf(i)) / 2, within(1e-3f));
            }
        }
        assertThatThrownBy(() -> applied(model, hyperstack(3), BitDepth.SAME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes 2 channels together, and the image has 3")
                .hasMessageContaining("Image > Duplicate...");
        assertThatThrownBy(
                        () ->
                                applied(
                                        model,
                                        new ImagePlus("", new ByteProcessor(9, 9)),
                                        BitDepth.SAME))
                .hasMessageContaining("and the image has 1")
                .hasMessageContaining("Merge Channels...");
    }

    @Test
    void givesWhatIsNotInUnitsIn32Bit() throws IOException {
        String model =
                imported(
                        Shape.of(-1, -1, -1, 1),
                        Optional.of(Scaling.fixed(100, 200)),
                        Optional.of(false),
                        (tf, x) -> tf.math.sigmoid(x));
        ByteProcessor pixels = new ByteProcessor(20, 10);
        noise(pixels, 3, 256);
        ImagePlus image = new ImagePlus("bytes", pixels);
        image.getCalibration()
                .setFunction(ij.measure.Calibration.STRAIGHT_LINE, new double[] {5, 2}, "OD");
        ImagePlus result = applied(model, image, BitDepth.SAME);
        assertThat(result.getBitDepth()).isEqualTo(32);
        assertThat(result.getCalibration().calibrated()).isFalse();
        for (int i = 0; i < 200; i++)
            assertThat((double) result.getProcessor().getf(i))
                    .isCloseTo(1 / (1 + Math.exp(-(pixels.get(i) - 100) / 100.0)), within(1e-5));
    }

    @ParameterizedTest(name = "{0} x {1} px through tiles of 64 px")
    @CsvSource({"20, 9", "64, 64", "65, 64", "150, 97", "128, 200", "1, 300"})
    void cutsAnyImageIntoTheOnlySizeThatANetworkTakes(int width, int height) throws IOException {
        String any = convolution(Shape.of(-1, -1, -1, 1));
        String fixed = convolution(Shape.of(1, 64, 64, 1));
        FloatProcessor pixels = new FloatProcessor(width, height);
        noise(pixels, 5, 1000);
        ImagePlus image = new ImagePlus("any", pixels);
        float[] whole = (float[]) applied(any, image, BitDepth.SAME).getProcessor().getPixels();
        ImagePlus result = applied(fixed, image, BitDepth.SAME);
        float[] tiled = (float[]) result.getProcessor().getPixels();
        assertThat(result.getInfoProperty()).contains("Tile: 64 x 64 px");
        for (int i = 0; i < whole.length; i++)
            assertThat(tiled[i]).as("pixel %d", i).isCloseTo(whole[i], within(1e-5f * 5000));
    }

    private static String convolution(Shape shape) throws IOException {
        return imported(
                shape,
                Optional.of(Scaling.fixed(0, 1)),
                Optional.of(false),
                (tf, x) -> StrangeGraphs.convolved(tf, x, 7, 1, 1, 1));
    }

    @Test
    void givesANetworkThatSeesAllOfAnImageNothingElse() throws IOException {
        String model =
                imported(
                        Shape.of(-1, -1, -1, 1),
                        Optional.of(Scaling.fixed(0, 1)),
                        Optional.of(false),
                        (tf, x) ->
                                tf.math.sub(
                                        x,
                                        tf.math.mean(
                                                x,
                                                tf.constant(new int[] {1, 2}),
                                                Mean.keepDims(true))));
        FloatProcessor pixels = new FloatProcessor(47, 33);
        noise(pixels, 6, 100);
        double sum = 0;
        for (int i = 0; i < pixels.getPixelCount(); i++) sum += pixels.getf(i);
        ImagePlus result = applied(model, new ImagePlus("any", pixels), BitDepth.SAME);
        for (int i = 0; i < pixels.getPixelCount(); i++)
            assertThat((double) result.getProcessor().getf(i))
                    .isCloseTo(pixels.getf(i) - sum / pixels.getPixelCount(), within(1e-3));
    }

    /** One of the channels is much brighter than the other. */
    @Test
    void measuresChannelsTogetherWhenTheModelDoes() throws IOException {
        Scaling together = Scaling.percentiles(0, 100).overChannels();
        String model =
                imported(
                        Shape.of(-1, -1, -1, 2),
                        Optional.of(together),
                        Optional.of(false),
                        (tf, x) -> tf.math.mul(x, tf.constant(1f)));
        ImageStack stack = new ImageStack(5, 1);
        stack.addSlice(new FloatProcessor(5, 1, new float[] {0, 1, 2, 3, 4}));
        stack.addSlice(new FloatProcessor(5, 1, new float[] {10, 20, 50, 70, 100}));
        ImagePlus image = new ImagePlus("two", stack);
        image.setDimensions(2, 1, 1);
        ImagePlus result = applied(model, image, BitDepth.SAME);
        assertThat((float[]) result.getStack().getPixels(1))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0, 0.01f, 0.02f, 0.03f, 0.04f);
        assertThat((float[]) result.getStack().getPixels(2))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.1f, 0.2f, 0.5f, 0.7f, 1);
        assertThat(result.getInfoProperty()).contains("of all channels together");
    }
}

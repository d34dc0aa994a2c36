package org.mulligan.image.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.NotFinite;
import org.mulligan.image.intensity.Scaling;
import org.mulligan.image.plane.CalibratedPixels;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

class PixelMaskTest {
    private static final float NAN = Float.NaN;

    @TempDir Path folder;

    @ParameterizedTest(name = "{0} bit")
    @ValueSource(ints = {8, 16, 32})
    void missesWhatIsNotZeroInAMask(int depth) throws IOException {
        ImagePlus image = hyperstack(3, 2, 1, 2, 2);
        ImagePlus mask = IJ.createImage("mask", depth + "-bit black", 3, 2, 1);
        mask.getProcessor().setf(1, 0, 255);
        mask.getProcessor().setf(2, 1, 1);
        PixelMask missing = PixelMask.of(image, mask);
        for (int plane = 0; plane < 4; plane++)
            assertThat(missing.missing(plane)).isEqualTo(bits(1, 5));
        assertThat(missing.count()).isEqualTo(8);
        missing.requireUsable();
    }

    @Test
    void givesEachPlaneItsOwnOrEachChannelTheSame() throws IOException {
        ImagePlus image = hyperstack(4, 1, 2, 3, 1);
        ImagePlus each = hyperstack(4, 1, 2, 3, 1);
        ImagePlus row = hyperstack(4, 1, 1, 6, 1);
        for (int i = 0; i < 6; i++) each.getStack().getProcessor(i + 1).set(i % 4, 0, 9);
        for (int i = 0; i < 6; i++) row.getStack().getProcessor(i + 1).set(i % 4, 0, 9);
        ImagePlus slices = hyperstack(4, 1, 1, 3, 1);
        for (int i = 0; i < 3; i++) slices.getStack().getProcessor(i + 1).set(i, 0, 9);
        for (int plane = 0; plane < 6; plane++) {
            assertThat(PixelMask.of(image, each).missing(plane)).isEqualTo(bits(plane % 4));
            assertThat(PixelMask.of(image, row).missing(plane)).isEqualTo(bits(plane % 4));
            assertThat(PixelMask.of(image, slices).missing(plane)).isEqualTo(bits(plane / 2));
        }
        assertThat(PixelMask.of(image, slices).count()).isEqualTo(6);
    }

    @Test
    void takesZeroOfASignedMaskForKnown() throws IOException {
        short[] raw = {(short) 32768, (short) 32767, (short) 32769};
        ImagePlus mask = new ImagePlus("mask", new ShortProcessor(3, 1, raw, null));
        mask.getCalibration().setSigned16BitCalibration();
        assertThat(PixelMask.of(hyperstack(3, 1, 1, 1, 1), mask).missing(0)).isEqualTo(bits(1, 2));
    }

    @ParameterizedTest(name = "{0} x {1} px, {2} channels, {3} slices, {4} frames")
    @CsvSource({
        "4, 3, 1, 1, 1",
        "3, 4, 1, 1, 1",
        "3, 3, 1, 2, 1",
        "3, 3, 2, 1, 1",
        "3, 3, 1, 3, 2",
        "3, 3, 3, 2, 2",
        "3, 3, 1, 13, 1"
    })
    void refusesAMaskOfAnotherSize(int width, int height, int channels, int slices, int frames) {
        ImagePlus image = hyperstack(3, 3, 2, 2, 3);
        ImagePlus mask = hyperstack(width, height, channels, slices, frames);
        mask.setTitle("mask");
        assertThatThrownBy(() -> PixelMask.of(image, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"mask\" (%d x %d px".formatted(width, height))
                .hasMessageContaining(
                        "\"image\" (3 x 3 px, 12 planes: 2 channels, 2 slices, 3 frames)");
    }

    @Test
    void refusesMasksThatSayNothing() {
        ImagePlus image = hyperstack(2, 1, 1, 2, 1);
        assertThatThrownBy(() -> PixelMask.of(image, floats(2, 1, NAN, NAN)).requireUsable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"floats\" has not-a-number at x=0, y=0 of plane 1");
        assertThatThrownBy(() -> PixelMask.of(image, floats(2, 1, 0, -0f)).requireUsable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"floats\" is empty: no pixel is missing");
        assertThatThrownBy(() -> PixelMask.of(image, floats(2, 1, 1, 2)).requireUsable())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("covers every pixel");
        assertThatThrownBy(() -> PixelMask.of(image, new ImagePlus("c", new ColorProcessor(2, 1))))
                .hasMessageContaining("\"c\" is RGB");
    }

    @Test
    void allowsAWholePlaneToBeMissingAmongOthers() throws IOException {
        ImagePlus mask = hyperstack(2, 1, 1, 2, 1);
        mask.getStack().getProcessor(2).set(0, 0, 1);
        mask.getStack().getProcessor(2).set(1, 0, 1);
        PixelMask missing = PixelMask.of(hyperstack(2, 1, 1, 2, 1), mask);
        missing.requireUsable();
        assertThat(missing.widest(0)).isZero();
        assertThat(missing.widest(1)).isInfinite();
    }

    @ParameterizedTest(name = "highest {0} of {1} bit")
    @CsvSource({"255, 8", "65535, 16", "4095, 16", "16383, 16", "255, 16", "1e6, 32"})
    void findsSaturatedPixels(float highest, int depth) throws IOException {
        ImagePlus image = IJ.createImage("image", depth + "-bit black", 3, 2, 2);
        image.getStack().getProcessor(1).setf(2, 1, highest);
        image.getStack().getProcessor(2).setf(0, 1, highest);
        image.getStack().getProcessor(2).setf(1, 1, highest - 1);
        PixelMask missing = PixelMask.saturated(image);
        assertThat(missing.missing(0)).isEqualTo(bits(5));
        assertThat(missing.missing(1)).isEqualTo(bits(3));
    }

    @Test
    void findsSaturatedPixelsOfASignedImage() throws IOException {
        short[] raw = {(short) 32768, (short) (32768 + 4095), (short) 32700};
        ImagePlus image = new ImagePlus("image", new ShortProcessor(3, 1, raw, null));
        image.getCalibration().setSigned16BitCalibration();
        assertThat(PixelMask.saturated(image).missing(0)).isEqualTo(bits(1));
    }

    @ParameterizedTest(name = "highest {0} of {1} bit")
    @CsvSource({"254, 8", "65534, 16", "4094, 16", "127, 16", "0, 16", "255, 32"})
    void saysThatNothingIsSaturated(float highest, int depth) {
        ImagePlus image = IJ.createImage("image", depth + "-bit black", 3, 2, 2);
        image.getStack().getProcessor(1).setf(2, 1, highest);
        assertThatThrownBy(() -> PixelMask.saturated(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No pixel of \"image\" is saturated: the highest value is ")
                .hasMessageContaining("give a mask image or a selection instead");
    }

    @Test
    void findsWhatIsNotANumber() throws IOException {
        ImagePlus image = floats(2, 2, NAN, 1, Float.NEGATIVE_INFINITY, 2);
        assertThat(PixelMask.notNumbers(image).missing(0)).isEqualTo(bits(0, 2));
        assertThatThrownBy(() -> PixelMask.notNumbers(hyperstack(2, 2, 1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 8 bit, where every pixel is a number");
        assertThatThrownBy(() -> PixelMask.notNumbers(floats(1, 1, 3)).requireUsable())
                .hasMessageContaining("mask of pixels that are not finite is empty");
    }

    @Test
    void takesTheInsideOfASelectionForAllPlanes() throws IOException {
        ImagePlus image = hyperstack(5, 4, 2, 2, 1);
        assertThatThrownBy(() -> PixelMask.roi(image)).hasMessageContaining("has no selection");
        image.setRoi(new Line(0, 0, 3, 3));
        assertThatThrownBy(() -> PixelMask.roi(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a selection without an inside (Straight Line)");
        image.setRoi(new Roi(3, 2, 9, 1));
        PixelMask missing = PixelMask.roi(image);
        image.setRoi(new OvalRoi(0, 0, 2, 2));
        for (int plane = 0; plane < 4; plane++)
            assertThat(missing.missing(plane)).isEqualTo(bits(13, 14));
        assertThat(missing.count()).isEqualTo(8);
        image.setRoi(new OvalRoi(0, 0, 5, 4));
        assertThat(PixelMask.roi(image).missing(0).get(0)).isFalse();
        assertThat(PixelMask.roi(image).missing(0).get(7)).isTrue();
        image.setRoi(new Roi(0, 0, 5, 4));
        assertThatThrownBy(() -> PixelMask.roi(image).requireUsable())
                .hasMessageContaining("The selection covers every pixel");
    }

    /** A square hole of 5 px, 2 px from the corner: its middle is 3 px from what is known. */
    @Test
    void measuresHowWideAHoleIs() throws IOException {
        ImagePlus image = hyperstack(9, 8, 1, 1, 1);
        image.setRoi(new Roi(2, 2, 5, 5));
        assertThat(PixelMask.roi(image).widest(0)).isEqualTo(3);
        image.setRoi(new Roi(0, 0, 4, 3));
        assertThat(PixelMask.roi(image).widest(0)).isEqualTo(3);
        image.setRoi(new Roi(0, 0, 8, 8));
        assertThat(PixelMask.roi(image).widest(0)).isEqualTo(8);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithTheNearestOfAll(long seed) throws IOException {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(23);
        int height = 1 + random.nextInt(19);
        ImagePlus mask = hyperstack(width, height, 1, 1, 1);
        ImageProcessor pixels = mask.getProcessor();
        double share = seed / 7.0;
        for (int i = 1; i < width * height; i++) pixels.set(i, random.nextDouble() < share ? 1 : 0);
        PixelMask missing = PixelMask.of(mask, mask);
        double widest = 0;
        BitSet grown = new BitSet();
        for (int i = 0; i < width * height; i++) {
            double known = nearest(pixels, i, 0);
            if (pixels.get(i) != 0) widest = Math.max(widest, known);
            if (nearest(pixels, i, 1) <= 2) grown.set(i);
        }
        assertThat(missing.widest(0)).isCloseTo(widest, within(1e-12));
        assertThat(missing.grown(2).missing(0)).isEqualTo(grown);
    }

    private static double nearest(ImageProcessor pixels, int of, int value) {
        double nearest = Double.POSITIVE_INFINITY;
        int width = pixels.getWidth();
        for (int i = 0; i < width * pixels.getHeight(); i++)
            if (pixels.get(i) == value)
                nearest =
                        Math.min(
                                nearest,
                                Math.hypot(i % width - of % width, i / width - of / width));
        return nearest;
    }

    @Test
    void growsEachPlaneByItself() throws IOException {
        ImagePlus image = hyperstack(5, 1, 2, 2, 1);
        ImagePlus slices = hyperstack(5, 1, 1, 2, 1);
        slices.getStack().getProcessor(2).set(3, 0, 1);
        PixelMask missing = PixelMask.of(image, slices);
        assertThat(missing.grown(1).count()).isEqualTo(6);
        assertThat(missing.grown(1).missing(1)).isEqualTo(bits());
        assertThat(missing.grown(1).missing(2)).isEqualTo(bits(2, 3, 4));
        assertThat(missing.grown(0).missing(3)).isEqualTo(bits(3));
        assertThatThrownBy(() -> missing.grown(-1)).hasMessageContaining("got -1 px");
    }

    @Test
    void readsAVirtualMaskOnePlaneAtATime() throws IOException {
        ImagePlus image = hyperstack(4, 1, 2, 3, 1);
        ImagePlus stored = hyperstack(4, 1, 1, 3, 1);
        for (int i = 0; i < 3; i++) stored.getStack().getProcessor(i + 1).set(i, 0, 9);
        Path file = folder.resolve("mask.tif");
        new FileSaver(stored).saveAsTiff(file.toString());
        ImagePlus mask = IJ.openVirtual(file.toString());
        assertThat(mask.getStack()).isInstanceOf(VirtualStack.class);
        for (int plane = 0; plane < 6; plane++)
            assertThat(PixelMask.of(image, mask).missing(plane)).isEqualTo(bits(plane / 2));
        AtomicInteger reads = new AtomicInteger();
        ImagePlus counted = new ImagePlus("counted", counting(stored.getStack(), reads));
        reads.set(0);
        PixelMask lazy = PixelMask.of(image, counted);
        assertThat(reads).hasValue(0);
        lazy.requireUsable();
        assertThat(lazy.count()).isEqualTo(6);
        assertThat(reads).hasValue(3);
        assertThat(PixelMask.saturated(counted8(stored)).count()).isEqualTo(3);
    }

    private static ImagePlus counted8(ImagePlus stored) {
        for (int i = 0; i < 3; i++) stored.getStack().getProcessor(i + 1).set(i, 0, 255);
        return new ImagePlus("virtual", counting(stored.getStack(), new AtomicInteger()));
    }

    private static ImageStack counting(ImageStack stack, AtomicInteger reads) {
        VirtualStack counting =
                new VirtualStack(stack.getWidth(), stack.getHeight(), null, "") {
                    @Override
                    public ImageProcessor getProcessor(int n) {
                        reads.incrementAndGet();
                        return stack.getProcessor(n);
                    }

                    @Override
                    public int getSize() {
                        return stack.getSize();
                    }

                    @Override
                    public int size() {
                        return stack.getSize();
                    }
                };
        counting.setBitDepth(8);
        return counting;
    }

    @Test
    void readsMissingPixelsAsNotANumber() {
        byte[] values = {1, 2, 3, 4, 5, 6};
        MaskedPixels masked = new MaskedPixels(Pixels.of(values, 3, 2), bits(0, 4));
        float[] row = new float[3];
        masked.get(0, 0, 3, row);
        assertThat(row).containsExactly(NAN, 2, 3);
        masked.get(1, 1, 2, row);
        assertThat(row).containsExactly(NAN, 6, 3);
        masked.get(2, 0, 1, row);
        assertThat(row[0]).isEqualTo(3);
        assertThat(masked.array()).isSameAs(values);
    }

    @Test
    void normalisesByTheKnownPixelsOnly() throws IOException {
        ImagePlus image = floats(3, 2, 10, 9999, 20, NAN, 30, Float.POSITIVE_INFINITY);
        PlaneSource masked = masked(image, 1, 3, 5);
        assertThat(measure(masked))
                .containsExactly(new ChannelIntensities.Channel(new Normalisation(10, 30), 10, 30));
        assertThatThrownBy(() -> measure(masked(image, 1, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "1 pixel is not finite, the first is NaN at x=0, y=1 of plane 1; "
                                + NotFinite.ADVICE);
        assertThatThrownBy(() -> measure(masked(image, 0, 1, 3, 4, 5)))
                .hasMessage(
                        "The image is constant: every known pixel is 20.0; there is nothing to restore");
        assertThatThrownBy(() -> measure(masked(image, 0, 1, 2, 3, 4, 5)))
                .hasMessage(
                        "The image is missing: the mask covers all of its pixels; make the mask smaller");
    }

    /** Law: under the mask may lie anything. */
    @Test
    void restoresASaturatedImageByWhatIsLeft() throws IOException {
        ImagePlus image = hyperstack(100, 100, 1, 1, 1);
        Arrays.fill((byte[]) image.getProcessor().getPixels(), (byte) 255);
        for (int i = 0; i < 50; i++) image.getProcessor().set(i, 10 + i);
        PlaneSource known =
                new MaskedPlanes(new ImagePlusPlanes(image), PixelMask.saturated(image));
        assertThat(measure(known).get(0).normalisation()).isEqualTo(new Normalisation(10, 59));
    }

    @Test
    void refusesAMaskForAnotherImage() {
        PixelMask mask = PixelMask.of(hyperstack(2, 2, 1, 1, 1), hyperstack(2, 2, 1, 1, 1));
        PlaneSource planes = new ImagePlusPlanes(hyperstack(2, 2, 1, 3, 1));
        assertThatThrownBy(() -> new MaskedPlanes(planes, mask))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The mask is for 1 planes of 2 x 2 px, the image has 3 of 2 x 2 px");
    }

    @ParameterizedTest(name = "{0} bit")
    @ValueSource(ints = {8, 16, 32})
    void putsKnownPixelsBackBitForBit(int depth) {
        Random random = new Random(5);
        int width = 67;
        int height = 5;
        Pixels original = random(depth, width, height, random);
        Pixels result = random(depth, width, height, random);
        Object before = copy(result.array());
        BitSet missing = new BitSet();
        for (int i = 0; i < width * height; i++)
            if (i / width == 2 || random.nextInt(3) == 0) missing.set(i);
        missing.clear(3 * width, 4 * width);
        MaskedPixels.copyKnown(original, result, missing);
        for (int i = 0; i < width * height; i++)
            assertThat(raw(result.array(), i))
                    .isEqualTo(raw(missing.get(i) ? before : original.array(), i));
        MaskedPixels.copyKnown(original, result, new BitSet());
        for (int i = 0; i < width * height; i++)
            assertThat(raw(result.array(), i)).isEqualTo(raw(original.array(), i));
    }

    private static Pixels random(int depth, int width, int height, Random random) {
        Pixels pixels = Pixels.blank(depth, width, height);
        for (int i = 0; i < width * height; i++) {
            int bits = random.nextInt();
            if (pixels.array() instanceof byte[] values) values[i] = (byte) bits;
            if (pixels.array() instanceof short[] values) values[i] = (short) bits;
            if (pixels.array() instanceof float[] values) values[i] = Float.intBitsToFloat(bits);
        }
        if (pixels.array() instanceof float[] values) values[0] = Float.intBitsToFloat(0x7fc12345);
        return pixels;
    }

    private static Object copy(Object array) {
        if (array instanceof byte[] values) return values.clone();
        if (array instanceof short[] values) return values.clone();
        return ((float[]) array).clone();
    }

    private static int raw(Object array, int at) {
        if (array instanceof byte[] values) return values[at];
        if (array instanceof short[] values) return values[at];
        return Float.floatToRawIntBits(((float[]) array)[at]);
    }

    @Test
    void calibratesKnownPixelsOfASignedImageThatBecomesFloat() {
        ImagePlus image =
                new ImagePlus("a", new ShortProcessor(2, 1, new short[] {(short) 32771, 9}, null));
        image.getCalibration().setSigned16BitCalibration();
        float[] values = {0.5f, 0.25f};
        Pixels result = new CalibratedPixels(Pixels.of(values, 2, 1), image.getCalibration());
        Pixels original = Pixels.of(image.getProcessor());
        MaskedPixels.copyKnown(original, result, bits(1));
        assertThat(values).containsExactly(3, 0.25f);
        assertThatThrownBy(
                        () ->
                                MaskedPixels.copyKnown(
                                        original, Pixels.blank(16, 1, 2), new BitSet()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The result has 1 x 2 px, the original 2 x 1 px");
    }

    private static PlaneSource masked(ImagePlus image, int... missing) {
        ImagePlus mask =
                new ImagePlus("mask", new ByteProcessor(image.getWidth(), image.getHeight()));
        for (int i : missing) mask.getProcessor().set(i, 1);
        return new MaskedPlanes(new ImagePlusPlanes(image), PixelMask.of(image, mask));
    }

    private static List<ChannelIntensities.Channel> measure(PlaneSource image) throws IOException {
        return ChannelIntensities.measure(image, Scaling.percentiles(0, 100), plane -> {});
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int i : set) bits.set(i);
        return bits;
    }

    private static ImagePlus floats(int width, int height, float... values) {
        return new ImagePlus("floats", new FloatProcessor(width, height, values));
    }

    private static ImagePlus hyperstack(
            int width, int height, int channels, int slices, int frames) {
        ImageStack stack = new ImageStack(width, height);
        for (int i = 0; i < channels * slices * frames; i++)
            stack.addSlice(new ByteProcessor(width, height));
        ImagePlus image = new ImagePlus("image", stack);
        image.setDimensions(channels, slices, frames);
        return image;
    }
}

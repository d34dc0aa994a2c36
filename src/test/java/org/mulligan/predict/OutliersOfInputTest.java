package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mulligan.engine.Progress;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.plane.CutPlanes;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/** Waves with noise, of 200 x 160 px. */
class OutliersOfInputTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 160;
    private final BoxEngine engine = new BoxEngine(1);

    @Test
    void anImageWithoutOutliersIsWhatItWasBitForBit() throws IOException {
        ImagePlus image = waves(3);
        ImagePlusPlanes planes = new ImagePlusPlanes(image);
        NetworkInput input = input(image, true);
        assertThat(input.channels())
                .isEqualTo(
                        ChannelIntensities.measure(
                                planes, engine.model().tensorSpec().scaling(), plane -> {}));
        assertThat(input.outliers().notes()).isEmpty();
        for (int plane = 0; plane < 3; plane++)
            assertThat(input.planes().read(plane).array()).isSameAs(planes.read(plane).array());
    }

    @Test
    void aBarSetsNoScaleAndIsNotGivenToTheNetwork() throws IOException {
        Normalisation own = input(waves(1), true).normalisations().get(0);
        ImagePlus image = waves(1);
        bar(image.getProcessor());
        NetworkInput input = input(image, true);
        Normalisation found = input.normalisations().get(0);
        double range = own.high() - own.low();
        assertThat(found.low()).isCloseTo(own.low(), within(0.02 * range));
        assertThat(found.high()).isCloseTo(own.high(), within(0.02 * range));
        assertThat(input.outliers().drawn(0).cardinality()).isEqualTo(400);
        assertThat(largest(input.planes().read(0))).isLessThan((float) (own.high() + 0.3 * range));
        assertThat(input.outliers().notes())
                .singleElement()
                .asString()
                .startsWith("Burnt in: a scale bar or text of up to 400 px")
                .contains("1 of 1 planes");
    }

    @Test
    void hotPixelsAreReplacedByTheirNeighboursUnlessTheyAreKept() throws IOException {
        ImagePlus image = waves(1);
        for (int i = 0; i < 30; i++) image.getProcessor().setf(7 + 6 * i, 11 + 4 * i, 9000);
        NetworkInput replaced = input(image, true);
        NetworkInput kept = input(image, false);
        replaced.channels();
        kept.channels();
        float[] row = new float[3];
        for (int i = 0; i < 30; i++) {
            replaced.planes().read(0).get(6 + 6 * i, 11 + 4 * i, 3, row);
            assertThat(row[1])
                    .isBetween(Math.min(row[0], row[2]) - 90, 90 + Math.max(row[0], row[2]));
            kept.planes().read(0).get(7 + 6 * i, 11 + 4 * i, 1, row);
            assertThat(row[0]).isEqualTo(9000);
        }
        assertThat(replaced.outliers().notes())
                .singleElement()
                .asString()
                .startsWith("Hot pixels: 30 hot or dead pixels were replaced")
                .contains("hotpixels=keep");
        assertThat(kept.outliers().notes()).isEmpty();
        assertThat(image.getProcessor().getf(7, 11)).isEqualTo(9000);
    }

    @Test
    void aSeriesFindsFaintDefectsThatStayInTheirPlaces() throws IOException {
        ImagePlus image = waves(12);
        for (int plane = 1; plane <= 12; plane++)
            for (int i = 0; i < 20; i++) {
                int at = (11 + 4 * i) * WIDTH + 7 + 6 * i;
                // Six standard deviations: too few in a single plane.
                image.getStack()
                        .getProcessor(plane)
                        .set(at, image.getStack().getProcessor(plane).get(at) + 120);
            }
        image.getStack().getProcessor(5).setf(100, 20, 9000);
        NetworkInput input = input(image, true);
        input.channels();
        assertThat(input.outliers().notes())
                .singleElement()
                .asString()
                .containsPattern("Hot pixels: (19|20) hot or dead pixels were replaced")
                .contains("on every plane");
        float[] value = new float[1];
        input.planes().read(4).get(100, 20, 1, value);
        assertThat(value[0]).isEqualTo(9000);
    }

    @Test
    void aTimeStampChangesFromPlaneToPlane() throws IOException {
        ImagePlus image = waves(2);
        for (int plane = 1; plane <= 2; plane++)
            for (int i = 0; i < 30; i++)
                for (int y = 0; y < 4; y++)
                    image.getStack().getProcessor(plane).setf(10 + 40 * plane + i, 8 + y, 65535);
        NetworkInput input = input(image, true);
        assertThat(input.outliers().drawn(0).get(8 * WIDTH + 50)).isTrue();
        assertThat(input.outliers().drawn(0).get(8 * WIDTH + 90)).isFalse();
        assertThat(input.outliers().drawn(1).get(8 * WIDTH + 90)).isTrue();
        assertThat(input.normalisations().get(0).high()).isLessThan(2000);
    }

    /**
     * In a part they are those of the whole image; of an image of which only a sample is read, too.
     * A bar in the part is drawn there.
     */
    @ParameterizedTest(name = "sampled {0}")
    @ValueSource(booleans = {false, true})
    void inAPartTheyAreThoseOfTheWhole(boolean sampled) throws IOException {
        ImagePlus image = waves(6);
        for (int plane = 1; plane <= 6; plane++) {
            image.getStack().getProcessor(plane).set(70, 50, 9000);
            image.getStack().getProcessor(plane).set(71, 90, 9000);
        }
        bar(image.getStack().getProcessor(4));
        PlaneSource planes = new ImagePlusPlanes(image);
        NetworkInput whole = input(image, true);
        whole.channels();
        CutPlanes cut = new CutPlanes(planes, List.of(1, 3), List.of(0), 40, 30, 150, 130);
        NetworkInput part = new NetworkInput(cut, engine.model(), Progress.SILENT, Repairs.ALL, 1);
        if (sampled) part.sampleFrom(0);
        part.channels();
        for (int plane = 0; plane < 2; plane++)
            assertThat(part.planes().read(plane).all())
                    .isEqualTo(whole.planes().read(2 * plane + 1).part(40, 30, 150, 130));
        assertThat(part.planes().read(0).part(30, 20, 1, 1)[0]).isLessThan(5000);
        assertThat(part.drawn(0).cardinality()).isZero();
        assertThat(part.drawn(1).cardinality()).isEqualTo(400);
        assertThat(part.drawn(1).nextSetBit(0)).isEqualTo((140 - 30) * 150 + 120 - 40);
    }

    private NetworkInput input(ImagePlus image, boolean replaces) throws IOException {
        return new NetworkInput(
                new ImagePlusPlanes(image),
                engine.model(),
                Progress.SILENT,
                new Repairs(replaces, true),
                1);
    }

    private static void bar(ImageProcessor plane) {
        plane.setValue(65535);
        plane.setRoi(120, 140, 50, 8);
        plane.fill();
    }

    private static float largest(Pixels pixels) {
        float[] row = new float[WIDTH];
        float largest = 0;
        for (int y = 0; y < HEIGHT; y++) {
            pixels.get(0, y, WIDTH, row);
            for (float value : row) largest = Math.max(largest, value);
        }
        return largest;
    }

    private static ImagePlus waves(int planes) {
        ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int plane = 0; plane < planes; plane++) {
            Random random = new Random(plane);
            ShortProcessor image = new ShortProcessor(WIDTH, HEIGHT);
            for (int i = 0; i < image.getPixelCount(); i++)
                image.setf(
                        i,
                        (float)
                                Math.rint(
                                        1000
                                                + 200 * Math.cos(i % WIDTH / 9.0)
                                                + 20 * random.nextGaussian()));
            stack.addSlice(image);
        }
        ImagePlus image = new ImagePlus("waves", stack);
        image.setDimensions(1, 1, planes);
        return image;
    }
}

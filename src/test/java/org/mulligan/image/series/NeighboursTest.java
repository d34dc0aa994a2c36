package org.mulligan.image.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.plane.RecentPlanes;

class NeighboursTest {
    private static final List<Integer> DISTANCES = List.of(-2, -1, 1, 2);

    @ParameterizedTest(name = "{0} planes, {1} channels, {2} frames: steps of {3}, length {4}")
    @CsvSource({"7, 1, 1, 1, 7", "14, 2, 1, 2, 7", "7, 1, 7, 1, 7", "60, 2, 6, 10, 6"})
    void seriesLieAlongTimeOrElseDepth(int planes, int channels, int frames, int step, int length) {
        assertThat(SeriesAxis.of(planes, channels, frames)).isEqualTo(new SeriesAxis(step, length));
    }

    @ParameterizedTest(name = "plane {0}: {1} {2} {3} {4}")
    @CsvSource({
        "0, 4, 2, 2, 4",
        "3, 7, 1, 5, 7",
        "4, 0, 2, 6, 8",
        "7, 3, 5, 9, 3",
        "9, 5, 7, 7, 5"
    })
    void beyondAnEndLiesTheOtherSide(int plane, int a, int b, int c, int d) {
        SeriesAxis axis = new SeriesAxis(2, 5);
        assertThat(DISTANCES.stream().map(distance -> axis.neighbour(plane, distance)))
                .containsExactly(a, b, c, d);
    }

    @ParameterizedTest(name = "{0} planes, steps of {1}")
    @CsvSource({"5, 1", "6, 3", "40, 8"})
    void aPlaneIsNeverItsOwnNeighbour(int length, int step) {
        SeriesAxis axis = new SeriesAxis(step, length);
        for (int plane = 0; plane < length * step; plane++)
            for (int distance : DISTANCES)
                assertThat(axis.neighbour(plane, distance))
                        .isNotEqualTo(plane)
                        .isBetween(0, length * step - 1)
                        .matches(other -> Math.floorMod(other, step) == 0 || step > 1);
    }

    @ParameterizedTest(name = "{0} planes, {1} channels, {2} frames: steps of {3}, length {4}")
    @CsvSource({"7, 1, 1, 1, 7", "14, 2, 1, 2, 7", "7, 1, 7, 1, 7", "60, 2, 6, 2, 5"})
    void stacksLieAlongDepthOrElseTime(int planes, int channels, int frames, int step, int length) {
        assertThat(SeriesAxis.ofStack(planes, channels, frames))
                .isEqualTo(new SeriesAxis(step, length));
    }

    /** Two channels, three depths, two times: the planes 6 to 11 are those of the second time. */
    @Test
    void eachTimeIsAStackOfItsOwn() {
        SeriesAxis axis = SeriesAxis.ofStack(12, 2, 2);
        assertThat(axis.place(9)).isEqualTo(1);
        assertThat(axis.plane(9, 0)).isEqualTo(7);
        assertThat(axis.mirrored(7, -1)).isEqualTo(9);
        assertThat(axis.mirrored(6, 2)).isEqualTo(10);
    }

    @ParameterizedTest(name = "{0} planes, of plane {1}: {2} {3} {4} {5} {6}")
    @CsvSource({
        "5, 0, 2, 1, 0, 1, 2",
        "5, 1, 3, 0, 1, 2, 3",
        "5, 4, 2, 3, 4, 3, 2",
        "3, 1, 1, 0, 1, 2, 1",
        "2, 0, 0, 1, 0, 1, 0",
        "1, 0, 0, 0, 0, 0, 0"
    })
    void stacksAreMirroredAtTheirEnds(int length, int plane, int a, int b, int c, int d, int e) {
        SeriesAxis axis = new SeriesAxis(1, length);
        assertThat(IntStream.rangeClosed(-2, 2).map(distance -> axis.mirrored(plane, distance)))
                .containsExactly(a, b, c, d, e);
    }

    /** As a network that takes the plane itself has learnt it. */
    @Test
    void planesThatAreTakenWithTheOneItselfStayWhereTheyAre() throws IOException {
        PlaneSource image = moving(2, 1, 0);
        SeriesAxis axis = new SeriesAxis(1, 7);
        List<Pixels> around = new Neighbours(image, axis, List.of(-1, 0, 1)).of(3);
        for (int i = 0; i < 3; i++)
            assertThat(Neighbours.values(around.get(i)))
                    .isEqualTo(Neighbours.values(image.read(2 + i)));
    }

    @Test
    void saysThatASeriesIsTooShort() {
        assertThatThrownBy(() -> new SeriesAxis(1, 4).neighbour(1, 3))
                .hasMessageContaining("at least 7");
    }

    /** Blobs that move to the right and down, with noise of their own in each frame. */
    private static PlaneSource moving(int dx, int dy, double noise) {
        Random random = new Random(5);
        int side = 96;
        double[][] blobs = new double[40][];
        for (int b = 0; b < blobs.length; b++)
            blobs[b] = new double[] {200 * random.nextDouble(), 200 * random.nextDouble()};
        ImageStack stack = new ImageStack(side, side);
        for (int t = 0; t < 7; t++) {
            float[] pixels = new float[side * side];
            for (int i = 0; i < pixels.length; i++) {
                double value = 100 + noise * random.nextGaussian();
                for (double[] blob : blobs) {
                    double x = i % side - blob[0] + 60 - dx * t;
                    double y = i / side - blob[1] + 60 - dy * t;
                    value += 80 * Math.exp(-(x * x + y * y) / 18);
                }
                pixels[i] = (float) value;
            }
            stack.addSlice(new FloatProcessor(side, side, pixels));
        }
        return new ImagePlusPlanes(new ImagePlus("moving", stack));
    }

    @ParameterizedTest(name = "{0}, {1} px a frame")
    @CsvSource({"3, -2", "0, 1", "0, 0"})
    void undoesADriftOfWholePixels(int dx, int dy) throws IOException {
        PlaneSource image = moving(dx, dy, 4);
        Neighbours neighbours = new Neighbours(image, new SeriesAxis(1, 7), DISTANCES);
        Pixels own = image.read(3);
        for (Pixels other : neighbours.of(3))
            for (int y = 20; y < 76; y++) {
                float[] line = new float[56];
                float[] expected = new float[56];
                other.get(20, y, 56, line);
                own.get(20, y, 56, expected);
                double squares = 0;
                for (int i = 0; i < 56; i++) squares += Math.pow(line[i] - expected[i], 2) / 56;
                // Noise of both; an error of a pixel would be several times that.
                assertThat(Math.sqrt(squares)).isLessThan(9);
            }
        assertThat(neighbours.longestStep() > 0.75).isEqualTo(dx != 0 || dy != 0);
    }

    @Test
    void takesNoiseForNoDrift() throws IOException {
        Random random = new Random(8);
        ImageStack stack = new ImageStack(40, 30);
        for (int t = 0; t < 5; t++) {
            float[] pixels = new float[1200];
            for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextGaussian();
            stack.addSlice(new FloatProcessor(40, 30, pixels));
        }
        PlaneSource image = new ImagePlusPlanes(new ImagePlus("noise", stack));
        Neighbours neighbours = new Neighbours(image, new SeriesAxis(1, 5), DISTANCES);
        List<Pixels> around = neighbours.of(0);
        assertThat((float[]) around.get(0).array()).isSameAs(image.read(2).array());
        assertThat((float[]) around.get(2).array()).isSameAs(image.read(1).array());
    }

    @Test
    void keepsTheLastPlanesOnly() throws IOException {
        int[] reads = {0};
        PlaneSource image = moving(0, 0, 1);
        RecentPlanes recent =
                new RecentPlanes(
                        new org.mulligan.image.plane.ForwardingPlanes() {
                            @Override
                            public PlaneSource image() {
                                return image;
                            }

                            @Override
                            public Pixels read(int plane) throws IOException {
                                reads[0]++;
                                return image.read(plane);
                            }
                        },
                        3);
        for (int plane : new int[] {0, 1, 2, 0, 1, 2, 3, 2, 3, 0}) recent.read(plane);
        assertThat(reads[0]).isEqualTo(5);
    }
}

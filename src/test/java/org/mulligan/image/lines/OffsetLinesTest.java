package org.mulligan.image.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mulligan.image.plane.Pixels;

class OffsetLinesTest {
    private static Pixels plane(int width, int height, double rows, double columns, long seed) {
        Random random = new Random(seed);
        float[] values = new float[width * height];
        double[] ofColumns = new double[width];
        for (int x = 0; x < width; x++) ofColumns[x] = 10 * columns * random.nextGaussian();
        for (int y = 0; y < height; y++) {
            double offset = 10 * rows * random.nextGaussian();
            for (int x = 0; x < width; x++)
                values[y * width + x] =
                        (float) (500 + offset + ofColumns[x] + 10 * random.nextGaussian());
        }
        return new Pixels.Floats(values, width, height);
    }

    /** Standard deviation of the means of the rows, in parts of the noise's. */
    private static double rows(Pixels pixels) {
        double[] means = new double[pixels.height()];
        float[] row = new float[pixels.width()];
        for (int y = 0; y < means.length; y++) {
            pixels.get(0, y, row.length, row);
            for (float value : row) means[y] += value / row.length;
        }
        return deviation(means) / 10;
    }

    private static double columns(Pixels pixels) {
        double[] means = new double[pixels.width()];
        float[] row = new float[pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            pixels.get(0, y, row.length, row);
            for (int x = 0; x < row.length; x++) means[x] += row[x] / pixels.height();
        }
        return deviation(means) / 10;
    }

    private static double deviation(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        return Math.sqrt(squares / values.length - Math.pow(sum / values.length, 2));
    }

    @ParameterizedTest(name = "{0} x {1} px, rows of {2} and columns of {3} of the noise")
    @CsvSource({
        "256, 256, 0.3, 0",
        "256, 256, 1, 0",
        "301, 199, 0.3, 0.3",
        "1100, 900, 0, 1",
        "2048, 1024, 1, 0.3"
    })
    void theOffsetsOfLinesAreTakenOut(int width, int height, double rows, double columns) {
        Pixels plane = plane(width, height, rows, columns, 3);
        OffsetLines lines = new OffsetLines(true);
        Pixels level = lines.level(0, plane);
        assertThat(rows(level)).isLessThan(0.15);
        assertThat(columns(level)).isLessThan(0.15);
        assertThat(mean(level)).isCloseTo(mean(plane), within(0.01));
        assertThat(lines.isEmpty()).isFalse();
        assertThat(lines.notes())
                .singleElement()
                .asString()
                .matches(note -> note.contains("rows") == rows > 0)
                .matches(note -> note.contains("columns") == columns > 0);
    }

    private static double mean(Pixels pixels) {
        double sum = 0;
        for (float value : pixels.all()) sum += value;
        return sum / pixels.width() / pixels.height();
    }

    @Test
    void aPlaneWithoutIsItself() {
        OffsetLines lines = new OffsetLines(true);
        for (int seed = 0; seed < 5; seed++) {
            Pixels plane = plane(300, 280, 0, 0, seed);
            assertThat(lines.level(seed, plane)).isSameAs(plane);
        }
        assertThat(lines.isEmpty()).isTrue();
        assertThat(lines.notes()).isEmpty();
        Pixels offset = plane(300, 280, 1, 0, 1);
        assertThat(new OffsetLines(false).level(0, offset)).isSameAs(offset);
    }

    @Test
    void eachPlaneHasItsOwnAndTheNoteCountsThem() {
        OffsetLines lines = new OffsetLines(true);
        for (int plane = 0; plane < 40; plane++)
            lines.level(plane, plane(128, 320, plane % 2, 0, plane));
        // Those of the first are not kept any more, and are found again.
        assertThat(rows(lines.level(1, plane(128, 320, 1, 0, 1)))).isLessThan(0.2);
        assertThat(lines.notes().get(0)).contains("in 20 of 40 planes");
    }
}

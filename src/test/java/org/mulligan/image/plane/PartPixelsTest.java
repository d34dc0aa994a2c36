package org.mulligan.image.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartPixelsTest {
    /** Planes whose pixel (x, y) is 7 x + 3 y + the plane's number, which count what is read. */
    private static final class Counted implements PlanesByPart {
        private final int[] piece;
        private long read;

        Counted(int... piece) {
            this.piece = piece;
        }

        @Override
        public Object read(int plane, int left, int top, int width, int height) {
            read += (long) width * height;
            short[] pixels = new short[width * height];
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    pixels[y * width + x] = (short) (7 * (left + x) + 3 * (top + y) + plane);
            return pixels;
        }

        @Override
        public int[] piece() {
            return piece;
        }

        @Override
        public boolean areLarge() {
            return true;
        }
    }

    private static PartPixels plane(Counted planes, int width, int height) throws IOException {
        return new PartPixels(planes, "counted", 2, width, height, 16, new PartPixels.Kept());
    }

    @ParameterizedTest(name = "pieces of {0} x {1} px")
    @CsvSource({"256, 256", "1024, 1024", "3000, 1", "3000, 2000", "16, 4000", "700, 90"})
    void readEachPartOnceWhereRowsFollowOneAnother(int wide, int high) throws IOException {
        Counted counted = new Counted(wide, high);
        PartPixels plane = plane(counted, 3000, 2000);
        float[] row = new float[3000];
        for (int y = 0; y < 2000; y++) {
            plane.get(0, y, 3000, row);
            for (int x = 0; x < 3000; x += 111)
                assertThat(row[x]).isEqualTo((7 * x + 3 * y + 2) & 0xffff);
        }
        assertThat(counted.read).isEqualTo(3000L * 2000);
    }

    @Test
    void keepNoMoreThanAPartOfTheMemory() throws IOException {
        Counted counted = new Counted(512, 512);
        // 288 MB, more than is ever kept.
        PartPixels plane = plane(counted, 12_000, 12_000);
        float[] pixel = new float[1];
        for (int twice = 0; twice < 2; twice++)
            for (int y = 0; y < 12_000; y += 512)
                for (int x = 0; x < 12_000; x += 512) plane.get(x, y, 1, pixel);
        assertThat(counted.read).isEqualTo(2 * 144_000_000L);
    }

    @Test
    void refuseAPieceThatDoesNotFit() {
        assertThatThrownBy(() -> plane(new Counted(46_000, 46_000), 46_000, 46_000))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("\"counted\"", "46000 x 46000 px", "-Xmx");
    }
}

package org.mulligan.image.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePixelsTest {
    @TempDir private Path folder;

    @ParameterizedTest(name = "{0} bit")
    @ValueSource(ints = {8, 16, 32})
    void holdWhatAnArrayHolds(int bitDepth) throws IOException {
        Pixels array = Pixels.blank(bitDepth, 31, 17);
        Path file = folder.resolve("plane");
        Random random = new Random(bitDepth);
        try (FilePixels pixels = new FilePixels(file, 31, 17, bitDepth)) {
            for (int i = 0; i < 200; i++) {
                int x = random.nextInt(31);
                float[] some = new float[1 + random.nextInt(31 - x)];
                for (int k = 0; k < some.length; k++)
                    some[k] = (float) (random.nextGaussian() * (1 << Math.min(bitDepth, 17)));
                int y = random.nextInt(16);
                assertThat(pixels.set(x, y, some.length, some))
                        .isEqualTo(array.set(x, y, some.length, some));
            }
            assertThat(pixels.all()).isEqualTo(array.all());
            assertThat(pixels.rows(3, 14).array()).isEqualTo(array.rows(3, 14).array());
        }
        // The last row was never written: the file ends before.
        try (FilePixels again = new FilePixels(file, 31, 17, bitDepth)) {
            assertThat(again.all()).isEqualTo(array.all());
            assertThat(again.part(0, 16, 31, 1)).containsOnly(0);
        }
    }
}

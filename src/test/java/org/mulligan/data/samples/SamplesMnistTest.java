package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** MNIST's 60,000 digits, where they lie beside the project. */
class SamplesMnistTest {
    private static Samples open(int size, Fit fit) throws IOException {
        Path folder =
                Path.of(
                        Optional.ofNullable(System.getenv("MULLIGAN_DATA"))
                                .orElse("../shared/data"),
                        "mnist_idx");
        assumeThat(folder).as("shared data, see MULLIGAN_DATA").isDirectory();
        return Samples.open(
                folder.resolve("train-images-idx3-ubyte.gz"),
                Optional.of(folder.resolve("train-labels-idx1-ubyte.gz").toString()),
                size,
                1,
                fit,
                1,
                line -> {});
    }

    @Test
    void opensQuicklyAndHoldsItsBytes() throws IOException {
        open(28, Fit.REFUSE);
        System.gc();
        long before = used();
        long start = System.nanoTime();
        Samples set = open(28, Fit.REFUSE);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.gc();
        long held = used() - before;

        assertThat(set.count()).isEqualTo(59_000);
        assertThat(set.heldOutCount()).isEqualTo(1000);
        assertThat(set.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(set.low()).isZero();
        assertThat(set.high()).isEqualTo(255);
        assertThat(set.notes()).anyMatch(note -> note.contains("1 (6742)"));
        assertThat(held).as("bytes held").isLessThan(56_000_000L);
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        // Ones have little ink, noughts have much.
        SampleBatch batch = set.some(2000, 1);
        double[] ink = new double[10];
        int[] count = new int[10];
        for (int i = 0; i < 2000; i++) {
            count[batch.labels()[i]]++;
            for (int p = 0; p < 784; p++) ink[batch.labels()[i]] += batch.images()[784 * i + p] + 1;
        }
        assertThat(ink[0] / count[0]).isGreaterThan(1.8 * ink[1] / count[1]);
    }

    @Test
    void isEnlargedTo32Pixels() throws IOException {
        Samples set = open(32, Fit.SCALE);
        assertThat(set.batch(64, 3).images()).hasSize(64 * 32 * 32);
        assertThat(set.batch(64, 3).labels()).hasSize(64);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

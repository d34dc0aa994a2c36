package org.mulligan.noise.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    private static final int WIDTH = 97;
    private static final int HEIGHT = 83;

    /** Blobs whose every plane keeps a share of the one before, with noise. */
    private static List<float[]> series(
            int planes, double kept, double signal, double noise, boolean lines, long seed) {
        Random random = new Random(seed);
        List<float[]> frames = new ArrayList<>();
        float[] blobs = blobs(random);
        for (int t = 0; t < planes; t++) {
            float[] others = blobs(random);
            float[] frame = new float[WIDTH * HEIGHT];
            double row = 0;
            for (int i = 0; i < frame.length; i++) {
                if (t > 0)
                    blobs[i] = (float) (kept * blobs[i] + Math.sqrt(1 - kept * kept) * others[i]);
                if (i % WIDTH == 0) row = lines ? 2 * noise * random.nextGaussian() : 0;
                frame[i] = (float) (100 + signal * blobs[i] + noise * random.nextGaussian() + row);
            }
            frames.add(frame);
        }
        return frames;
    }

    private static float[] blobs(Random random) {
        float[] field = new float[WIDTH * HEIGHT];
        for (int b = 0; b < 60; b++) {
            double x = WIDTH * random.nextDouble();
            double y = HEIGHT * random.nextDouble();
            double height = random.nextGaussian() * 3;
            for (int i = 0; i < field.length; i++) {
                double distance = Math.hypot(i % WIDTH - x, i / WIDTH - y);
                if (distance < 15) field[i] += height * Math.exp(-distance * distance / 18);
            }
        }
        return field;
    }

    @ParameterizedTest(name = "{0} planes that keep {1}, signal {2}, noise {3}, lines {4}: {5}")
    @CsvSource({
        "12, 1, 5, 5, false, true",
        "12, 1, 3, 15, false, true",
        "12, 0.95, 5, 10, true, true",
        "12, 0.3, 5, 5, false, false",
        "12, 0, 5, 5, false, false",
        "12, 1, 0, 5, false, false",
        "9, 1, 5, 5, false, false",
        "2, 1, 5, 5, false, false"
    })
    void isAlikeWhereNeighboursShowTheSame(
            int planes, double kept, double signal, double noise, boolean lines, boolean alike) {
        Likeness found = Likeness.of(series(planes, kept, signal, noise, lines, 4), WIDTH, HEIGHT);
        assertThat(found.isAlike()).as(found.toString()).isEqualTo(alike);
    }

    @Test
    void slowLightAloneIsNoStructure() {
        Random random = new Random(3);
        List<float[]> frames = new ArrayList<>();
        for (int t = 0; t < 12; t++) {
            float[] frame = new float[WIDTH * HEIGHT];
            for (int i = 0; i < frame.length; i++)
                frame[i] = (float) (100 + 0.02 * (i % WIDTH) + 20 * random.nextGaussian());
            frames.add(frame);
        }
        assertThat(Likeness.of(frames, WIDTH, HEIGHT).isAlike()).isFalse();
    }
}

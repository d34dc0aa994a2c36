package org.mulligan.noise.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static List<float[]> frames(int count) {
        Random random = new Random(2);
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] frame = new float[35];
            for (int j = 0; j < frame.length; j++)
                frame[j] = (float) Math.rint(100 + 9 * random.nextGaussian());
            frames.add(frame);
        }
        return frames;
    }

    @Test
    void framesOfTheirOwnAreNotNamed() {
        assertThat(Frames.of(frames(8), 1)).isEqualTo(new Frames(List.of(), List.of(), List.of()));
    }

    @Test
    void namesBlankOnesCopiesAndThoseBetween() {
        List<float[]> frames = frames(10);
        Arrays.fill(frames.get(2), 7);
        Arrays.fill(frames.get(3), 7);
        frames.set(6, frames.get(5).clone());
        for (int i = 0; i < 35; i++)
            frames.get(8)[i] = (float) Math.rint((frames.get(7)[i] + frames.get(9)[i]) / 2);
        assertThat(Frames.of(frames, 1))
                .isEqualTo(new Frames(List.of(2, 3), List.of(6), List.of(8)));
    }

    @Test
    void onePixelOfItsOwnMakesAFrame() {
        List<float[]> frames = frames(3);
        frames.set(1, frames.get(0).clone());
        frames.get(1)[34]++;
        assertThat(Frames.of(frames, 1).copies()).isEmpty();
        Arrays.fill(frames.get(2), Float.NaN);
        assertThat(Frames.of(frames, 1).blank()).containsExactly(2);
    }
}

package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SymmetriesTest {
    /** Of 1 2 / 3 4: as it is, its three quarter turns, and the same of its mirror image. */
    @Test
    void turnsASquareInEachOfItsEightWays() {
        Set<List<Float>> found = new TreeSet<>(java.util.Comparator.comparing(List::toString));
        for (int step = 0; step < 200; step++) {
            SampleBatch batch = new SampleBatch(step, new float[] {1, 2, 3, 4}, new int[] {5});
            SampleBatch turned = Symmetries.turn(batch, 2, 1, 7);
            List<Float> image = new ArrayList<>();
            for (float value : turned.images()) image.add(value);
            found.add(image);
            assertThat(turned.labels()).containsExactly(5);
            assertThat(turned.step()).isEqualTo(step);
            assertThat(batch.images()).containsExactly(1, 2, 3, 4);
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        List.of(1f, 2f, 3f, 4f),
                        List.of(3f, 1f, 4f, 2f),
                        List.of(4f, 3f, 2f, 1f),
                        List.of(2f, 4f, 1f, 3f),
                        List.of(2f, 1f, 4f, 3f),
                        List.of(3f, 4f, 1f, 2f),
                        List.of(1f, 3f, 2f, 4f),
                        List.of(4f, 2f, 3f, 1f));
    }

    /** Each image in a way of its own, its colours together; the same ones for the same step. */
    @Test
    void keepsTheChannelsOfAPixelTogether() {
        int count = 40;
        float[] images = new float[count * 9 * 2];
        for (int i = 0; i < images.length; i++) images[i] = (i / 2) + (i % 2) * 1000;
        SampleBatch batch = new SampleBatch(3, images, new int[0]);
        float[] turned = Symmetries.turn(batch, 3, 2, 7).images();
        int changed = 0;
        for (int image = 0; image < count; image++) {
            Set<Float> pixels = new TreeSet<>();
            for (int i = image * 18; i < image * 18 + 18; i += 2) {
                assertThat(turned[i + 1]).isEqualTo(turned[i] + 1000);
                pixels.add(turned[i]);
            }
            assertThat(pixels).hasSize(9);
            assertThat(((TreeSet<Float>) pixels).first()).isEqualTo(image * 9);
            // The pixel in the middle stays.
            assertThat(turned[image * 18 + 8]).isEqualTo(image * 9 + 4);
            if (turned[image * 18] != image * 9) changed++;
        }
        assertThat(changed).isBetween(20, 39);
        assertThat(Symmetries.turn(batch, 3, 2, 7).images()).isEqualTo(turned);
        assertThat(Symmetries.turn(batch, 3, 2, 8).images()).isNotEqualTo(turned);
    }
}

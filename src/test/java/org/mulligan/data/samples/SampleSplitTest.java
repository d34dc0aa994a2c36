package org.mulligan.data.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleSplitTest {
    /** Images of one class, as many from each file. */
    private static List<SampleImage> images(int files, int each) {
        List<SampleImage> images = new ArrayList<>();
        for (int file = 0; file < files; file++)
            for (int number = 1; number <= each; number++)
                images.add(
                        new SampleImage(
                                Path.of("field" + (char) ('a' + file) + ".tif"),
                                number,
                                "nucleus",
                                List.of(),
                                0,
                                8,
                                8));
        return images;
    }

    /** A tenth of four is less than a file of two, but half of the class is left to learn from. */
    @Test
    void aWholeFileIsHeldBackThoughItHasHalfOfAClass() {
        SampleSplit split = SampleSplit.of(images(2, 2), 1);
        assertThat(split.byFile()).isTrue();
        assertThat(split.held().cardinality()).isEqualTo(2);
        assertThat(split.held().nextSetBit(0) % 2).isZero();
    }

    /** Rounded: 2.6, 2.4 and 0.2, of which at least one. */
    @Test
    void aTenthIsHeldBack() {
        assertThat(SampleSplit.of(images(26, 1), 1).held().cardinality()).isEqualTo(3);
        assertThat(SampleSplit.of(images(24, 1), 1).held().cardinality()).isEqualTo(2);
        assertThat(SampleSplit.of(images(2, 1), 1).held().cardinality()).isEqualTo(1);
    }
}

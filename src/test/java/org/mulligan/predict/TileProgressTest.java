package org.mulligan.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.mulligan.engine.Pace;
import org.mulligan.engine.Progress;

class TileProgressTest {
    private long now;
    private final List<String> log = new ArrayList<>();
    private final List<String> status = new ArrayList<>();

    private final Progress progress =
            new Progress() {
                @Override
                public void log(String line) {
                    log.add(line);
                }

                @Override
                public void update(String what, double fraction, double secondsLeft) {
                    status.add(
                            String.format(
                                    Locale.ROOT, "%s: %.2f, %.0f s", what, fraction, secondsLeft));
                }
            };

    /** Ten seconds for the first block, two for each other; two planes of three blocks. */
    @Test
    void ofBlocksThePlaneTheBlockAndTheTimeAreToldFromTheFirstOn() {
        TileProgress done = new TileProgress(progress, 6, "Denoising", new Pace(() -> now), 3);
        now = 10_000_000_000L;
        done.tileDone();
        for (int block = 1; block < 6; block++) {
            now += 2_000_000_000L;
            done.tileDone();
        }
        assertThat(status)
                .containsExactly(
                        "Denoising plane 1 of 2, block 1 of 3: 0.17, 50 s",
                        "Denoising plane 1 of 2, block 2 of 3: 0.33, 40 s",
                        "Denoising plane 1 of 2, block 3 of 3: 0.50, 6 s",
                        "Denoising plane 2 of 2, block 1 of 3: 0.67, 4 s",
                        "Denoising plane 2 of 2, block 2 of 3: 0.83, 2 s",
                        "Denoising plane 2 of 2, block 3 of 3: 1.00, 0 s");
        assertThat(log)
                .containsExactly(
                        "The first of 6 blocks is done; about 50 s to go at most, as an engine's first is its slowest",
                        "1 of 2 planes done; about 6 s to go");
    }

    @Test
    void otherTilesAreToldOnceTheirTimeIsKnown() {
        TileProgress done = new TileProgress(progress, 4, "Restoring", new Pace(() -> now));
        for (int tile = 0; tile < 4; tile++) {
            now += 3_000_000_000L;
            done.tileDone();
        }
        assertThat(status)
                .containsExactly(
                        "Restoring: 0.25, -1 s",
                        "Restoring: 0.50, -1 s",
                        "Restoring: 0.75, 3 s",
                        "Restoring: 1.00, 0 s");
        assertThat(log).containsExactly("3 of 4 tiles done; about 3 s to go");
    }
}

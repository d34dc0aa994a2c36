package org.mulligan.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mulligan.engine.Progress;
import org.mulligan.service.restore.Simulating;
import org.scijava.Context;

/** Long work on folders that needs no engine stops when it is asked to. */
class StoppingTest {
    @TempDir private Path folder;
    private final Context context = new Context(MulliganService.class);
    private final MulliganService mulligan = context.service(MulliganService.class);

    /** Wants to stop once it has been told of progress so often. */
    private static final class Impatient implements Progress {
        private final int patience;
        private int told;

        Impatient(int patience) {
            this.patience = patience;
        }

        @Override
        public void update(String what, double fraction, double secondsLeft) {
            told++;
        }

        @Override
        public boolean cancelled() {
            return told >= patience;
        }
    }

    @AfterEach
    void stop() {
        context.dispose();
    }

    private static Simulating.Plan images(int count) {
        return new Simulating.Plan(count, 32, 1, "cells", Optional.empty(), Optional.empty(), 1);
    }

    @Test
    void simulatingStopsAfterAnImageAndKeepsWhatIsThere() {
        assertThatThrownBy(() -> mulligan.simulate(folder, images(10), new Impatient(3)))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.toFile().list()).hasSize(4);
    }

    @Test
    void comparingStopsAfterAnImage() throws Exception {
        mulligan.simulate(folder, images(4), Progress.SILENT);
        Impatient watcher = new Impatient(2);
        assertThatThrownBy(
                        () ->
                                mulligan.evaluate(
                                        List.of(folder),
                                        folder,
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        line -> {},
                                        watcher))
                .isInstanceOf(CancellationException.class);
        assertThat(watcher.told).isEqualTo(2);
    }
}

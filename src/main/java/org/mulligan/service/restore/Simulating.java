package org.mulligan.service.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingPlan;

/** Makes images to try things with; see {@link org.mulligan.service.MulliganService#simulate}. */
public final class Simulating {
    private Simulating() {}

    public static void run(
            Path folder,
            int count,
            int size,
            Optional<TrainingPlan.Range> photons,
            long seed,
            Progress progress)
            throws IOException {
        IntConsumer done =
                made -> {
                    if (progress.cancelled()) throw new CancellationException("Cancelled");
                    progress.update("Simulating", made / (double) count, -1);
                };
        if (photons.isEmpty()) Simulator.write(folder, count, size, seed, done);
        else
            SimulatedPairs.write(
                    folder, count, size, seed, photons.get().low(), photons.get().high(), done);
        progress.log(
                "%d %s of %d x %d px in %s"
                        .formatted(
                                count, photons.isEmpty() ? "images" : "pairs", size, size, folder));
    }
}

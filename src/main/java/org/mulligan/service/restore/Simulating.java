package org.mulligan.service.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.mulligan.data.degradation.Degradation;
import org.mulligan.data.simulation.SimulatedPairs;
import org.mulligan.data.simulation.Simulator;
import org.mulligan.data.simulation.Structures;
import org.mulligan.data.simulation.Volumes;
import org.mulligan.engine.Progress;
import org.mulligan.engine.TrainingPlan;

/** Makes images to try things with; see {@link org.mulligan.service.MulliganService#simulate}. */
public final class Simulating {
    private Simulating() {}

    /**
     * What is simulated.
     *
     * @param count images, 1 or more
     * @param size side of the square images, px, 32 or more
     * @param depth planes of each image, 1 or more; volumes show {@link Structures#CELLS}
     * @param structures what they show, a word of {@link Structures}
     * @param photons empty: clean images only; else folders {@code clean} and {@code noisy} with
     *     peak photon counts drawn from this range
     * @param noise name of a {@link Degradation} for denoisers, which makes the noisy images in 32
     *     bits; empty: a 16-bit camera with shot noise and a read noise of 1 photon
     * @param seed all randomness comes from it
     */
    public record Plan(
            int count,
            int size,
            int depth,
            String structures,
            Optional<TrainingPlan.Range> photons,
            Optional<String> noise,
            long seed) {
        public Plan {
            if (count < 1)
                throw new IllegalArgumentException("count must be 1 or more, got " + count);
            if (depth < 1)
                throw new IllegalArgumentException("depth must be 1 plane or more, got " + depth);
            if (depth > 1 && Structures.of(structures) != Structures.CELLS)
                throw new IllegalArgumentException(
                        "Volumes show filaments, nuclei and vesicles in cells: with depth=%d give structures=cells, or depth=1 with structures=%s"
                                .formatted(depth, structures));
            Structures.of(structures);
            if (noise.isPresent() && photons.isEmpty())
                throw new IllegalArgumentException(
                        "noise=%s needs photons, a number or a range such as 3-300"
                                .formatted(noise.get()));
        }
    }

    /**
     * @param noise what the plan names, if it does
     */
    public static void run(Path folder, Plan plan, Optional<Degradation> noise, Progress progress)
            throws IOException {
        int count = plan.count;
        int size = plan.size;
        Optional<TrainingPlan.Range> photons = plan.photons;
        Structures structures = Structures.of(plan.structures);
        IntConsumer done =
                made -> {
                    if (progress.cancelled()) throw new CancellationException("Cancelled");
                    progress.update("Simulating", made / (double) count, -1);
                };
        if (photons.isEmpty())
            Simulator.write(folder, structures, count, size, plan.depth, plan.seed, done);
        else {
            SimulatedPairs pairs =
                    new SimulatedPairs(
                            structures,
                            size,
                            plan.depth,
                            plan.seed,
                            photons.get().low(),
                            photons.get().high());
            if (noise.isEmpty()) pairs.write(folder, count, done);
            else pairs.write(folder, count, noise.get(), done);
        }
        progress.log(
                "%d %s of %s in %s"
                        .formatted(
                                count,
                                photons.isEmpty() ? "images" : "pairs",
                                plan.depth == 1
                                        ? "%d x %d px".formatted(size, size)
                                        : "%d planes of %d x %d px, %.1f um a pixel and %.1f um a plane"
                                                .formatted(
                                                        plan.depth,
                                                        size,
                                                        size,
                                                        Volumes.PIXEL,
                                                        Volumes.STEP),
                                folder));
    }
}

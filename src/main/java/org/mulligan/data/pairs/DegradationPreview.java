package org.mulligan.data.pairs;

import java.util.ArrayList;
import java.util.List;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.image.intensity.Normalisation;

/** What a training that has clean images only would learn from. */
public final class DegradationPreview {
    private DegradationPreview() {}

    /**
     * Exposures of one clean plane as a training draws them: each with its own photons, camera and,
     * where the plane is larger than 512 px, window.
     *
     * @param target {@code width * height} intensities, not modified
     * @return {@code count} planes of one size, normalised as a network would see them
     * @throws IllegalArgumentException when {@code target} is constant
     */
    public static List<Plane> expose(
            String name,
            float[] target,
            int width,
            int height,
            int count,
            Exposer exposer,
            long seed) {
        Normalisation range = DegradedPlanes.darkToBright(List.of(target));
        List<Plane> exposures = new ArrayList<>();
        for (int i = 0; i < count; i++)
            exposures.add(
                    exposer.expose(
                            name, target, width, height, range, Seeds.MEMBER.stream(seed, i)));
        return exposures;
    }
}

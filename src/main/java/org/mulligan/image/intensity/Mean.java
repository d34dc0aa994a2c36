package org.mulligan.image.intensity;

import java.util.List;

/** The plain mean of pixels, summed in double precision in their order. */
public final class Mean {
    private Mean() {}

    /** Not a number where there are no values. */
    public static double of(float[] values) {
        return of(List.of(values));
    }

    /** Over all pixels of several planes. */
    public static double of(List<float[]> planes) {
        double sum = 0;
        long count = 0;
        for (float[] plane : planes) {
            for (float value : plane) sum += value;
            count += plane.length;
        }
        return sum / count;
    }
}

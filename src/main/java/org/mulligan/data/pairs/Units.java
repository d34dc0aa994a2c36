package org.mulligan.data.pairs;

import java.util.List;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Percentiles;

/** The intensities of an image that become 0 and 1. */
public final class Units {
    private static final int MOST_SAMPLES = 1 << 22;

    private Units() {}

    /**
     * The units of a whole channel, as prediction finds them; of a long stack, from every so many
     * pixels.
     *
     * @param planes of one channel, of one size
     */
    public static Normalisation of(List<float[]> planes, double low, double high) {
        if (planes.size() == 1) return of(planes.get(0), low, high);
        int each = planes.get(0).length;
        int stride = (int) Math.ceil((double) each * planes.size() / MOST_SAMPLES);
        float[] samples = new float[planes.size() * ((each + stride - 1) / stride)];
        int count = 0;
        for (float[] plane : planes)
            for (int i = 0; i < each; i += stride) samples[count++] = plane[i];
        return of(samples, low, high);
    }

    /**
     * From percentiles; where they coincide, as in an image of a few photons on black, from the
     * smallest and the largest value; in a constant image, one step of a camera.
     *
     * @param values not modified
     */
    static Normalisation of(float[] values, double low, double high) {
        Percentiles percentiles = new Percentiles(values);
        double from = percentiles.at(low);
        double to = percentiles.at(high);
        if (to > from) return new Normalisation(from, to);
        double smallest = percentiles.at(0);
        double largest = percentiles.at(100);
        return new Normalisation(smallest, largest > smallest ? largest : smallest + 1);
    }
}

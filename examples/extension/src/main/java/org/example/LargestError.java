package org.example;

import org.mulligan.metric.Metric;
import org.scijava.plugin.Plugin;

/** The largest difference of any pixel, in the units of the images. */
@Plugin(type = Metric.class, name = "largest-error")
public final class LargestError implements Metric {
    @Override
    public double compare(float[] reference, float[] test, int width, int height) {
        double largest = 0;
        for (int i = 0; i < reference.length; i++)
            largest = Math.max(largest, Math.abs((double) test[i] - reference[i]));
        return largest;
    }
}

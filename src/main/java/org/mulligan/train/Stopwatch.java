package org.mulligan.train;

import java.io.IOException;
import java.util.Arrays;

/** Measures how long a step takes on this machine. */
public final class Stopwatch {
    private static final int WARM_UP = 4;
    private static final int MEASURED = 9;

    private Stopwatch() {}

    /** What is measured. */
    public interface Step {
        void run() throws IOException;
    }

    /** Median seconds. What the steps learn is not undone. */
    public static double median(Step step) throws IOException {
        for (int i = 0; i < WARM_UP; i++) step.run();
        double[] seconds = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            step.run();
            seconds[i] = (System.nanoTime() - start) * 1e-9;
        }
        Arrays.sort(seconds);
        return seconds[MEASURED / 2];
    }
}

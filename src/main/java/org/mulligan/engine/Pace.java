package org.mulligan.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How long pieces of work take that are alike, and so how long the rest will. The first piece does
 * not count: an engine starts in it and a graph is optimised. The median of the others is not moved
 * by one that had to wait.
 */
public final class Pace {
    /** Measured pieces without which nothing is said. */
    private static final int LEAST = 2;

    /** Of the newest only: a machine may become busy, or free. */
    private static final int MOST = 101;

    private final LongSupplier nanoseconds;
    private final Deque<Double> seconds = new ArrayDeque<>();
    private boolean warm;
    private double first;
    private long since;

    public Pace() {
        this(System::nanoTime);
    }

    /**
     * @param nanoseconds a clock
     */
    public Pace(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        since = nanoseconds.getAsLong();
    }

    /** A piece was done just now, and the next one begins. */
    public void done() {
        long now = nanoseconds.getAsLong();
        if (warm) seconds.addLast((now - since) * 1e-9);
        else first = (now - since) * 1e-9;
        if (seconds.size() > MOST) seconds.removeFirst();
        warm = true;
        since = now;
    }

    /** Whether enough was measured for an estimate. */
    public boolean isKnown() {
        return seconds.size() >= LEAST;
    }

    /**
     * The estimate.
     *
     * @param pieces that are left; need not be whole
     * @return negative while there is none
     */
    public double secondsLeft(double pieces) {
        return isKnown() ? Math.max(0, pieces) * median() : -1;
    }

    /**
     * What it takes if all pieces are as slow as the first one, which none is.
     *
     * @return negative before the first one is done
     */
    public double secondsAtMost(double pieces) {
        return warm ? Math.max(0, pieces) * first : -1;
    }

    /** Seconds of a piece. */
    private double median() {
        double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

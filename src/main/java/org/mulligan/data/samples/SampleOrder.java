package org.mulligan.data.samples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;

/**
 * In which order images come: each once an epoch, every epoch shuffled anew, one after the other
 * without end.
 */
final class SampleOrder {
    /** A batch reaches over the end of an epoch. */
    private static final int KEPT = 2;

    private final int count;
    private final long seed;
    private final Map<Long, int[]> epochs = new LinkedHashMap<>();

    SampleOrder(int count, long seed) {
        this.count = count;
        this.seed = seed;
    }

    /** Which image comes at {@code position}, counted from the first epoch's start. */
    synchronized int at(long position) {
        long epoch = position / count;
        int[] order = epochs.get(epoch);
        if (order == null) {
            order = shuffled(count, Seeds.SAMPLE_ORDER.stream(seed, epoch));
            if (epochs.size() >= KEPT) epochs.remove(epochs.keySet().iterator().next());
            epochs.put(epoch, order);
        }
        return order[(int) (position % count)];
    }

    /** 0 to {@code count - 1} in an order of the random numbers. */
    static int[] shuffled(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}

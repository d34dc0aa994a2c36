package org.mulligan.data.pairs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;

/**
 * Batches of consecutive steps without end, made ahead of their use on a thread of their own. The
 * batch of a step depends on the training set, its seed and the step only, bit for bit.
 */
public final class Batches implements AutoCloseable {
    private static final int AHEAD = 4;

    /** What the reading thread hands over: a batch, or what ended it. */
    private record Delivery(Batch batch, Throwable failure) {}

    private final BlockingQueue<Delivery> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader;
    private Throwable failure;
    private volatile boolean closed;

    Batches(Pool pool, Patches patches, int batch, long seed, long firstStep) {
        reader = new Thread(() -> read(pool, patches, batch, seed, firstStep), "Mulligan batches");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * The next step's batch; waits until it is read. The caller owns its arrays.
     *
     * @throws IOException if an image could not be read
     * @throws IllegalStateException after {@link #close()}
     */
    public Batch next() throws IOException {
        if (failure == null) {
            try {
                Delivery delivery = take();
                if (delivery.failure == null) return delivery.batch;
                failure = delivery.failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException)
                        new InterruptedIOException("Interrupted while waiting for images")
                                .initCause(e);
            }
        }
        if (failure instanceof Error error) throw error;
        throw new IOException(
                "Reading of the training images failed: " + failure.getMessage(), failure);
    }

    private Delivery take() throws InterruptedException {
        while (true) {
            if (closed) throw new IllegalStateException("The batches are closed");
            Delivery delivery = ready.poll(100, TimeUnit.MILLISECONDS);
            if (delivery != null) return delivery;
        }
    }

    /** Ends the reading thread. */
    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }

    private void read(Pool pool, Patches patches, int batch, long seed, long firstStep) {
        try {
            deliver(pool, patches, batch, seed, firstStep);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Pool pool, Patches patches, int batch, long seed, long firstStep)
            throws InterruptedException {
        try {
            for (long step = firstStep; !closed; step++) {
                RandomGenerator random = Seeds.PATCHES.stream(seed, step);
                Batch made = patches.draw(pool.at(step), batch, step, random);
                ready.put(new Delivery(made, null));
            }
        } catch (IOException | RuntimeException | Error e) {
            ready.put(new Delivery(null, e));
        }
    }
}

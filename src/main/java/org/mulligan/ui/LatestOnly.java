package org.mulligan.ui;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Works on requests one at a time on a thread of its own; of those that come in meanwhile only the
 * last is worked on.
 *
 * @param <R> a request
 */
final class LatestOnly<R> implements AutoCloseable {
    private final AtomicReference<R> waiting = new AtomicReference<>();
    private final ExecutorService thread;
    private final Consumer<R> work;

    /**
     * @param work throws nothing
     */
    LatestOnly(String name, Consumer<R> work) {
        this.work = work;
        thread =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread made = new Thread(task, name);
                            made.setDaemon(true);
                            return made;
                        });
    }

    /** Returns at once. */
    void ask(R request) {
        if (waiting.getAndSet(request) == null && !thread.isShutdown()) thread.execute(this::next);
    }

    private void next() {
        R request = waiting.getAndSet(null);
        if (request != null) work.accept(request);
    }

    /** What is being worked on is finished; nothing else is. */
    @Override
    public void close() {
        waiting.set(null);
        thread.shutdown();
    }
}

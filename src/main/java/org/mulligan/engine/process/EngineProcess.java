package org.mulligan.engine.process;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apposed.appose.Service;
import org.apposed.appose.Service.ResponseType;
import org.apposed.appose.TaskEvent;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.process.Messages.Alive;
import org.mulligan.engine.process.Messages.Failure;

/**
 * The engine's process while it lives, seen from the host. It is asked one thing at a time by a
 * thread, which waits here for the answer, for a sign of life, or for the end.
 */
final class EngineProcess implements AutoCloseable {
    /**
     * How long a silent process is waited for. Counted in looks at it rather than by the clock,
     * which goes on while a laptop sleeps.
     *
     * @param silence seconds without a sign of life after which it hangs
     * @param cancel seconds from a cancel to its answer
     */
    record Patience(double silence, double cancel) {
        static final Patience USUAL = new Patience(30, 3);
    }

    /** The process ended or hung, in the middle of an answer or before. */
    static final class DiedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient EngineProcessDeath death;

        DiedException(EngineProcessDeath death) {
            super(death.what());
            this.death = death;
        }

        EngineProcessDeath death() {
            return death;
        }
    }

    /**
     * What is asked.
     *
     * @param event takes what is told on the way, its kind and what belongs to it, on the asking
     *     thread
     * @param cancelled asked while waiting
     */
    record Question(
            String command,
            Map<String, Object> inputs,
            BiConsumer<String, Map<String, Object>> event,
            BooleanSupplier cancelled) {
        /** For what is not told to anybody. */
        static final BiConsumer<String, Map<String, Object>> UNHEARD = (kind, event) -> {};

        /** Whose answer comes at once. */
        Question(String command, Record inputs) {
            this(command, RecordCodec.encode(inputs), UNHEARD, () -> false);
        }

        /** Likewise, and needs to know nothing. */
        Question(String command) {
            this(command, Map.of(), UNHEARD, () -> false);
        }
    }

    private static final int LOOK_MS = 50;
    private static final int LAST_WORDS_MS = 1000;
    private static final String STDERR = "[WORKER-";
    private static final String NO_MESSAGE = "<INVALID> ";

    private final Service service;
    private final Patience patience;
    private final EngineLog log = new EngineLog(EngineLog.file());
    private final MemoryEvidence memory = new MemoryEvidence();
    private volatile boolean closed;

    private EngineProcess(EngineProcessLaunch launch, Patience patience) {
        this.patience = patience;
        service = new Service(null, launch.environment(), launch.command().toArray(String[]::new));
        service.debug(this::hear);
    }

    /**
     * Starts a process.
     *
     * @throws IOException when the system does not start it
     */
    static EngineProcess start(EngineProcessLaunch launch, Patience patience) throws IOException {
        EngineProcess worker = new EngineProcess(launch, patience);
        worker.log.begin("engine for process " + ProcessHandle.current().pid());
        IOException[] failure = new IOException[1];
        // The service's threads are daemons if the one that starts them is; else they would keep
        // the host alive for ever.
        Thread starter =
                new Thread(
                        () -> {
                            try {
                                worker.service.start();
                            } catch (IOException e) {
                                failure[0] = e;
                            }
                        },
                        "Mulligan starts its engine");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while the engine started");
        }
        if (failure[0] != null) throw failure[0];
        return worker;
    }

    private void hear(String line) {
        int at = line.indexOf("] ");
        if (line.startsWith(STDERR)) log.add(line.substring(at + 2));
        else if (line.startsWith(NO_MESSAGE, at + 2))
            log.add(line.substring(at + 2 + NO_MESSAGE.length()));
    }

    boolean isAlive() {
        return !closed && service.isAlive();
    }

    /**
     * Asks and waits.
     *
     * @return the answer
     * @throws IllegalArgumentException if the engine threw it; likewise the next three
     * @throws CancellationException also when a cancel was not answered in time; the process is
     *     ended then
     */
    Map<String, Object> ask(Question question) throws IOException, DiedException {
        if (!isAlive()) throw new DiedException(death());
        BlockingQueue<TaskEvent> events = new LinkedBlockingQueue<>();
        Service.Task task = service.task(question.command(), question.inputs());
        task.listen(events::add);
        task.start();
        return new Wait(question, task, events).answer();
    }

    /** One question on its way. */
    private final class Wait {
        private final Question question;
        private final Service.Task task;
        private final BlockingQueue<TaskEvent> events;
        private double silence;
        private long cancelled;
        private boolean stopping;

        Wait(Question question, Service.Task task, BlockingQueue<TaskEvent> events) {
            this.question = question;
            this.task = task;
            this.events = events;
        }

        Map<String, Object> answer() throws IOException, DiedException {
            while (true) {
                stopIfCancelled();
                TaskEvent event = next();
                if (event == null) {
                    look();
                } else if (event.responseType == ResponseType.CRASH) {
                    throw new DiedException(death());
                } else if (event.responseType == ResponseType.FAILURE) {
                    throw failure(event.info, task.error);
                } else if (event.responseType == ResponseType.COMPLETION) {
                    return task.outputs;
                } else {
                    silence = 0;
                    if (event.responseType == ResponseType.UPDATE) told(event);
                }
            }
        }

        private TaskEvent next() {
            try {
                return events.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
                throw new CancellationException("Interrupted");
            }
        }

        private void told(TaskEvent event) {
            switch (event.message) {
                case Messages.ALIVE ->
                        memory.free(RecordCodec.decode(Alive.class, event.info).free());
                case Messages.STOPPING -> stopping = true;
                default -> question.event().accept(event.message, event.info);
            }
        }

        private void look() throws DiedException {
            double look = LOOK_MS / 1e3;
            silence += look;
            if (!service.isAlive() && silence > LAST_WORDS_MS / 1e3)
                throw new DiedException(death());
            if (silence > patience.silence()) {
                kill();
                throw new DiedException(EngineProcessDeath.hung(silence, memory, log.tail()));
            }
        }

        private void stopIfCancelled() {
            if (stopping) return;
            if (cancelled == 0 && question.cancelled().getAsBoolean()) {
                cancelled = System.nanoTime();
                task.cancel();
            }
            if (cancelled != 0 && (System.nanoTime() - cancelled) * 1e-9 > patience.cancel()) {
                kill();
                throw new CancellationException(
                        "Stopped; the engine was in the middle of a step and was ended");
            }
        }
    }

    private static IOException failure(Map<String, Object> info, String text) {
        Failure failure =
                info == null
                        ? new Failure(Failure.Kind.OTHER, text)
                        : RecordCodec.decode(Failure.class, info);
        switch (failure.kind()) {
            case ARGUMENT -> throw new IllegalArgumentException(failure.message());
            case CANCELLED -> throw new CancellationException(failure.message());
            case TILE_MEMORY -> throw new OutOfTileMemoryException(failure.message(), null);
            case INPUT_OUTPUT -> {
                return new IOException(failure.message());
            }
            default -> throw new IllegalStateException(failure.message(), new RemoteTrace(text));
        }
    }

    /** The engine's own trace, for the log file. */
    private static final class RemoteTrace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RemoteTrace(String trace) {
            super("In the engine's process: " + trace, null, false, false);
        }
    }

    /** How it ended, once it did. */
    private EngineProcessDeath death() {
        try {
            int exitCode = service.waitFor();
            return closed
                    ? EngineProcessDeath.closed()
                    : EngineProcessDeath.ended(exitCode, memory, log.tail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        }
    }

    void kill() {
        closed = true;
        service.kill();
    }

    /** Lets it end by itself: it does when nobody writes to it any more. */
    @Override
    public void close() {
        closed = true;
        service.close();
    }
}

package org.mulligan.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apposed.appose.util.Types;
import org.mulligan.engine.DeviceChoice;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineSettings;
import org.mulligan.engine.OutOfTileMemoryException;
import org.mulligan.engine.RecordCodec;
import org.mulligan.engine.process.Messages;
import org.mulligan.engine.process.Messages.Alive;
import org.mulligan.engine.process.Messages.Failure;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The engine's process. It speaks Appose's protocol, a JSON object a line, over stdin and stdout,
 * and knows a fixed set of commands; Appose's own workers run scripts. It does one thing after the
 * other, tells every second that it is alive while it does, and ends with its host. A training then
 * stops as at a user's word: it leaves a checkpoint and a model.
 */
public final class WorkerMain {
    private static final int SIGN_OF_LIFE_MS = 1000;

    /** How long a training may take to keep what it has, once its host is gone. */
    private static final int KEEPING_MIN = 15;

    /** The same when the system ends this process, which it then does by force. */
    private static final int KEEPING_AT_THE_END_S = 60;

    /** The exit code of a process that the signal ended. */
    private static final int SIGTERM = 128 + 15;

    private final PrintStream answers;
    private final RequestHandler desk;
    private final ExecutorService work = Executors.newSingleThreadExecutor();

    private WorkerMain(PrintStream answers, RequestHandler desk) {
        this.answers = answers;
        this.desk = desk;
    }

    /**
     * @param arguments the device, and the most memory of a GPU in MB
     */
    public static void main(String[] arguments) {
        serve(
                new EngineSettings(
                        DeviceChoice.of(arguments[0]), 0, Integer.parseInt(arguments[1])),
                SameProcessEngine::new);
    }

    /** Serves until the host is gone; never returns. */
    static void serve(EngineSettings settings, Function<EngineSettings, Engine> start) {
        PrintStream answers = System.out;
        // Libraries print; stdout is for messages.
        System.setOut(System.err);
        ignoreInterrupts();
        WorkerMain worker =
                new WorkerMain(answers, new RequestHandler(() -> start.apply(settings)));
        worker.work.execute(worker.desk::warmUp);
        handle("TERM", signal -> new Thread(worker::endInOrder, "Mulligan ends").start());
        try (BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = questions.readLine(); line != null; line = questions.readLine())
                worker.take(Types.decode(line));
        } catch (IOException e) {
            e.printStackTrace(System.err);
        } finally {
            // The host is gone, and work for nobody must not go on; native code is not asked.
            worker.desk.stopTraining(TimeUnit.MINUTES.toSeconds(KEEPING_MIN));
            Runtime.getRuntime().halt(0);
        }
    }

    /** Ctrl-C goes to the terminal's whole group; what it means is for the host to say. */
    private static void ignoreInterrupts() {
        handle("INT", SignalHandler.SIG_IGN);
        handle("HUP", SignalHandler.SIG_IGN);
    }

    private static void handle(String signal, SignalHandler handler) {
        try {
            Signal.handle(new Signal(signal), handler);
        } catch (IllegalArgumentException e) {
            return; // Windows has no HUP.
        }
    }

    /** The system is shut down, or the session ended. */
    private void endInOrder() {
        desk.stopTraining(KEEPING_AT_THE_END_S);
        Runtime.getRuntime().halt(SIGTERM);
    }

    private void take(Map<String, Object> question) {
        String task = question.get("task").toString();
        if (question.get("requestType").equals("CANCEL")) {
            desk.cancel(task);
            return;
        }
        // From now on, as the engine may still be starting.
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
        heart.scheduleAtFixedRate(
                () -> tell(task, Messages.ALIVE, new Alive(desk.freeShare())),
                0,
                SIGN_OF_LIFE_MS,
                TimeUnit.MILLISECONDS);
        work.execute(() -> answer(task, question, heart));
    }

    @SuppressWarnings("unchecked") // JSON's maps have texts as keys.
    private void answer(String task, Map<String, Object> question, ScheduledExecutorService heart) {
        Map<String, Object> inputs = (Map<String, Object>) question.get("inputs");
        try {
            Record answer =
                    desk.work(
                            task,
                            question.get("script").toString(),
                            inputs,
                            (kind, info) -> tell(task, kind, info));
            say(task, "COMPLETION", Map.of("outputs", RecordCodec.encode(answer)));
        } catch (Throwable e) {
            // An OutOfMemoryError has ended the process before it comes here.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            Map<String, Object> info = RecordCodec.encode(new Failure(kind(e), message));
            say(task, "FAILURE", Map.of("error", trace.toString(), "info", info));
        } finally {
            heart.shutdownNow();
        }
    }

    private static Failure.Kind kind(Throwable failure) {
        if (failure instanceof IllegalArgumentException) return Failure.Kind.ARGUMENT;
        if (failure instanceof CancellationException) return Failure.Kind.CANCELLED;
        if (failure instanceof OutOfTileMemoryException) return Failure.Kind.TILE_MEMORY;
        if (failure instanceof IOException) return Failure.Kind.INPUT_OUTPUT;
        return Failure.Kind.OTHER;
    }

    private void tell(String task, String kind, Record info) {
        say(task, "UPDATE", Map.of("message", kind, "info", RecordCodec.encode(info)));
    }

    private synchronized void say(String task, String type, Map<String, Object> what) {
        Map<String, Object> message = new LinkedHashMap<>(what);
        message.put("task", task);
        message.put("responseType", type);
        answers.println(Types.encode(message));
        answers.flush();
    }
}

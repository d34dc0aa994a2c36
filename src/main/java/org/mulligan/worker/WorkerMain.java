package org.mulligan.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
import org.mulligan.engine.process.Wire;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The engine's process. It speaks Appose's protocol, a JSON object a line, over stdin and stdout,
 * and knows a fixed set of commands; Appose's own workers run scripts. It does one thing after the
 * other, tells every second that it is alive while it does, and ends with its host.
 */
public final class WorkerMain {
    private static final int SIGN_OF_LIFE_MS = 1000;

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
        try (BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = questions.readLine(); line != null; line = questions.readLine())
                worker.take(Types.decode(line));
        } catch (IOException e) {
            e.printStackTrace(System.err);
        } finally {
            // The host is gone, and work for nobody must not go on; native code is not asked.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Ctrl-C goes to the terminal's whole group; what it means is for the host to say. */
    private static void ignoreInterrupts() {
        for (String name : new String[] {"INT", "HUP"}) {
            try {
                Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
            } catch (IllegalArgumentException e) {
                continue; // Windows has no HUP.
            }
        }
    }

    private void take(Map<String, Object> question) {
        String task = Wire.text(question, "task");
        if (Wire.text(question, "requestType").equals("CANCEL")) desk.cancel(task);
        else work.execute(() -> answer(task, question));
    }

    @SuppressWarnings("unchecked") // JSON's maps have texts as keys.
    private void answer(String task, Map<String, Object> question) {
        Map<String, Object> inputs = (Map<String, Object>) question.get("inputs");
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
        heart.scheduleAtFixedRate(
                () -> tell(task, Wire.ALIVE, Wire.map("free", desk.freeShare())),
                0,
                SIGN_OF_LIFE_MS,
                TimeUnit.MILLISECONDS);
        try {
            Map<String, Object> outputs =
                    desk.work(
                            task,
                            Wire.text(question, "script"),
                            inputs,
                            (kind, info) -> tell(task, kind, info));
            say(task, "COMPLETION", Map.of("outputs", outputs));
        } catch (Throwable e) {
            // An OutOfMemoryError has ended the process before it comes here.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            Map<String, Object> info =
                    Wire.map(
                            "kind",
                            kind(e),
                            "message",
                            e.getMessage() == null ? e : e.getMessage());
            say(task, "FAILURE", Map.of("error", trace.toString(), "info", info));
        } finally {
            heart.shutdownNow();
        }
    }

    private static Wire.Failure kind(Throwable failure) {
        if (failure instanceof IllegalArgumentException) return Wire.Failure.ARGUMENT;
        if (failure instanceof CancellationException) return Wire.Failure.CANCELLED;
        if (failure instanceof OutOfTileMemoryException) return Wire.Failure.TILE_MEMORY;
        if (failure instanceof IOException) return Wire.Failure.INPUT_OUTPUT;
        return Wire.Failure.OTHER;
    }

    private void tell(String task, String kind, Map<String, Object> info) {
        say(task, "UPDATE", Map.of("message", kind, "info", info));
    }

    private synchronized void say(String task, String type, Map<String, Object> what) {
        Map<String, Object> message = Wire.map("task", task, "responseType", type);
        message.putAll(what);
        answers.println(Types.encode(message));
        answers.flush();
    }
}

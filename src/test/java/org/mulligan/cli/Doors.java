package org.mulligan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mulligan.ij1.MulliganPlugin;
import org.mulligan.service.EngineHere;
import org.mulligan.service.MulliganService;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** The command line and the line of a macro, with the engine in the test's process. */
final class Doors implements BeforeEachCallback, AfterEachCallback {
    private static final String MODELS = "mulligan.models";
    private static final int LONGEST_SECONDS = 120;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> words = new LinkedHashMap<>();
    private final String threadName = Thread.currentThread().getName();
    private final String models = System.getProperty(MODELS);
    private Context context;

    @Override
    public void beforeEach(ExtensionContext test) {
        context = EngineHere.start();
        MulliganPlugin.use(context);
        Interpreter.batchMode = true;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (models == null) System.clearProperty(MODELS);
        else System.setProperty(MODELS, models);
        Macro.setOptions(null);
        Thread.currentThread().setName(threadName);
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
        context.service(MulliganService.class).endEngine();
    }

    Context context() {
        return context;
    }

    /** From now on a word of a line stands for something else. */
    void put(String word, Object meaning) {
        words.put(word, meaning.toString());
    }

    /** The user's own models are here until the test ends. */
    void modelsIn(Path folder) {
        System.setProperty(MODELS, folder.toString());
    }

    String filled(String line) {
        String filled = line;
        for (var word : words.entrySet()) filled = filled.replace(word.getKey(), word.getValue());
        return filled;
    }

    /**
     * Runs a line as a shell would: words with spaces between them, or in double quotes.
     *
     * @return the exit code
     */
    int run(String line) {
        out.reset();
        err.reset();
        String[] parts = filled(line).split(" +(?=([^\"]*\"[^\"]*\")*[^\"]*$)");
        for (int i = 0; i < parts.length; i++) parts[i] = parts[i].replace("\"", "");
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(parts);
    }

    /**
     * Runs a line that must not fail.
     *
     * @return what it printed
     */
    String succeeds(String line) {
        assertThat(run(line)).as(this::err).isZero();
        return out();
    }

    /** What the last line printed. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What the last line said beside that. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** As {@code run("...", "...")} of a macro; the result is the active image afterwards. */
    ImagePlus macro(String command, ImagePlus active, String options) {
        // The name of a thread is how ImageJ knows that a macro runs on it.
        Thread.currentThread().setName("Run$_test");
        WindowManager.setTempCurrentImage(active);
        Macro.setOptions(filled(options));
        new MulliganPlugin().run(className(command));
        return WindowManager.getCurrentImage();
    }

    /** The same when no image is open. */
    ImagePlus macro(String command, String options) {
        return macro(command, null, options);
    }

    /**
     * Runs a macro that must not fail in a process of its own, without a display, as the launcher
     * does: ImageJ's dialogs are replaced before it starts.
     *
     * @param scratch a folder
     * @return what it printed
     */
    static String macroFile(Path scratch, String file, String argument)
            throws IOException, InterruptedException {
        JavaProcess macro =
                JavaProcess.run(
                        scratch,
                        LONGEST_SECONDS,
                        List.of(
                                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                                "-Dorg.bytedeco.javacpp.maxBytes=0",
                                "-Dmulligan.home=" + Path.of("").toAbsolutePath(),
                                Main.class.getName(),
                                "macro",
                                file,
                                argument));
        assertThat(macro.code()).as(macro.err()).isZero();
        return macro.out();
    }

    /**
     * Of a command.
     *
     * @param name its class, without the package
     */
    static String className(String name) {
        return MulliganPlugin.context().service(CommandService.class).getCommands().stream()
                .map(CommandInfo::getDelegateClassName)
                .filter(each -> each.startsWith("org.mulligan.") && each.endsWith("." + name))
                .findFirst()
                .orElseThrow();
    }
}

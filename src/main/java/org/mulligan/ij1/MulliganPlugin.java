package org.mulligan.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.door.CommandFailure;
import org.mulligan.door.CommandForm;
import org.mulligan.door.Door;
import org.mulligan.door.WatcherService;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.plugin.PluginService;

/**
 * The bridge from ImageJ's menus and macros to the commands, in ImageJ and in Fiji. It works on the
 * calling thread, because only there does a batch macro know its current image.
 */
public final class MulliganPlugin implements PlugIn {
    private static final int MESSAGE_COLUMNS = 90;

    /** A folder of files that failed has a line for each. */
    private static final int MESSAGE_LINES = 24;

    private static Context context;
    private static ClassLoader loader = MulliganPlugin.class.getClassLoader();

    /**
     * Adds what strangers offer; before the context starts, which looks once. (In ImageJ and Fiji
     * their jars lie in the plugins folder, where the context finds them.)
     *
     * @param jars or folders of classes
     * @throws IllegalStateException when it is too late
     */
    public static synchronized void extend(List<Path> jars) {
        if (context != null)
            throw new IllegalStateException(
                    "Extensions must be named before SciJava starts, got %s".formatted(jars));
        URL[] places = new URL[jars.size()];
        for (int i = 0; i < places.length; i++) places[i] = url(jars.get(i));
        loader = new URLClassLoader("extensions", places, loader);
    }

    private static URL url(Path jar) {
        try {
            return jar.toAbsolutePath().toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Starts SciJava once; in Fiji it is Fiji's. */
    public static synchronized Context context() {
        if (context != null) return context;
        Context host = isFiji() ? (Context) IJ.runPlugIn("org.scijava.Context", "") : null;
        if (host == null) {
            Thread.currentThread().setContextClassLoader(loader);
            host = new Context();
        }
        use(host);
        return context;
    }

    /** Uses a context that somebody else started. */
    public static synchronized void use(Context started) {
        context = started;
        if (IJ.getInstance() == null) return;
        watch(started.service(WatcherService.class), isFiji());
        CommandTable.addEarlierNames();
    }

    /** Fiji's users look for the task window, ImageJ's for the bar and the log: Fiji has both. */
    static void watch(WatcherService watchers, boolean taskWindow) {
        if (taskWindow) watchers.watchBesideTasks(ImageJWatcher::new);
        else watchers.watchWith(ImageJWatcher::new);
    }

    private static boolean isFiji() {
        return MulliganPlugin.class
                        .getClassLoader()
                        .getResource("net/imagej/legacy/LegacyService.class")
                != null;
    }

    /** The form of a command in a context, as menu and macro fill it in. */
    public static CommandForm form(Context context, String commandClass) {
        return form(context, commandClass, Door.IMAGEJ);
    }

    /** The form of a command in a context. */
    public static CommandForm form(Context context, String commandClass, Door door) {
        return new CommandForm(
                context.service(CommandService.class),
                context.service(ModuleService.class),
                context.service(PluginService.class),
                commandClass,
                door);
    }

    /**
     * Runs a command, with the macro's options if a macro called, else with a dialog.
     *
     * @param commandClass the command's class
     */
    @Override
    public void run(String commandClass) {
        run(commandClass, calledByMacro());
    }

    void run(String commandClass, boolean macro) {
        ImagePlus active = WindowManager.getCurrentImage();
        String options = Macro.getOptions();
        try {
            CommandForm form = form(context(), commandClass);
            ImageInputs images = new ImageInputs(form, active);
            if (macro)
                outputs(form, images, MacroOptions.parse(options)).forEach(UniqueTitle::show);
            else ask(form, images);
        } catch (CommandFailure | IllegalArgumentException | IllegalStateException e) {
            if (macro) IJ.error("Mulligan", e.getMessage());
            else tell(e.getMessage());
        }
    }

    /**
     * Whether a macro or a script called, through {@code IJ.run}. {@code IJ.isMacro()} says so too
     * while a macro runs on another thread, and then the menu would do without its dialog.
     */
    private static boolean calledByMacro() {
        return GraphicsEnvironment.isHeadless() || Macro.getOptions() != null || isCalledByRun();
    }

    /** Whether {@code IJ.run} is on the stack of this thread. */
    static boolean isCalledByRun() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.anyMatch(
                                        frame ->
                                                frame.getClassName().equals("ij.IJ")
                                                        && frame.getMethodName().equals("run")));
    }

    private static Module done(CommandForm form, ImageInputs images, Map<String, String> given) {
        Map<String, Object> values = new HashMap<>(form.values(given));
        values.putAll(images.resolve(given));
        return form.run(values);
    }

    /** Runs the command; its images are to be shown, and the last is then the active one. */
    private static List<ImagePlus> outputs(
            CommandForm form, ImageInputs images, Map<String, String> given) {
        Module module = done(form, images, given);
        List<ImagePlus> outputs = new ArrayList<>();
        // In the order in which they are declared; the map of outputs has one of chance.
        for (ModuleItem<?> item : module.getInfo().outputs())
            if (module.getOutput(item.getName()) instanceof ImagePlus image) outputs.add(image);
        return outputs;
    }

    /** The dialog comes back with what was typed, until that does or the user gives up. */
    private static void ask(CommandForm form, ImageInputs images) {
        RecordedLine.takeOver();
        images.requireOpen();
        InputDialog first = new InputDialog(form, images, Map.of());
        if (!first.asks()) {
            runFromDialog(form, images, Map.of());
            return;
        }
        Optional<Map<String, String>> given = settled(form, images, first.ask());
        while (given.isPresent() && !runFromDialog(form, images, given.get()))
            given = new InputDialog(form, images, given.get()).ask();
    }

    /** Asks once for what the command had to infer, which is then part of the recorded line. */
    private static Optional<Map<String, String>> settled(
            CommandForm form, ImageInputs images, Optional<Map<String, String>> given) {
        if (given.isEmpty() || form.inferring().isEmpty()) return given;
        Map<String, String> values = new LinkedHashMap<>(given.get());
        values.put(form.inferring().get(), "true");
        Map<String, String> inferred;
        try {
            Object text = done(form, images, values).getOutput(CommandForm.INFERRED);
            inferred = text == null ? Map.of() : MacroOptions.parse(text.toString());
        } catch (CancellationException e) {
            IJ.showStatus(e.getMessage());
            return Optional.empty();
        } catch (CommandFailure | IllegalArgumentException e) {
            tell(form.inDialogWords(e.getMessage()));
            return settled(form, images, new InputDialog(form, images, given.get()).ask());
        }
        if (inferred.isEmpty()) return given;
        values.remove(form.inferring().get());
        values.putAll(inferred);
        InputDialog dialog = new InputDialog(form, images, values);
        dialog.say(
                "This was not said and has been inferred: %s. Mend it where you know better."
                        .formatted(form.labels(inferred.keySet())));
        return dialog.ask();
    }

    /**
     * @return false when other values may help
     */
    private static boolean runFromDialog(
            CommandForm form, ImageInputs images, Map<String, String> given) {
        Optional<RecordedLine> recorded = Optional.empty();
        String why = form.label() + " was ended";
        try {
            form.values(given);
            // IJ.recording() would say the same, but is newer than many an ImageJ in use.
            if (Recorder.record) {
                recorded = Optional.of(new RecordedLine(form.label(), given));
                recorded.get().write(images.active());
            }
            outputs(form, images, given).forEach(RecordedLine::show);
            recorded = Optional.empty();
            return true;
        } catch (CancellationException e) {
            why = e.getMessage();
            IJ.showStatus(why);
            return true;
        } catch (CommandFailure | IllegalArgumentException e) {
            why = form.label() + " failed: " + e.getMessage();
            if (recorded.isPresent()) recorded.get().takeBack(why);
            recorded = Optional.empty();
            tell(form.inDialogWords(e.getMessage()));
            return e instanceof CommandFailure failure && failure.unforeseen();
        } finally {
            // Also after an error that nobody catches.
            if (recorded.isPresent()) recorded.get().takeBack(why);
        }
    }

    /** Not {@code IJ.error}: it would stop a macro that runs beside us. */
    private static void tell(String message) {
        String wrapped = Words.wrapped(message, MESSAGE_COLUMNS);
        String shown = Words.first(wrapped, MESSAGE_LINES, "... (the rest is in the Log window)");
        if (!shown.equals(wrapped)) IJ.log(message);
        IJ.showMessage("Mulligan", shown);
    }
}

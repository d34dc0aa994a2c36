package org.mulligan.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.ui.CommandFailure;
import org.mulligan.ui.CommandForm;
import org.mulligan.ui.WatcherService;
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
    private static Context context;

    /** Starts SciJava once; in Fiji it is Fiji's. */
    public static synchronized Context context() {
        if (context != null) return context;
        if (isFiji()) {
            Context fijis = (Context) IJ.runPlugIn("org.scijava.Context", "");
            if (fijis != null) use(fijis);
        }
        if (context == null) {
            Thread.currentThread().setContextClassLoader(MulliganPlugin.class.getClassLoader());
            use(new Context());
        }
        return context;
    }

    /** Uses a context that somebody else started. */
    public static synchronized void use(Context started) {
        context = started;
        if (IJ.getInstance() != null) watch(started.service(WatcherService.class), isFiji());
    }

    /** Fiji's users look for the task window, ImageJ's for the bar and the log: Fiji has both. */
    static void watch(WatcherService watchers, boolean taskWindow) {
        if (taskWindow) watchers.watchBesideTasks(title -> new ImageJWatcher());
        else watchers.watchWith(title -> new ImageJWatcher());
    }

    private static boolean isFiji() {
        return MulliganPlugin.class
                        .getClassLoader()
                        .getResource("net/imagej/legacy/LegacyService.class")
                != null;
    }

    /**
     * Runs a command, with the macro's options if a macro called, else with a dialog.
     *
     * @param commandClass the command's class
     */
    @Override
    public void run(String commandClass) {
        ImagePlus current = WindowManager.getCurrentImage();
        String options = Macro.getOptions();
        boolean macro =
                options != null
                        || IJ.isMacro()
                        || Interpreter.isBatchMode()
                        || GraphicsEnvironment.isHeadless();
        try {
            CommandForm form = form(context(), commandClass);
            Optional<Map<String, Object>> values =
                    macro ? fromMacro(form, options, current) : fromDialog(form, current);
            values.ifPresent(given -> show(form.run(given)));
        } catch (CancellationException e) {
            if (macro) IJ.error("Mulligan", e.getMessage());
        } catch (CommandFailure | IllegalArgumentException | IllegalStateException e) {
            IJ.error("Mulligan", e.getMessage());
        }
    }

    /** The form of a command in a context. */
    public static CommandForm form(Context context, String commandClass) {
        return new CommandForm(
                context.service(CommandService.class),
                context.service(ModuleService.class),
                context.service(PluginService.class),
                commandClass);
    }

    private static Optional<Map<String, Object>> fromMacro(
            CommandForm form, String options, ImagePlus current) {
        Map<String, String> given = new LinkedHashMap<>(MacroOptions.parse(options));
        Map<String, Object> values = form.values(given);
        for (ModuleItem<?> item : form.inputs())
            if (item.getType() == ImagePlus.class)
                values.put(item.getName(), image(item.getName(), given, current));
        return Optional.of(values);
    }

    /**
     * Asks with our own dialog in Fiji too, where SciJava would ask as well: both hosts then show
     * the same fields and record the same line.
     */
    private static Optional<Map<String, Object>> fromDialog(CommandForm form, ImagePlus current) {
        Map<String, Object> images = new LinkedHashMap<>();
        for (ModuleItem<?> item : form.inputs())
            if (item.getType() == ImagePlus.class)
                images.put(item.getName(), image(item.getName(), Map.of(), current));
        Optional<String> subject =
                images.values().stream().map(image -> ((ImagePlus) image).getTitle()).findFirst();
        return InputDialog.ask(form, subject)
                .map(
                        values -> {
                            values.putAll(images);
                            return values;
                        });
    }

    private static ImagePlus image(String key, Map<String, String> given, ImagePlus current) {
        String title = given.get(key);
        ImagePlus image = title == null ? current : WindowManager.getImage(title);
        if (image != null) return image;
        throw new IllegalArgumentException(
                title == null
                        ? "There is no image open; open one first"
                        : "%s must be the title of an open image, got \"%s\""
                                .formatted(key, title));
    }

    /** The last output that the command declares becomes the active image, in batch mode too. */
    private static void show(Module module) {
        for (ModuleItem<?> item : module.getInfo().outputs())
            if (module.getOutput(item.getName()) instanceof ImagePlus image) image.show();
    }
}

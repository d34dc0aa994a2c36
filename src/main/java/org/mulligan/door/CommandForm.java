package org.mulligan.door;

import ij.ImagePlus;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.mulligan.extension.ExtensionIndex;
import org.mulligan.extension.ExtensionPoint;
import org.scijava.Cancelable;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.display.DisplayPostprocessor;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A command as one fills it in from outside: its keys, their defaults, their values as text. The
 * menu, the macro and the command line all go through here, so that they understand the same line
 * alike.
 */
public final class CommandForm {
    private static final List<Class<?>> TYPES =
            List.of(
                    String.class,
                    boolean.class,
                    int.class,
                    long.class,
                    double.class,
                    ImagePlus.class);

    /**
     * Name of an attribute of what is asked for first, whichever class of a command asks it; one
     * that has a value comes after those that have none.
     */
    public static final String FIRST = "first";

    /**
     * Name of an attribute of an input whose key no field of Java can have, such as {@code class}:
     * the key. A script that runs the command through SciJava uses the field's name.
     */
    public static final String KEY = "key";

    /**
     * Name of an attribute of an input that a macro and the command line can give and the dialog
     * does not ask for.
     */
    public static final String UNASKED = "unasked";

    /**
     * Attribute of an input, a yes or no: with it the command does nothing but fill its output
     * {@link #INFERRED}.
     */
    public static final String INFERS = "infers";

    /**
     * An output with values of inputs, as a macro's options, that a user is shown before the work.
     */
    public static final String INFERRED = "inferred";

    /**
     * Name of an attribute of an input that names an extension, such as a loss: the words of its
     * {@link ExtensionPoint}. What the input declares as its choices comes first; what is found for
     * the tasks of the command (its attribute {@link ExtensionPoint#TASKS}) comes behind.
     */
    public static final String EXTENSION = "extension";

    /** Name of an attribute of such an input that takes several names, with commas between them. */
    public static final String SEVERAL = "several";

    private final CommandInfo info;
    private final ModuleService modules;
    private final PluginService plugins;
    private final ExtensionIndex extensions;
    private Module initialized;

    /**
     * @param className the command's class, by name: nothing imports commands
     * @throws IllegalStateException when no such command is installed
     */
    public CommandForm(
            CommandService commands,
            ModuleService modules,
            PluginService plugins,
            String className) {
        this.info = commands.getCommand(className);
        this.modules = modules;
        this.plugins = plugins;
        this.extensions = new ExtensionIndex(plugins);
        if (info == null)
            throw new IllegalStateException(
                    "Command %s is not in the plugin index; reinstall Mulligan"
                            .formatted(className));
    }

    /** As in the menu, e.g. {@code Denoise...}. */
    public String label() {
        return info.getLabel();
    }

    /** One sentence on what the command does. */
    public String description() {
        return info.getDescription();
    }

    /** What a user gives, in the order of the dialog. */
    public List<ModuleItem<?>> inputs() {
        return stream(info).sorted(Comparator.comparing(CommandForm::rank)).toList();
    }

    /** Images, then what comes first, then the rest. */
    private static int rank(ModuleItem<?> item) {
        if (item.getType() == ImagePlus.class) return 0;
        String first = item.get(FIRST);
        return first == null ? 3 : first.isEmpty() ? 1 : 2;
    }

    private static Stream<ModuleItem<?>> stream(CommandInfo info) {
        Stream.Builder<ModuleItem<?>> items = Stream.builder();
        for (ModuleItem<?> item : info.inputs())
            if (TYPES.contains(item.getType())) items.add(item);
        return items.build();
    }

    /** What users call an input. */
    public static String key(ModuleItem<?> item) {
        String key = item.get(KEY);
        return key == null ? item.getName() : key;
    }

    /** The choices of a key, those found at run time included; empty: any text. */
    public List<String> choices(String key) {
        // What is found at run time has lost its attributes, and with them its key.
        for (ModuleItem<?> item : info.inputs())
            if (key(item).equals(key))
                return item.get(SEVERAL) != null
                        ? List.of()
                        : item.get(EXTENSION) != null
                                ? choices(item)
                                : declared(initialized().getInfo().getInput(item.getName()));
        throw new IllegalArgumentException("%s has no key \"%s\"".formatted(label(), key));
    }

    /** What the command says of a value, in one line; empty: nothing. */
    public String describe(String key, String value) {
        return initialized().getDelegateObject() instanceof DescribesValues command
                ? command.describe(key, value)
                : "";
    }

    /** Found once: a dialog asks for every key, and a list of models is read from disk. */
    private Module initialized() {
        if (initialized != null) return initialized;
        Module module = modules.createModule(info);
        try {
            module.initialize();
        } catch (Exception e) {
            throw new CommandFailure(Failures.unexpected(label(), e), e);
        }
        initialized = module;
        return module;
    }

    /**
     * Whether a dialog asks for an input. Which of our extensions a task needs, the command knows,
     * so that a list of those is only worth asking for when a jar of somebody else's adds to it.
     */
    public boolean asksFor(ModuleItem<?> item) {
        if (item.get(UNASKED) != null) return false;
        if (item.get(EXTENSION) == null || item.get(SEVERAL) != null || declared(item).size() > 1)
            return true;
        return !extensions.foreignNames(point(item), tasks()).isEmpty();
    }

    /** What is declared, and the extensions that are found; for an item of {@link #inputs}. */
    public List<String> choices(ModuleItem<?> item) {
        if (item.get(EXTENSION) == null) return declared(item);
        Set<String> choices = new LinkedHashSet<>(declared(item));
        choices.addAll(extensions.names(point(item), tasks()));
        return List.copyOf(choices);
    }

    private static ExtensionPoint point(ModuleItem<?> item) {
        return ExtensionPoint.of(item.get(EXTENSION));
    }

    private List<String> tasks() {
        String tasks = info.get(ExtensionPoint.TASKS);
        return tasks == null ? List.of() : List.of(tasks.split(" "));
    }

    private static List<String> declared(ModuleItem<?> item) {
        return item.getChoices() == null
                ? List.of()
                : item.getChoices().stream().map(String::valueOf).toList();
    }

    /**
     * Values for every key but images: those given, else the documented defaults.
     *
     * @throws IllegalArgumentException when a key is unknown, a required one is missing, or a value
     *     is none; the text names key and value
     */
    public Map<String, Object> values(Map<String, String> given) {
        List<String> keys = inputs().stream().map(CommandForm::key).toList();
        for (String key : given.keySet())
            if (!keys.contains(key))
                throw new IllegalArgumentException(
                        "%s has no key \"%s\"; its keys are %s"
                                .formatted(label(), key, String.join(", ", keys)));
        Map<String, Object> values = new LinkedHashMap<>();
        for (ModuleItem<?> item : inputs()) {
            if (item.getType() == ImagePlus.class) continue;
            String text = given.get(key(item));
            if (text == null && item.isRequired())
                throw new IllegalArgumentException(
                        "%s needs the key \"%s\": %s"
                                .formatted(label(), key(item), item.getDescription()));
            values.put(item.getName(), text == null ? item.getDefaultValue() : parse(item, text));
        }
        return values;
    }

    private Object parse(ModuleItem<?> item, String text) {
        String key = key(item);
        Class<?> type = item.getType();
        if (type != String.class && type != boolean.class) {
            Number number = number(key, type, text.trim());
            requireInRange(item, number.doubleValue(), text);
            return number;
        }
        if (type == boolean.class) {
            if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
            throw new IllegalArgumentException(
                    "%s must be true or false, got \"%s\"".formatted(key, text));
        }
        List<String> choices = choices(item);
        boolean several = item.get(SEVERAL) != null;
        for (String name : several ? names(text) : List.of(text))
            if (!choices.isEmpty() && !choices.contains(name))
                throw new IllegalArgumentException(
                        "%s must be %sone of %s, got \"%s\"%s"
                                .formatted(
                                        key,
                                        several ? "names, with commas between them, each " : "",
                                        String.join(", ", choices),
                                        name,
                                        item.get(EXTENSION) == null
                                                ? ""
                                                : "; " + ExtensionIndex.REMEDY));
        return text;
    }

    /** Of an input with {@link #SEVERAL}. */
    public static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Number number(String key, Class<?> type, String text) {
        try {
            if (type == int.class) return Integer.valueOf(text);
            return type == long.class ? Long.valueOf(text) : (Number) Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a %snumber, got \"%s\""
                            .formatted(key, type == double.class ? "" : "whole ", text),
                    e);
        }
    }

    /** Before the work, so that a dialog can ask again at once. */
    private static void requireInRange(ModuleItem<?> item, double value, String text) {
        Number low = (Number) item.getMinimumValue();
        Number high = (Number) item.getMaximumValue();
        boolean inRange =
                (low == null || value >= low.doubleValue())
                        && (high == null || value <= high.doubleValue());
        if (inRange) return;
        throw new IllegalArgumentException(
                "%s must be %s, got %s".formatted(key(item), range(low, high), text));
    }

    private static String range(Number low, Number high) {
        if (high == null) return plain(low) + " or more";
        return low == null
                ? "at most " + plain(high)
                : "from %s to %s".formatted(plain(low), plain(high));
    }

    private static String plain(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    /**
     * Runs the command and waits. What has a value here is not asked for; output images are left to
     * the caller.
     *
     * @return the command after its run
     * @throws CommandFailure when it did not succeed
     * @throws CancellationException when the user stopped it
     */
    public Module run(Map<String, Object> values) {
        try {
            Module module =
                    modules.run(
                                    info,
                                    sciJavas(PreprocessorPlugin.class),
                                    sciJavas(PostprocessorPlugin.class),
                                    values)
                            .get();
            if (module instanceof Cancelable cancelable && cancelable.isCanceled()) {
                String reason = cancelable.getCancelReason();
                // SciJava keeps an empty text for none.
                if (reason == null || reason.isEmpty())
                    throw new CancellationException(label() + " was stopped");
                throw new CommandFailure(reason);
            }
            return module;
        } catch (ExecutionException e) {
            // SciJava wraps what the command threw once more.
            Throwable wrapped = e.getCause();
            Throwable thrown = wrapped.getCause() == null ? wrapped : wrapped.getCause();
            throw new CommandFailure(Failures.unexpected(label(), thrown), thrown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(label() + " was interrupted");
        }
    }

    /**
     * Without those that a host adds: Fiji's would record a second line, where the dialog that
     * asked has recorded one.
     */
    private <P extends SciJavaPlugin> List<P> sciJavas(Class<P> type) {
        return plugins.createInstancesOfType(type).stream()
                .filter(step -> step.getClass().getName().startsWith("org.scijava."))
                .filter(step -> !(step instanceof DisplayPostprocessor))
                .toList();
    }

    /** The key of the input with which the command only infers, if it has one. */
    public Optional<String> inferring() {
        for (ModuleItem<?> item : inputs())
            if (item.get(INFERS) != null) return Optional.of(key(item));
        return Optional.empty();
    }
}

package org.mulligan.door;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
                    InputImage.class);

    /** Value of an attribute that is about the {@link Door} of ImageJ. */
    public static final String IMAGEJ = "imagej";

    /**
     * Value of an attribute that is about the {@link Door} of the command line. As the name of an
     * attribute of a command: its label there, and after a colon its description, where that is
     * another.
     */
    public static final String COMMAND_LINE = "command line";

    /**
     * Name of an attribute of a command: the keys that are asked for first, in their order and with
     * spaces between them. The others follow as they are declared, those of a superclass before
     * those of a class; images that are open come before all.
     */
    public static final String ORDER = "order";

    /**
     * Name of an attribute of a command: {@link #ORDER} of the command line, where it is another.
     */
    public static final String COMMAND_LINE_ORDER = "order of the command line";

    /**
     * Name of an attribute of a command: the keys that its dialog shows at first, with spaces
     * between them; the others come with a button. Without it all are shown.
     */
    public static final String FIRST = "first";

    /** Name of an attribute of an input that only one door has; its value is the door's. */
    public static final String ONLY = "only";

    /**
     * Name of an attribute of an input that a door needs; its value is the door's, empty for each.
     * Where both need it and have it SciJava's {@code required} says it already.
     */
    public static final String NEEDED = "needed";

    /**
     * Name of an attribute of an input whose key no field of Java can have, such as {@code class},
     * or which another door's field has: the key. A script that runs the command through SciJava
     * uses the field's name.
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
    private final Door door;
    private final ModuleService modules;
    private final PluginService plugins;
    private final ExtensionIndex extensions;
    private Object command;

    /**
     * @param className the command's class, by name: nothing imports commands
     * @throws IllegalStateException when no such command is installed
     */
    public CommandForm(
            CommandService commands,
            ModuleService modules,
            PluginService plugins,
            String className,
            Door door) {
        this.info = commands.getCommand(className);
        this.door = door;
        this.modules = modules;
        this.plugins = plugins;
        this.extensions = new ExtensionIndex(plugins);
        if (info == null)
            throw new IllegalStateException(
                    "Command %s is not in the plugin index; reinstall Mulligan"
                            .formatted(className));
    }

    /** As in the menu, e.g. {@code Denoise with Mulligan...}. */
    public String label() {
        return ownWords()[0].isEmpty() ? info.getLabel() : ownWords()[0];
    }

    /** One sentence on what the command does. */
    public String description() {
        return ownWords().length == 1 ? info.getDescription() : ownWords()[1];
    }

    /** Label and description that the door has for itself. */
    private String[] ownWords() {
        String words = door == Door.COMMAND_LINE ? info.get(COMMAND_LINE) : null;
        return Objects.requireNonNullElse(words, "").split(": ", 2);
    }

    /** What a user gives, in the order of the dialog. */
    public List<FormField> inputs() {
        List<FormField> fields = new ArrayList<>();
        for (ModuleItem<?> item : info.inputs())
            if (TYPES.contains(item.getType()) && isHere(item))
                fields.add(new FormField(item, door, extensions, tasks()));
        List<String> order = order();
        fields.sort(
                Comparator.comparing((FormField field) -> !field.isImage())
                        .thenComparing(
                                field ->
                                        order.contains(field.key())
                                                ? order.indexOf(field.key())
                                                : order.size()));
        return fields;
    }

    /** Keys that a dialog shows at first; empty where it shows all. */
    public List<String> first() {
        String first = info.get(FIRST);
        return first == null ? List.of() : Arrays.asList(first.split(" "));
    }

    private boolean isHere(ModuleItem<?> item) {
        return item.get(ONLY) == null || door.isMeant(item.get(ONLY));
    }

    private List<String> order() {
        String own = door == Door.COMMAND_LINE ? info.get(COMMAND_LINE_ORDER) : null;
        String order = own == null ? info.get(ORDER) : own;
        return order == null ? List.of() : Arrays.asList(order.split(" "));
    }

    private Optional<FormField> field(String key) {
        return inputs().stream().filter(field -> field.key().equals(key)).findFirst();
    }

    /** The choices of a key, those found at run time included; empty: any text. */
    public List<String> choices(String key) {
        FormField field =
                field(key)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s has no key \"%s\"".formatted(label(), key)));
        if (field.isSeveral()) return List.of();
        List<String> offered =
                command() instanceof OffersChoices command
                        ? asked(() -> command.choices(field.name()))
                        : List.of();
        return offered.isEmpty() ? field.choices() : offered;
    }

    private List<String> tasks() {
        String tasks = info.get(ExtensionPoint.TASKS);
        return tasks == null ? List.of() : List.of(tasks.split(" "));
    }

    /** What the command says of a value, in one line; empty: nothing. */
    public String describe(String key, String value) {
        return command() instanceof DescribesValues command
                ? asked(() -> command.describe(key, value))
                : "";
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            throw new CommandFailure(Failures.unexpected(label(), e), e);
        }
    }

    /** Made once: a dialog asks for every key, and a list of models is read from disk. */
    private Object command() {
        if (command == null) command = module().getDelegateObject();
        return command;
    }

    private Module module() {
        Module module = modules.createModule(info);
        if (module == null)
            throw new CommandFailure(
                    "%s cannot start; SciJava's log says why. Install Mulligan again"
                            .formatted(label()));
        return module;
    }

    /**
     * Values for every key but images: those given, else the documented defaults. What only another
     * door asks has its default too, so that nobody asks for it later.
     *
     * @return by the names of the fields
     * @throws IllegalArgumentException when a key is unknown, a needed one is missing, or a value
     *     is none; the text names key and value
     */
    public Map<String, Object> values(Map<String, String> given) {
        List<FormField> fields = inputs();
        List<String> keys = fields.stream().map(FormField::key).toList();
        for (String key : given.keySet())
            if (!keys.contains(key))
                throw new IllegalArgumentException(
                        "%s has no key \"%s\"; its keys are %s"
                                .formatted(label(), key, String.join(", ", keys)));
        Map<String, Object> values = new LinkedHashMap<>();
        for (ModuleItem<?> item : info.inputs())
            if (!isHere(item)) values.put(item.getName(), item.getDefaultValue());
        for (FormField field : fields) {
            if (field.isImage()) continue;
            String text = given.get(field.key());
            if (text == null && field.isNeeded())
                throw new IllegalArgumentException(
                        "%s needs the key \"%s\": %s"
                                .formatted(label(), field.key(), field.description()));
            values.put(field.name(), text == null ? field.standard() : field.parse(text));
        }
        return values;
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
        Module module = module();
        Unwarned unwarned = new Unwarned(module, sciJavas(PreprocessorPlugin.class));
        try {
            modules.run(
                            unwarned.module(),
                            unwarned.steps(),
                            sciJavas(PostprocessorPlugin.class),
                            values)
                    .get();
            if (module instanceof Cancelable cancelable && cancelable.isCanceled())
                throw unwarned.reason()
                        .<RuntimeException>map(CommandFailure::new)
                        .orElseGet(() -> new CancellationException(label() + " was stopped"));
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

    /** A message about keys with the labels of the dialog, for who looks at it. */
    public String inDialogWords(String message) {
        return new DialogWords(inputs()).of(message);
    }

    /** What the dialog calls keys, with commas between them. */
    public String labels(Collection<String> keys) {
        DialogWords words = new DialogWords(inputs());
        return keys.stream().map(words::label).collect(Collectors.joining(", "));
    }

    /** The key of the input with which the command only infers, if it has one. */
    public Optional<String> inferring() {
        return inputs().stream().filter(FormField::infers).map(FormField::key).findFirst();
    }

    /** Of an input with {@link #SEVERAL}. */
    public static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}

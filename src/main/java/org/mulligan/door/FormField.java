package org.mulligan.door;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.mulligan.extension.ExtensionIndex;
import org.mulligan.extension.ExtensionPoint;
import org.scijava.module.ModuleItem;

/** An input of a command as a door shows it: its key, its words, and what its values may be. */
public final class FormField {
    private final ModuleItem<?> item;
    private final boolean needed;
    private final ExtensionIndex extensions;
    private final List<String> tasks;

    /**
     * @param tasks of the command, for which extensions are offered; empty: all
     */
    FormField(ModuleItem<?> item, Door door, ExtensionIndex extensions, List<String> tasks) {
        this.item = item;
        this.extensions = extensions;
        this.tasks = tasks;
        this.needed = item.isRequired() || door.isMeant(item.get(CommandForm.NEEDED));
    }

    /** What users call it. */
    public String key() {
        return Objects.requireNonNullElse(item.get(CommandForm.KEY), item.getName());
    }

    /** Under which SciJava takes its value. */
    public String name() {
        return item.getName();
    }

    /** With its unit. */
    public String label() {
        return item.getLabel();
    }

    public String description() {
        return item.getDescription();
    }

    public Class<?> type() {
        return item.getType();
    }

    public boolean isImage() {
        return type() == InputImage.class;
    }

    /** Whether the command needs a value for it. */
    public boolean isNeeded() {
        return needed;
    }

    /**
     * Whether a dialog asks for it. Which of our extensions a task needs, the command knows, so
     * that a list of those is only worth asking for when a jar of somebody else's adds to it.
     */
    public boolean isAsked() {
        if (item.get(CommandForm.UNASKED) != null) return false;
        if (!namesExtension() || isSeveral() || declared(item).size() > 1) return true;
        return !extensions.foreignNames(point(), tasks).isEmpty();
    }

    /** Whether its values are names of extensions. */
    boolean namesExtension() {
        return item.get(CommandForm.EXTENSION) != null;
    }

    /** Whether it takes several of its choices, with commas between them. */
    public boolean isSeveral() {
        return item.get(CommandForm.SEVERAL) != null;
    }

    private ExtensionPoint point() {
        return ExtensionPoint.of(item.get(CommandForm.EXTENSION));
    }

    boolean infers() {
        return item.get(CommandForm.INFERS) != null;
    }

    /** Its value where none is given; null where there is none. */
    public Object standard() {
        return item.getDefaultValue();
    }

    /** Those that are known beforehand, and the extensions that are found; empty: any text. */
    public List<String> choices() {
        if (!namesExtension()) return declared(item);
        Set<String> choices = new LinkedHashSet<>(declared(item));
        choices.addAll(extensions.names(point(), tasks));
        return List.copyOf(choices);
    }

    static List<String> declared(ModuleItem<?> item) {
        return item.getChoices() == null
                ? List.of()
                : item.getChoices().stream().map(String::valueOf).toList();
    }

    /** {@code file}, {@code directory}, or empty. */
    public String style() {
        return item.getWidgetStyle();
    }

    /** Null where there is none. */
    public Number lowest() {
        return (Number) item.getMinimumValue();
    }

    /** Null where there is none. */
    public Number highest() {
        return (Number) item.getMaximumValue();
    }

    /** Of a slider. */
    public double step() {
        return item.getStepSize() == null ? 1 : item.getStepSize().doubleValue();
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException when it is none, or out of range; the text names key and
     *     value
     */
    Object parse(String text) {
        if (type() == boolean.class) {
            if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
            throw new IllegalArgumentException(
                    "%s must be true or false, got \"%s\"".formatted(key(), text));
        }
        if (type() != String.class) {
            Number number = number(text.trim());
            requireInRange(number.doubleValue(), text);
            return number;
        }
        List<String> choices = choices();
        for (String name : isSeveral() ? CommandForm.names(text) : List.of(text))
            if (!choices.isEmpty() && !choices.contains(name))
                throw new IllegalArgumentException(
                        "%s must be %sone of %s, got \"%s\"%s"
                                .formatted(
                                        key(),
                                        isSeveral() ? "names, with commas between them, each " : "",
                                        String.join(", ", choices),
                                        name,
                                        namesExtension() ? "; " + ExtensionIndex.REMEDY : ""));
        return text;
    }

    private Number number(String text) {
        try {
            if (type() == int.class) return Integer.valueOf(text);
            return type() == long.class ? Long.valueOf(text) : (Number) Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a %snumber, got \"%s\""
                            .formatted(key(), type() == double.class ? "" : "whole ", text),
                    e);
        }
    }

    /** Before the work, so that a dialog can ask again at once. */
    private void requireInRange(double value, String text) {
        boolean inRange =
                (lowest() == null || value >= lowest().doubleValue())
                        && (highest() == null || value <= highest().doubleValue());
        if (inRange) return;
        throw new IllegalArgumentException(
                "%s must be %s, got %s".formatted(key(), range(lowest(), highest()), text));
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
}

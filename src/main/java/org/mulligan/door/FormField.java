package org.mulligan.door;

import ij.ImagePlus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.scijava.module.ModuleItem;

/** An input of a command as a door shows it: its key, its words, and what its values may be. */
public final class FormField {
    private final ModuleItem<?> item;
    private final boolean needed;

    FormField(ModuleItem<?> item, Door door) {
        this.item = item;
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
        return type() == ImagePlus.class;
    }

    /** Whether the command needs a value for it. */
    public boolean isNeeded() {
        return needed;
    }

    /** Whether a dialog asks for it. */
    public boolean isAsked() {
        return item.get(CommandForm.UNASKED) == null;
    }

    boolean infers() {
        return item.get(CommandForm.INFERS) != null;
    }

    /** Its value where none is given; null where there is none. */
    public Object standard() {
        return item.getDefaultValue();
    }

    /** Those that are known beforehand; empty: any text. */
    public List<String> choices() {
        return choices(item);
    }

    static List<String> choices(ModuleItem<?> item) {
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
        if (!choices().isEmpty() && !choices().contains(text))
            throw new IllegalArgumentException(
                    "%s must be one of %s, got \"%s\""
                            .formatted(key(), String.join(", ", choices()), text));
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

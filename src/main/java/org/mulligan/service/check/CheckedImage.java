package org.mulligan.service.check;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mulligan.data.audit.Remark;

/** What was found of one image, or of a pair: a row of the table, and a cell of the sheet. */
public final class CheckedImage {
    private final int number;
    private final String name;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Set<Remark.Kind> marks = EnumSet.noneOf(Remark.Kind.class);
    private final List<SheetImage> pictures;

    /**
     * @param number from 1
     * @param name without folder and extension
     * @param pictures what the sheet shows of it, a measured image before its target
     */
    CheckedImage(int number, String name, List<SheetImage> pictures) {
        this.number = number;
        this.name = name;
        this.pictures = List.copyOf(pictures);
    }

    public int number() {
        return number;
    }

    public String name() {
        return name;
    }

    /** By the heading of its column. */
    public Map<String, String> fields() {
        return fields;
    }

    List<SheetImage> pictures() {
        return pictures;
    }

    /**
     * @param whose what goes before it, of a measured image, or nothing
     */
    static String heading(String whose, String name) {
        return whose.isEmpty()
                ? Character.toUpperCase(name.charAt(0)) + name.substring(1)
                : whose + name;
    }

    void put(String heading, double value) {
        if (Double.isFinite(value)) fields.put(heading, text(value));
    }

    void put(String heading, String value) {
        fields.put(heading, value);
    }

    /** To four digits. */
    private static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) return "%.0f".formatted(value);
        int digits = (int) Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%." + Math.min(6, digits) + "f", value);
    }

    void mark(Remark.Kind kind) {
        marks.add(kind);
    }

    /** What is wrong with it, the worst first. */
    public Set<Remark.Kind> marks() {
        return marks;
    }

    /** The same in words; empty where nothing is. */
    public String markWords() {
        return marks.stream().map(kind -> kind.mark).collect(Collectors.joining(", "));
    }
}

package org.mulligan.service.inspect;

import java.util.Locale;

/**
 * A number that was measured.
 *
 * @param name what it is
 * @param unit empty where it has none
 */
public record Figure(String name, String unit, double value) {
    /** Of a column of a table. */
    public String heading() {
        return unit.isEmpty() ? name : name + " [" + unit + "]";
    }

    /** To four digits. */
    public String text() {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) return "%.0f".formatted(value);
        int digits = (int) Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%." + Math.min(9, digits) + "f", value);
    }
}

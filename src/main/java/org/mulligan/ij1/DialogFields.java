package org.mulligan.ij1;

import java.util.ArrayList;
import java.util.List;

/**
 * Fields of a dialog of one type, in the order in which they were added, which is that of reading.
 */
public final class DialogFields {
    /**
     * A field.
     *
     * @param key of its value in the macro's options
     * @param value its default
     */
    public record Field(String key, Object value, String[] choices) {}

    private final List<Field> fields = new ArrayList<>();
    private int at;

    public void add(Field field) {
        fields.add(field);
    }

    public Field next() {
        return fields.get(at++);
    }

    public void reset() {
        at = 0;
    }
}

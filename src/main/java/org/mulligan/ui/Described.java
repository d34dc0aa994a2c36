package org.mulligan.ui;

/** A command that can say more about a value than its name does, while one chooses it. */
public interface Described {
    /**
     * A sentence about a value, for the line below its field.
     *
     * @param key of the input
     * @param value as it stands in the dialog
     * @return empty when there is nothing to say
     */
    String describe(String key, String value);
}

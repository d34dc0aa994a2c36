package org.mulligan.door;

/** A command that can say more about a value than its name does. */
public interface DescribesValues {
    /**
     * Asked again at every change in the dialog: what takes time is looked up once.
     *
     * @return one line; empty when there is nothing to say
     */
    String describe(String key, String value);
}

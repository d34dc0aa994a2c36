package org.mulligan.door;

/**
 * A way into a command. Both lead to the same class; what an input is for one of them only says its
 * attribute {@link CommandForm#ONLY}.
 */
public enum Door {
    /** Menu, macro and recorder: images are those that are open. */
    IMAGEJ(CommandForm.IMAGEJ),

    /** Images are files. */
    COMMAND_LINE(CommandForm.COMMAND_LINE);

    private final String name;

    Door(String name) {
        this.name = name;
    }

    /** Whether an attribute with such a value is about this door; null is about none. */
    boolean isMeant(String value) {
        return value != null && (value.isEmpty() || value.equals(name));
    }
}

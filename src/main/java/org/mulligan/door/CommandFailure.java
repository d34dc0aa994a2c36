package org.mulligan.door;

/** A command did not do what was asked; the message says why, in the user's words. */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether nobody foresaw it: then asking again for other values does not help. */
    public boolean unforeseen() {
        return getCause() != null;
    }
}

package org.mulligan.engine;

/**
 * The engine's own process ended in the middle of its work, or hung and was ended. The message says
 * what happened, what was lost and what to do. Nothing in this process is harmed; the next call
 * starts a new one.
 */
public class EngineDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineDiedException(String message) {
        super(message);
    }
}

package org.mulligan.engine;

import java.io.IOException;

/**
 * The engine's own process cannot start, ended in the middle of its work, or hung and was ended.
 * The message says what happened, what was lost and what to do. Nothing in this process is harmed,
 * and the next call starts a new one.
 */
public class EngineException extends IOException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}

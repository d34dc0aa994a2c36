package org.mulligan.engine;

/** A tile was too large for the engine's memory. The engine still works; half the tile may fit. */
public class OutOfTileMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutOfTileMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}

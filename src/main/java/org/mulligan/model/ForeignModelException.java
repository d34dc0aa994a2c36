package org.mulligan.model;

import java.io.IOException;

/** A sound model, but one that cannot be opened so, or not at all. */
public final class ForeignModelException extends IOException {
    private static final long serialVersionUID = 1;

    public ForeignModelException(String message) {
        super(message);
    }
}

package org.mulligan.model;

import java.io.IOException;

/** A sound package, but of another program. */
final class ForeignModelException extends IOException {
    private static final long serialVersionUID = 1;

    ForeignModelException(String message) {
        super(message);
    }
}

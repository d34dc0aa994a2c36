package org.mulligan.ui;

import java.awt.Component;
import java.awt.Container;

/** The parts of windows, by name. */
final class Parts {
    private Parts() {}

    @SuppressWarnings("unchecked") // by its name
    static <T extends Component> T part(Container parent, String name) {
        for (Component child : parent.getComponents()) {
            if (name.equals(child.getName())) return (T) child;
            if (child instanceof Container container) {
                Component found = part(container, name);
                if (found != null) return (T) found;
            }
        }
        return null;
    }
}

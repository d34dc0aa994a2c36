package org.mulligan.ui;

import ij.IJ;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsEnvironment;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;

/** How large a window may be: OK below the screen is out of reach. */
public final class Screen {
    /** Of taskbars that the system does not tell of, px. */
    private static final int TASKBAR = 40;

    private Screen() {}

    /** Width and height of the screen that ImageJ is on, less what bars take, px. */
    public static Dimension usable() {
        Window imageJ = IJ.getInstance();
        GraphicsConfiguration screen =
                imageJ == null
                        ? GraphicsEnvironment.getLocalGraphicsEnvironment()
                                .getDefaultScreenDevice()
                                .getDefaultConfiguration()
                        : imageJ.getGraphicsConfiguration();
        Rectangle bounds = screen.getBounds();
        Insets bars = Toolkit.getDefaultToolkit().getScreenInsets(screen);
        return new Dimension(
                bounds.width - bars.left - bars.right,
                bounds.height - Math.max(TASKBAR, bars.top + bars.bottom));
    }

    /** Sizes a window as its parts want it, as far as there is room. */
    static void pack(Window window, Dimension room) {
        window.pack();
        Dimension wanted = window.getSize();
        window.setSize(Math.min(wanted.width, room.width), Math.min(wanted.height, room.height));
    }
}

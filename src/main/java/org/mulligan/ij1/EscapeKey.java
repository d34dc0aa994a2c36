package org.mulligan.ij1;

import java.awt.Component;
import java.awt.Dialog;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.TextComponent;
import java.awt.event.KeyEvent;
import javax.swing.text.JTextComponent;

/**
 * Whether Escape was pressed since a piece of work began, in any window of ImageJ. In a dialog or a
 * text it means "close this" and does not count.
 *
 * <p>ImageJ's own {@code IJ.escapePressed()} is one flag for everything: each command that starts
 * takes it back, so that work that runs beside it would miss the key, and Escape in the dialog of
 * another command sets it.
 */
final class EscapeKey implements KeyEventDispatcher, AutoCloseable {
    private volatile boolean pressed;

    EscapeKey() {
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(this);
    }

    boolean pressed() {
        return pressed;
    }

    /** Only listens: the key goes on to where it was going. */
    @Override
    public boolean dispatchKeyEvent(KeyEvent key) {
        if (key.getID() == KeyEvent.KEY_PRESSED
                && key.getKeyCode() == KeyEvent.VK_ESCAPE
                && !isAnswer(key.getComponent())) pressed = true;
        return false;
    }

    private static boolean isAnswer(Component source) {
        if (source instanceof TextComponent || source instanceof JTextComponent) return true;
        for (Component part = source; part != null; part = part.getParent())
            if (part instanceof Dialog) return true;
        return false;
    }

    @Override
    public void close() {
        KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(this);
    }
}

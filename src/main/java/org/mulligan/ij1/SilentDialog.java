package org.mulligan.ij1;

import ij.ImagePlus;
import ij.plugin.filter.PlugInFilterRunner;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Component;
import java.awt.Insets;
import java.awt.Label;
import java.awt.Panel;
import java.awt.TextArea;
import java.awt.event.ActionListener;
import java.awt.event.WindowListener;
import java.util.Vector;

/**
 * The part of {@link MacroDialog} that only has to be there: looks and buttons. Where GenericDialog
 * answers null for "no such field", so does this: ImageJ's commands check for it.
 */
@SuppressWarnings("rawtypes")
public abstract class SilentDialog extends Panel {
    private static final long serialVersionUID = 1L;

    public void addPreviewCheckbox(PlugInFilterRunner runner) {}

    public void addPreviewCheckbox(PlugInFilterRunner runner, String label) {}

    public void addButton(String label, ActionListener listener) {}

    public void addPanel(Panel panel) {}

    public void addPanel(Panel panel, int constraints, Insets insets) {}

    public void addImage(ImagePlus image) {}

    public void addHelp(String url) {}

    public void addWindowListener(WindowListener listener) {}

    public void addToSameRow() {}

    public void centerDialog(boolean center) {}

    public void dispose() {}

    public void enableYesNoCancel() {}

    public void enableYesNoCancel(String yes, String no) {}

    public void pack() {}

    public void previewRunning(boolean running) {}

    public void setCancelLabel(String label) {}

    public void setDefaultString(int index, String text) {}

    public void setEchoChar(char echo) {}

    public void setHelpLabel(String label) {}

    public void setInsets(int top, int left, int bottom) {}

    public void setModal(boolean modal) {}

    public void setOKLabel(String label) {}

    public void setResizable(boolean resizable) {}

    public void setSmartRecording(boolean smart) {}

    public void setTitle(String title) {}

    public void toFront() {}

    public boolean isPreviewActive() {
        return false;
    }

    public Button[] getButtons() {
        return new Button[0];
    }

    public Vector getCheckboxes() {
        return null;
    }

    public Vector getChoices() {
        return null;
    }

    public Vector getNumericFields() {
        return null;
    }

    public Vector getRadioButtonGroups() {
        return null;
    }

    public Vector getSliders() {
        return null;
    }

    public Vector getStringFields() {
        return null;
    }

    public Label getLabel() {
        return null;
    }

    public Component getMessage() {
        return null;
    }

    public Checkbox getPreviewCheckbox() {
        return null;
    }

    public TextArea getTextArea1() {
        return null;
    }

    public TextArea getTextArea2() {
        return null;
    }
}

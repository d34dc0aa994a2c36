package org.mulligan.ij1;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import org.mulligan.ui.CommandForm;
import org.scijava.module.ModuleItem;

/** ImageJ's dialog for a command, made from the command's inputs. */
final class InputDialog {
    private final GenericDialog dialog;
    private final Map<String, Component> fields = new LinkedHashMap<>();

    InputDialog(CommandForm form) {
        dialog = new GenericDialog("Mulligan: " + form.label());
        StringBuilder help = new StringBuilder("<html><p>" + form.description() + "</p><dl>");
        for (ModuleItem<?> item : form.inputs()) {
            if (item.getType() == ImagePlus.class) continue;
            fields.put(item.getName(), add(item, form.choices(item.getName())));
            help.append(
                    "<dt><b>%s</b> (%s)</dt><dd>%s</dd>"
                            .formatted(item.getLabel(), item.getName(), item.getDescription()));
        }
        dialog.addHelp(help + "</dl></html>");
    }

    private Component add(ModuleItem<?> item, List<String> choices) {
        String label = item.getLabel();
        String value = item.getDefaultValue() == null ? "" : item.getDefaultValue().toString();
        if (item.getType() == boolean.class) {
            dialog.addCheckbox(label, Boolean.parseBoolean(value));
            return last(dialog.getCheckboxes());
        }
        if (!choices.isEmpty()) {
            dialog.addChoice(label, choices.toArray(String[]::new), value);
            return last(dialog.getChoices());
        }
        if ("directory".equals(item.getWidgetStyle())) dialog.addDirectoryField(label, value, 25);
        else if ("file".equals(item.getWidgetStyle())) dialog.addFileField(label, value, 25);
        else dialog.addStringField(label, value, item.getType() == String.class ? 20 : 8);
        return last(dialog.getStringFields());
    }

    private static Component last(Vector<?> fields) {
        return (Component) fields.lastElement();
    }

    /** Shows the dialog; empty when it was cancelled. */
    Optional<Map<String, String>> ask() {
        dialog.showDialog();
        if (dialog.wasCanceled()) return Optional.empty();
        Map<String, String> given = read();
        // IJ.recording() would say the same, but is newer than many an ImageJ in use.
        if (Recorder.record) given.forEach(InputDialog::record);
        return Optional.of(given);
    }

    /** What the fields hold; an empty text is as good as left out. */
    Map<String, String> read() {
        Map<String, String> given = new LinkedHashMap<>();
        fields.forEach(
                (key, field) -> {
                    String text = text(field);
                    if (!text.isEmpty()) given.put(key, text);
                });
        return given;
    }

    GenericDialog dialog() {
        return dialog;
    }

    private static String text(Component field) {
        if (field instanceof Checkbox box) return String.valueOf(box.getState());
        if (field instanceof Choice choice) return choice.getSelectedItem();
        return ((TextField) field).getText().trim();
    }

    /** With our own keys: GenericDialog would record the first word of each label. */
    private static void record(String key, String value) {
        Recorder.recordOption(key, value.replace('\\', '/'));
    }
}

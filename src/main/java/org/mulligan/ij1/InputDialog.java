package org.mulligan.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Label;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import org.mulligan.ui.CommandForm;
import org.mulligan.ui.Manual;
import org.scijava.module.ModuleItem;

/** ImageJ's dialog for a command, made from the command's inputs. */
final class InputDialog {
    /** Longest line of text in the dialog, in characters; longer ones would make it too wide. */
    private static final int LINE = 100;

    private final GenericDialog dialog;
    private final Map<String, Component> fields = new LinkedHashMap<>();

    /**
     * @param title of the window
     * @param typed values that take the place of the defaults
     */
    private InputDialog(CommandForm form, String title, Map<String, String> typed) {
        dialog = new GenericDialog(title);
        for (ModuleItem<?> item : form.inputs()) {
            if (item.getType() == ImagePlus.class) continue;
            String key = item.getName();
            String value = typed.getOrDefault(key, standard(item));
            fields.put(key, add(item, form.choices(key), value));
            describe(form, key);
        }
        dialog.addHelp(Manual.page(form.label()));
    }

    /** Adds a line below a field for what the command says of its value, whichever is chosen. */
    private void describe(CommandForm form, String key) {
        if (form.choices(key).stream().allMatch(choice -> form.describe(key, choice).isEmpty()))
            return;
        dialog.setInsets(0, 20, 5);
        dialog.addMessage(oneLine(form.describe(key, text(fields.get(key)))));
        Label line = (Label) dialog.getMessage();
        dialog.addDialogListener(
                (changed, event) -> {
                    // A last call without an event comes when the dialog is gone.
                    if (event == null) return true;
                    String said = oneLine(form.describe(key, text(fields.get(key))));
                    if (!said.equals(line.getText())) {
                        line.setText(said);
                        dialog.pack();
                    }
                    return true;
                });
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LINE ? line : line.substring(0, LINE - 3) + "...";
    }

    /**
     * Asks until every value is one or the user cancels. A wrong value is told, and the dialog
     * comes again as it was left.
     *
     * @param subject title of the image that is worked on
     * @return a value for every key but images; empty when it was cancelled
     */
    static Optional<Map<String, Object>> ask(CommandForm form, Optional<String> subject) {
        String title = form.label() + subject.map(image -> " - " + image).orElse("");
        Map<String, String> typed = Map.of();
        while (true) {
            InputDialog asked = new InputDialog(form, title, typed);
            asked.dialog.showDialog();
            if (asked.dialog.wasCanceled()) return Optional.empty();
            typed = asked.read();
            Map<String, String> given = new LinkedHashMap<>(typed);
            // An empty text is as good as left out.
            given.values().removeIf(String::isEmpty);
            try {
                Map<String, Object> values = form.values(given);
                // IJ.recording() would say the same, but is newer than many an ImageJ in use.
                if (Recorder.record) given.forEach(InputDialog::record);
                return Optional.of(values);
            } catch (IllegalArgumentException e) {
                IJ.error("Mulligan", e.getMessage());
            }
        }
    }

    private static String standard(ModuleItem<?> item) {
        return item.getDefaultValue() == null ? "" : item.getDefaultValue().toString();
    }

    private Component add(ModuleItem<?> item, List<String> choices, String value) {
        String label = item.getLabel();
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

    private Map<String, String> read() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((key, field) -> texts.put(key, text(field)));
        return texts;
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

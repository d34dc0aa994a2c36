package org.mulligan.ij1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Label;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Vector;
import java.util.function.Supplier;
import org.mulligan.door.CommandForm;
import org.mulligan.door.FormField;
import org.mulligan.ui.Manual;
import org.mulligan.ui.Screen;

/**
 * ImageJ's dialog for a command, made from the command's inputs, in ImageJ and in Fiji. Fiji's
 * SciJava could make one too, but then the same command would look otherwise there, remember other
 * values and record another line, and only one of the two would ever have been tested.
 */
final class InputDialog {
    /** Longest line of text in the dialog, in characters; longer ones would make it too wide. */
    private static final int LINE = 100;

    private final FittedDialog dialog;
    private final Map<String, Component> fields = new LinkedHashMap<>();

    /**
     * @param typed values that take the place of the defaults
     */
    InputDialog(CommandForm form, ImageInputs images, Map<String, String> typed) {
        this(form, images, typed, Screen::usable);
    }

    /**
     * @param room most width and height that the dialog may have, px
     */
    InputDialog(
            CommandForm form,
            ImageInputs images,
            Map<String, String> typed,
            Supplier<Dimension> room) {
        String subject = images.active().map(image -> " - " + image.getTitle()).orElse("");
        dialog = new FittedDialog(form.label() + subject, room);
        for (FormField field : images.others())
            fields.put(field.key(), choice(field, ImageInputs.choices(field), value(field, typed)));
        for (FormField field : form.inputs()) {
            if (field.isImage() || !field.isAsked()) continue;
            String key = field.key();
            fields.put(key, add(field, form.choices(key), value(field, typed)));
            describe(form, key);
            if (field.isSeveral()) tell(field.choices());
        }
        Manual.page(form.label()).ifPresent(dialog::addHelp);
        if (!form.first().isEmpty()) showAtFirst(form, typed);
    }

    /** A value that is not the default is never out of sight. */
    private void showAtFirst(CommandForm form, Map<String, String> typed) {
        Map<String, String> standard = new HashMap<>();
        for (FormField field : form.inputs())
            standard.put(field.key(), Objects.toString(field.standard(), ""));
        List<Component> later = new ArrayList<>();
        boolean all = false;
        for (Map.Entry<String, Component> field : fields.entrySet()) {
            String key = field.getKey();
            if (form.first().contains(key)) continue;
            later.add(field.getValue());
            all |= !typed.getOrDefault(key, standard.get(key)).equals(standard.get(key));
        }
        dialog.showLater(later, all);
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

    /** Adds what several of may be typed above. */
    private void tell(List<String> choices) {
        dialog.setInsets(0, 20, 5);
        dialog.addMessage(Words.wrapped(String.join(", ", choices), dialog.columns(LINE)));
    }

    private String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        int most = dialog.columns(LINE);
        return line.length() <= most ? line : line.substring(0, most - 3) + "...";
    }

    /** Adds a line of text at the end. */
    void say(String text) {
        dialog.setInsets(5, 20, 5);
        dialog.addMessage(Words.wrapped(text, dialog.columns(LINE)));
    }

    /**
     * Shows the dialog.
     *
     * @return what was typed, by key, an empty text being as good as left out; empty when it was
     *     cancelled
     */
    Optional<Map<String, String>> ask() {
        dialog.showDialog();
        // Not wasCanceled(): it would also stop a macro that runs beside us.
        return dialog.wasOKed() ? Optional.of(read()) : Optional.empty();
    }

    /** The dialog itself, not shown yet. */
    FittedDialog window() {
        return dialog;
    }

    /** Whether there is anything to ask for. */
    boolean asks() {
        return !fields.isEmpty();
    }

    private static String value(FormField field, Map<String, String> typed) {
        return typed.getOrDefault(field.key(), Objects.toString(field.standard(), ""));
    }

    private Component add(FormField field, List<String> choices, String value) {
        String label = field.label();
        if (field.type() == boolean.class) {
            dialog.setInsets(3, 20, 3);
            dialog.addCheckbox(label, Boolean.parseBoolean(value));
            return last(dialog.getCheckboxes());
        }
        if (!choices.isEmpty()) return choice(field, choices, value);
        if (field.lowest() != null && field.highest() != null) return slider(field, value);
        if ("directory".equals(field.style())) dialog.addDirectoryField(label, value, 25);
        else if ("file".equals(field.style())) dialog.addFileField(label, value, 25);
        else dialog.addStringField(label, value, field.type() == String.class ? 20 : 8);
        return last(dialog.getStringFields());
    }

    private Component choice(FormField field, List<String> choices, String value) {
        dialog.addChoice(field.label(), choices.toArray(String[]::new), value);
        return last(dialog.getChoices());
    }

    private Component slider(FormField field, String value) {
        double low = field.lowest().doubleValue();
        dialog.addSlider(field.label(), low, field.highest().doubleValue(), low, field.step());
        TextField number = (TextField) last(dialog.getNumericFields());
        number.setText(value);
        return number;
    }

    private static Component last(Vector<?> fields) {
        return (Component) fields.lastElement();
    }

    /** What is typed now, by key, in the order of the keys. */
    Map<String, String> read() {
        Map<String, String> given = new LinkedHashMap<>();
        fields.forEach((key, field) -> given.put(key, text(field)));
        given.values().removeIf(String::isEmpty);
        return given;
    }

    private static String text(Component field) {
        if (field instanceof Checkbox box) return String.valueOf(box.getState());
        if (field instanceof Choice choice) return choice.getSelectedItem();
        return ((TextField) field).getText().trim();
    }
}

package org.mulligan.ij1;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;
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
import org.mulligan.ui.Manual;
import org.mulligan.ui.Offer;
import org.scijava.module.ModuleItem;

/**
 * ImageJ's dialog for a command, made from the command's inputs, in ImageJ and in Fiji. Fiji's
 * SciJava could make one too, but then the same command would look otherwise there, remember other
 * values and record another line, and only one of the two would ever have been tested.
 */
final class InputDialog {
    private static final int DESCRIPTION_COLUMNS = 60;

    private final GenericDialog dialog;
    private final Offer offer;
    private final Map<String, String> typed;
    private final Map<String, Component> fields = new LinkedHashMap<>();

    /**
     * @param typed what the fields hold at first, by key; defaults where there is nothing
     */
    InputDialog(CommandForm form, ImageInputs images, Map<String, String> typed) {
        this.typed = typed;
        offer = form.offer();
        dialog =
                new GenericDialog(
                        title(form.label(), images.active().map(ImagePlus::getTitle).orElse("")));
        for (ModuleItem<?> item : images.others())
            fields.put(item.getName(), choice(item, ImageInputs.choices(item)));
        for (ModuleItem<?> item : form.inputs())
            if (!ImageInputs.isImage(item)) fields.put(item.getName(), add(item));
        new Manual().section(form.label()).ifPresent(dialog::addHelp);
    }

    private static String title(String label, String image) {
        return "Mulligan: %s %s".formatted(label.replace("...", ""), image).trim();
    }

    private Component add(ModuleItem<?> item) {
        String label = item.getLabel();
        String value = value(item);
        if (item.getType() == boolean.class) {
            dialog.setInsets(3, 20, 3);
            dialog.addCheckbox(label, Boolean.parseBoolean(value));
            return last(dialog.getCheckboxes());
        }
        List<String> choices = offer.choices(item.getName());
        if (!choices.isEmpty()) return choice(item, choices);
        if (item.getMinimumValue() instanceof Number low
                && item.getMaximumValue() instanceof Number high) return slider(item, low, high);
        if ("directory".equals(item.getWidgetStyle())) dialog.addDirectoryField(label, value, 25);
        else if ("file".equals(item.getWidgetStyle())) dialog.addFileField(label, value, 25);
        else dialog.addStringField(label, value, item.getType() == String.class ? 20 : 8);
        return last(dialog.getStringFields());
    }

    private String value(ModuleItem<?> item) {
        Object value = typed.getOrDefault(item.getName(), String.valueOf(item.getDefaultValue()));
        return value.equals("null") ? "" : value.toString();
    }

    private Component slider(ModuleItem<?> item, Number low, Number high) {
        double step = item.getStepSize() == null ? 1 : item.getStepSize().doubleValue();
        dialog.addSlider(item.getLabel(), low.doubleValue(), high.doubleValue(), 0, step);
        TextField field = (TextField) last(dialog.getNumericFields());
        field.setText(value(item));
        return field;
    }

    private Choice choice(ModuleItem<?> item, List<String> choices) {
        dialog.addChoice(item.getLabel(), choices.toArray(String[]::new), value(item));
        Choice choice = (Choice) last(dialog.getChoices());
        String key = item.getName();
        if (choices.stream().map(name -> described(key, name)).allMatch(String::isEmpty))
            return choice;
        dialog.setInsets(0, 20, 5);
        dialog.addMessage("\n");
        MultiLineLabel below = (MultiLineLabel) dialog.getMessage();
        below.setText(described(key, choice.getSelectedItem()));
        choice.addItemListener(
                e -> {
                    below.setText(described(key, choice.getSelectedItem()));
                    dialog.pack();
                });
        return choice;
    }

    private String described(String key, String value) {
        return Words.wrapped(offer.describe(key, value), DESCRIPTION_COLUMNS);
    }

    private static Component last(Vector<?> fields) {
        return (Component) fields.lastElement();
    }

    /** Shows the dialog; empty when it was cancelled. */
    Optional<Map<String, String>> ask() {
        dialog.showDialog();
        // Not wasCanceled(): it would also stop a macro that runs beside us.
        return dialog.wasOKed() ? Optional.of(read()) : Optional.empty();
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

    private static String text(Component field) {
        if (field instanceof Checkbox box) return String.valueOf(box.getState());
        if (field instanceof Choice choice) return choice.getSelectedItem();
        return ((TextField) field).getText().trim();
    }
}

package org.mulligan.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.gui.DialogListener;
import ij.macro.Interpreter;
import java.awt.Color;
import java.awt.Font;
import java.awt.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code ij.gui.GenericDialog} is in a macro without a display: it answers from the macro's
 * options and from its defaults. The methods are those of GenericDialog in ImageJ 1.54p, called by
 * ImageJ's own commands, which is why their names and signatures are not ours; {@link
 * HeadlessDialogs} puts it in that class's place.
 */
@SuppressWarnings("unused")
public class MacroDialog extends SilentDialog {
    private static final long serialVersionUID = 1L;

    private final DialogFields numbers = new DialogFields();
    private final DialogFields strings = new DialogFields();
    private final DialogFields texts = new DialogFields();
    private final DialogFields booleans = new DialogFields();
    private final DialogFields choices = new DialogFields();
    private final DialogFields radios = new DialogFields();
    private final Set<String> keys = new HashSet<>();
    private final List<DialogListener> listeners = new ArrayList<>();
    private final StringBuilder messages = new StringBuilder();
    private final String title;
    private final String options = Macro.getOptions();
    private boolean message;
    private boolean invalid;
    private String error;

    public MacroDialog(String title) {
        this.title = title;
    }

    public MacroDialog(String title, Frame parent) {
        this(title);
    }

    /** The second field of one key gets {@code _0} behind it, as in GenericDialog. */
    private void add(DialogFields to, String label, Object value, String... choices) {
        String key = Macro.trimKey(label.trim());
        for (int n = 0; !keys.add(key); n++) key = Macro.trimKey(label.trim()) + "_" + n;
        to.add(new DialogFields.Field(key, value, choices));
    }

    public void resetCounters() {
        for (DialogFields fields : List.of(numbers, strings, texts, booleans, choices, radios))
            fields.reset();
    }

    private String given(DialogFields.Field field) {
        String fallback = String.valueOf(field.value());
        return options == null ? fallback : Macro.getValue(options, field.key(), fallback);
    }

    /** The value of a macro variable where {@code text} names one, else {@code text}. */
    private static String variable(String text) {
        Interpreter macro = Interpreter.getInstance();
        String name = text.startsWith("&") ? text.substring(1) : text;
        String value = macro == null ? null : macro.getVariableAsString(name);
        return value == null ? name : value;
    }

    public void addNumericField(String label, double value) {
        add(numbers, label, value);
    }

    public void addNumericField(String label, double value, int digits) {
        add(numbers, label, value);
    }

    public void addNumericField(String label, double value, int digits, int columns, String unit) {
        add(numbers, label, value);
    }

    public void addSlider(String label, double low, double high, double value) {
        add(numbers, label, value);
    }

    public void addSlider(String label, double low, double high, double value, double step) {
        add(numbers, label, value);
    }

    public void addStringField(String label, String value) {
        add(strings, label, value == null ? "" : value);
    }

    public void addStringField(String label, String value, int columns) {
        addStringField(label, value);
    }

    public void addDirectoryField(String label, String value) {
        addStringField(label, value);
    }

    public void addDirectoryField(String label, String value, int columns) {
        addStringField(label, value);
    }

    public void addFileField(String label, String value) {
        addStringField(label, value);
    }

    public void addFileField(String label, String value, int columns) {
        addStringField(label, value);
    }

    public void addTextAreas(String first, String second, int rows, int columns) {
        add(texts, "text1", first == null ? "" : first);
        if (second != null) add(texts, "text2", second);
    }

    public void addCheckbox(String label, boolean value) {
        add(booleans, label, value);
    }

    public void addCheckboxGroup(int rows, int columns, String[] labels, boolean[] values) {
        for (int i = 0; i < labels.length; i++)
            if (labels[i] != null && !labels[i].isEmpty()) addCheckbox(labels[i], values[i]);
    }

    public void addCheckboxGroup(
            int rows, int columns, String[] labels, boolean[] values, String[] headings) {
        addCheckboxGroup(rows, columns, labels, values);
    }

    public void addChoice(String label, String[] items, String value) {
        add(choices, label, value == null || value.isEmpty() ? items[0] : value, items);
    }

    public void addRadioButtonGroup(
            String label, String[] items, int rows, int columns, String value) {
        add(radios, label == null ? "" : label, value == null ? items[0] : value, items);
    }

    public <E extends Enum<E>> void addEnumChoice(String label, E value) {
        addEnumChoice(label, value.getDeclaringClass().getEnumConstants(), value);
    }

    public <E extends Enum<E>> void addEnumChoice(String label, E[] items, E value) {
        String[] names = Arrays.stream(items).map(Object::toString).toArray(String[]::new);
        addChoice(label, names, value == null ? names[0] : value.toString());
    }

    public void addImageChoice(String label, String value) {
        String[] titles = WindowManager.getImageTitles();
        addChoice(label, titles.length == 0 ? new String[] {""} : titles, value);
    }

    public double getNextNumber() {
        DialogFields.Field field = numbers.next();
        String text = given(field);
        double number = parseDouble(text);
        if (Double.isNaN(number) && !text.equals("NaN")) number = parseDouble(variable(text));
        if (Double.isNaN(number) && !text.equals("NaN")) {
            invalid = true;
            error = "\"%s\" is an invalid number".formatted(text);
        }
        return number;
    }

    public double parseDouble(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    public String getNextString() {
        String text = given(strings.next());
        return text.startsWith("&") ? variable(text) : text;
    }

    public String getNextText() {
        return given(texts.next());
    }

    /** In a macro a checkbox that is not named is off, whatever its default. */
    public boolean getNextBoolean() {
        DialogFields.Field field = booleans.next();
        if (options == null) return (Boolean) field.value();
        return isNamed(field.key());
    }

    /** True where the key stands as a word of its own outside brackets. */
    private boolean isNamed(String key) {
        String bare = options.replaceAll("\\[[^\\]]*\\]", "").toLowerCase(Locale.US);
        return Arrays.asList(bare.trim().split("\\s+")).contains(key);
    }

    public String getNextChoice() {
        return chosen(choices.next());
    }

    public int getNextChoiceIndex() {
        DialogFields.Field field = choices.next();
        return Arrays.asList(field.choices()).indexOf(chosen(field));
    }

    public String getNextRadioButton() {
        return chosen(radios.next());
    }

    private String chosen(DialogFields.Field field) {
        String text = given(field);
        List<String> items = Arrays.asList(field.choices());
        String named = items.contains(text) ? text : variable(text);
        if (items.contains(named)) return named;
        invalid = true;
        error = "\"%s\" is not a valid choice for \"%s\"".formatted(text, field.key());
        IJ.error(title, error);
        return String.valueOf(field.value());
    }

    public <E extends Enum<E>> E getNextEnumChoice(Class<E> type) {
        String name = getNextChoice();
        for (E value : type.getEnumConstants()) if (value.toString().equals(name)) return value;
        throw new IllegalArgumentException("No choice is named " + name);
    }

    public ImagePlus getNextImage() {
        return WindowManager.getImage(getNextChoice());
    }

    /** A dialog of an error is said on stderr; one that asks is answered by the options. */
    public void showDialog() {
        resetCounters();
        if (message) HeadlessDialogs.error(messages.toString().trim());
        else if (options == null && !keys.isEmpty())
            IJ.error(
                    title,
                    "\"%s\" asks with a dialog, and there is no display: give its options in run(...)"
                            .formatted(title));
        else if (!listeners.isEmpty()) {
            HeadlessDialogs.tell(listeners.get(0), this);
            resetCounters();
        }
    }

    public void hideCancelButton() {
        message = true;
    }

    public void addMessage(String text) {
        messages.append(text).append('\n');
    }

    public void addMessage(String text, Font font) {
        addMessage(text);
    }

    public void addMessage(String text, Font font, Color color) {
        addMessage(text);
    }

    public void addDialogListener(DialogListener listener) {
        listeners.add(listener);
    }

    public boolean wasCanceled() {
        return options == null && !keys.isEmpty() && !message;
    }

    public boolean wasOKed() {
        return !wasCanceled();
    }

    public boolean invalidNumber() {
        return invalid;
    }

    public String getErrorMessage() {
        return error;
    }
}

package org.mulligan.ij1;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.TextArea;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What ImageJ's macro recorder writes of a command that was filled in by hand. */
final class RecordedLine {
    private final String label;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** What the recorder has of it; empty where that cannot be told. */
    private String written = "";

    /**
     * @param label of the command
     * @param given every value of the dialog, the defaults too: the line still means the same when
     *     a default changes one day
     * @throws IllegalArgumentException when a macro cannot hold a value
     */
    RecordedLine(String label, Map<String, String> given) {
        this.label = label;
        given.forEach((key, value) -> values.put(key, portable(value)));
        values.forEach(RecordedLine::requireReadable);
    }

    /** A path of Windows with slashes, as ImageJ records it: in a macro \ has another meaning. */
    private static String portable(String value) {
        return File.separatorChar == '\\' ? value.replace('\\', '/') : value;
    }

    /** Recorder puts a value with a space into brackets, and that is all it does. */
    private static void requireReadable(String key, String value) {
        String written = value.indexOf(' ') < 0 ? value : "[" + value + "]";
        if (value.matches("[^\"\\\\\n]*")
                && MacroOptions.readsAs(key + "=" + written, Map.of(key, value))) return;
        throw new IllegalArgumentException(
                "%s cannot be recorded in a macro, because of its brackets or quotes: %s. Choose"
                                .formatted(key, value)
                        + " another name, or close the Recorder");
    }

    /**
     * Writes the line at once, before the command runs: what is recorded while it runs comes after
     * it, as it was done. (ImageJ itself would write it at the end, or not at all if another
     * command was called in between.)
     *
     * @param active what the command works on; in a script {@code imp}, which the recorder writes
     *     only of an image that it believes changed
     */
    void write(Optional<ImagePlus> active) {
        String before = Recorder.getInstance().getText();
        Recorder.setCommand(label);
        active.ifPresent(Recorder.getInstance()::imageUpdated);
        // With our own keys: GenericDialog would record the first word of each label.
        values.forEach(Recorder::recordOption);
        Recorder.saveCommand();
        String after = Recorder.getInstance().getText();
        if (after.startsWith(before)) written = after.substring(before.length());
    }

    /**
     * Makes a remark of the line, as the command did not do what it says: a macro of it would fail
     * likewise, or do what the user gave up. Whatever was recorded since stays.
     *
     * @param why in another remark
     */
    void takeBack(String why) {
        Recorder recorder = Recorder.getInstance();
        if (recorder == null) return;
        int at = written.isEmpty() ? -1 : recorder.getText().lastIndexOf(written);
        Optional<TextArea> area = find(recorder, TextArea.class);
        if (at >= 0 && area.isPresent())
            area.get()
                    .replaceRange(
                            written.replaceAll("(?m)^(?=.)", remark()), at, at + written.length());
        Recorder.recordString(remark() + why.replaceAll("\\s+", " ") + "\n");
    }

    /** How a remark begins in the language that is recorded. */
    private static String remark() {
        boolean python =
                find(Recorder.getInstance(), Choice.class)
                        .filter(language -> "Python".equals(language.getSelectedItem()))
                        .isPresent();
        return python ? "# " : "// ";
    }

    private static <C extends Component> Optional<C> find(Container whole, Class<C> type) {
        for (Component part : whole.getComponents()) {
            if (type.isInstance(part)) return Optional.of(type.cast(part));
            if (part instanceof Container inner && find(inner, type).isPresent())
                return find(inner, type);
        }
        return Optional.empty();
    }

    /** ImageJ would record a command without its values, even one that was cancelled. */
    static void takeOver() {
        if (Recorder.record) Recorder.disableCommandRecording();
    }

    /**
     * Shows a result. Left to itself ImageJ would record that it was selected, by its title, which
     * another image may have too; but after our line it is the active one anyway. In a script
     * {@code imp} is what comes next works on.
     */
    static void show(ImagePlus image) {
        boolean selecting = Recorder.record && Recorder.getCommand() == null;
        if (selecting) Recorder.setCommand("show");
        UniqueTitle.show(image);
        if (selecting) Recorder.disableCommandRecording();
        if (Recorder.record && Recorder.scriptMode())
            Recorder.recordString("imp = IJ.getImage();\n");
    }
}

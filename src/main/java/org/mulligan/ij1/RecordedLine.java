package org.mulligan.ij1;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What ImageJ's macro recorder writes of a command that was filled in by hand. */
final class RecordedLine {
    private final String label;
    private final Map<String, String> values = new LinkedHashMap<>();

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
        Recorder.setCommand(label);
        active.ifPresent(Recorder.getInstance()::imageUpdated);
        // With our own keys: GenericDialog would record the first word of each label.
        values.forEach(Recorder::recordOption);
        Recorder.saveCommand();
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
        image.show();
        if (selecting) Recorder.disableCommandRecording();
        if (Recorder.record && Recorder.scriptMode())
            Recorder.recordString("imp = IJ.getImage();\n");
    }

    /** A line on its own that macros skip; scripts of the recorder's languages do too. */
    static void remark(String text) {
        Recorder.recordString("// %s\n".formatted(text.replaceAll("\\s+", " ")));
    }
}

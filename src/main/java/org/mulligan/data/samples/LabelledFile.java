package org.mulligan.data.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An image file with its class.
 *
 * @param name of the file within its set, with a slash behind its sub-folder
 * @param label empty where there are no classes
 */
public record LabelledFile(Path path, String name, String label) {
    /**
     * The image files of a folder; where it holds none itself, of its sub-folders, whose names are
     * their classes.
     *
     * @param classes empty; {@link Samples#FOLDERS}; or a text file of lines {@code name,class}
     * @param note is told what is left out
     * @throws IllegalArgumentException if there is no folder or no image, or an image has no class;
     *     the text says what to do
     */
    public static List<LabelledFile> list(
            Path folder, Optional<String> classes, Consumer<String> note) throws IOException {
        if (!Files.isDirectory(folder))
            throw new IllegalArgumentException(
                    "%s is not a folder of images; give one, possibly with one sub-folder for each class"
                            .formatted(folder));
        boolean byFolder = classes.isPresent() && classes.get().equals(Samples.FOLDERS);
        List<SampleFile> files = SampleFile.list(folder, byFolder, note);
        List<String> labels =
                classes.isEmpty() || byFolder
                        ? files.stream().map(SampleFile::folder).toList()
                        : new SampleLabels(Path.of(classes.get())).of(files, note);
        List<LabelledFile> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i++)
            all.add(new LabelledFile(files.get(i).path(), files.get(i).name(), labels.get(i)));
        return all;
    }

    /** The sub-folder that it lies in, with its slash; empty: in none. */
    public String folder() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** Every class once, as {@link Samples#classes()} sorts them; empty where there are none. */
    public static List<String> classes(List<LabelledFile> files) {
        return SampleLabels.sorted(
                files.stream().map(LabelledFile::label).filter(each -> !each.isEmpty()).toList());
    }
}

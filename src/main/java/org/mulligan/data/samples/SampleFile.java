package org.mulligan.data.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mulligan.data.Pairing;
import org.mulligan.image.io.ImageFiles;

/**
 * One file of a folder of images.
 *
 * @param name with its ending; behind its sub-folder and a slash where it lies in one
 * @param folder name of its sub-folder; empty where it lies in none
 */
record SampleFile(String name, String folder, Path path) {
    /**
     * The image files of a folder, or of its sub-folders where it holds none itself; not of theirs.
     *
     * @param bySubfolder whether only those in sub-folders are meant
     * @throws IllegalArgumentException if there are none
     */
    static List<SampleFile> list(Path folder, boolean bySubfolder, Consumer<String> note)
            throws IOException {
        List<Path> folders = subfolders(folder);
        if (bySubfolder && folders.isEmpty())
            throw new IllegalArgumentException(
                    "classes=folders needs a folder for each class, and %s has no sub-folders"
                            .formatted(folder));
        boolean own = ImageFiles.list(folder).stream().anyMatch(ImageFiles::isImage);
        if (!bySubfolder && (own || folders.isEmpty())) {
            if (!folders.isEmpty())
                note.accept(
                        "The sub-folders of %s are left out, as it holds images itself"
                                .formatted(folder));
            return in(folder, "", note);
        }
        if (own)
            note.accept(
                    "The images beside the sub-folders of %s have no class and are left out"
                            .formatted(folder));
        List<SampleFile> files = new ArrayList<>();
        for (Path each : folders) files.addAll(in(each, each.getFileName().toString(), note));
        return files;
    }

    private static List<Path> subfolders(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(ImageFiles::isFolder)
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static List<SampleFile> in(Path folder, String name, Consumer<String> note)
            throws IOException {
        String before = name.isEmpty() ? "" : name + "/";
        return Pairing.single(folder, note).stream()
                .map(Pairing.Entry::target)
                .map(path -> new SampleFile(before + path.getFileName(), name, path))
                .toList();
    }

    /** The name without its ending. */
    String stem() {
        int dot = name.lastIndexOf('.');
        return dot > name.indexOf('/') + 1 ? name.substring(0, dot) : name;
    }
}

package org.mulligan.image.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What lies in a folder, not in its folders, without hidden files, by name.
 *
 * @param images of a format that ImageJ opens; whether they are whole is not known
 * @param failed what looks like an image and cannot be opened, and why with what to do
 * @param others what does not look like an image
 */
public record FolderImages(List<Path> images, Map<Path, String> failed, List<Path> others) {
    /** The name of our own log beside results, which is no image that somebody forgot. */
    public static final String LOG = "mulligan.log";

    /** Nothing is opened but first bytes. */
    public static FolderImages of(Path folder) throws IOException {
        FolderImages found =
                new FolderImages(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.getFileName().toString().equals(LOG))
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    private void add(Path file) {
        String unspeakable = ForeignImages.unspeakable(file).orElse("");
        if (!unspeakable.isEmpty()) {
            if (Files.isRegularFile(file) && ForeignImages.looksLikeImage(file))
                failed.put(file, unspeakable);
            else others.add(file);
        } else if (!ImageFiles.isFolder(file)
                && Files.isReadable(file)
                && ImageFiles.isImage(file)) {
            images.add(file);
        } else {
            ForeignImages.reason(file)
                    .ifPresentOrElse(
                            reason -> failed.put(file, reason),
                            () -> {
                                if (!Files.isDirectory(file)) others.add(file);
                            });
        }
    }

    /** Why what looks like an image is none that ImageJ opens; empty where it looks like none. */
    public static Optional<String> reason(Path file) {
        return ForeignImages.reason(file);
    }

    /** Says what does not count as an image, in a line, or in two where some are not readable. */
    public void sayOthers(Consumer<String> log) {
        say(
                "Left out, no image that ImageJ opens: ",
                others.stream().filter(Files::isReadable).toList(),
                log);
        say(
                "Left out, there is no permission to read it: ",
                others.stream().filter(other -> !Files.isReadable(other)).toList(),
                log);
    }

    private static void say(String what, List<Path> files, Consumer<String> log) {
        if (files.size() == 1) log.accept(what + files.get(0));
        else if (!files.isEmpty())
            log.accept("%s%d files, the first is %s".formatted(what, files.size(), files.get(0)));
    }

    /**
     * What befell one file, in the user's words; of what nobody foresaw at least what it is.
     *
     * @param failure anything that was thrown while the file was opened or worked on
     */
    public static String said(Throwable failure) {
        boolean meant =
                failure instanceof IOException
                        || failure instanceof UncheckedIOException
                        || failure instanceof IllegalArgumentException
                        || failure instanceof IllegalStateException;
        if (meant && failure.getMessage() != null) return failure.getMessage();
        return failure instanceof OutOfMemoryError
                ? "it does not fit into memory; give Java more (-Xmx), or cut it into parts"
                : "it failed in a way that nobody foresaw (%s); open it in ImageJ and save it as TIFF"
                        .formatted(failure);
    }
}

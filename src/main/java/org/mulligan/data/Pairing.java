package org.mulligan.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;

/** Which files of one or two folders belong together. */
public final class Pairing {
    /**
     * One image to learn from.
     *
     * @param name file name of the clean image without its extension
     * @param noisy empty where the clean image is degraded instead
     */
    public record Entry(String name, Optional<Path> noisy, Path target) {}

    private static final Set<String> NO_IMAGES =
            Set.of(
                    "txt", "md", "csv", "tsv", "json", "xml", "yml", "yaml", "log", "ini", "db",
                    "html", "htm", "pdf", "ijm", "roi", "doc", "docx", "xls", "xlsx", "py");
    private static final int NAMED = 5;

    private Pairing() {}

    /** Every image of a folder by itself, sorted by name. */
    public static List<Entry> single(Path target, Consumer<String> notes) throws IOException {
        return images(target, notes).entrySet().stream()
                .map(file -> new Entry(file.getKey(), Optional.empty(), file.getValue()))
                .toList();
    }

    /**
     * Pairs by file name without its extension; if no name at all is in both folders and they hold
     * equally many files, by sorted order.
     *
     * @throws IllegalArgumentException if some file has no partner
     */
    public static List<Entry> pairs(Path noisy, Path target, Consumer<String> notes)
            throws IOException {
        Map<String, Path> inputs = images(noisy, notes);
        Map<String, Path> targets = images(target, notes);
        Set<String> shared =
                inputs.keySet().stream().filter(targets::containsKey).collect(Collectors.toSet());
        if (shared.isEmpty() && inputs.size() == targets.size()) {
            notes.accept(
                    "No file name is in both folders: %d pairs by sorted order, the first being %s and %s"
                            .formatted(
                                    inputs.size(),
                                    inputs.values().iterator().next().getFileName(),
                                    targets.values().iterator().next().getFileName()));
            return inOrder(new ArrayList<>(inputs.values()), targets);
        }
        requirePartners(noisy, inputs, target, targets);
        notes.accept("%d pairs by file name".formatted(shared.size()));
        return inOrder(new ArrayList<>(inputs.values()), targets);
    }

    private static List<Entry> inOrder(List<Path> inputs, Map<String, Path> targets) {
        List<Entry> entries = new ArrayList<>();
        targets.forEach(
                (name, target) ->
                        entries.add(
                                new Entry(name, Optional.of(inputs.get(entries.size())), target)));
        return entries;
    }

    private static void requirePartners(
            Path noisy, Map<String, Path> inputs, Path target, Map<String, Path> targets) {
        List<String> lonelyInputs = without(inputs.keySet(), targets.keySet());
        List<String> lonelyTargets = without(targets.keySet(), inputs.keySet());
        if (lonelyInputs.isEmpty() && lonelyTargets.isEmpty()) return;
        throw new IllegalArgumentException(
                "Pairs must have the same file name in both folders: %d of %d files in %s have no partner%s, %d of %d in %s%s"
                        .formatted(
                                lonelyInputs.size(),
                                inputs.size(),
                                noisy,
                                some(lonelyInputs),
                                lonelyTargets.size(),
                                targets.size(),
                                target,
                                some(lonelyTargets)));
    }

    private static List<String> without(Collection<String> names, Collection<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static String some(List<String> names) {
        if (names.isEmpty()) return "";
        String list = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return " (%s%s)".formatted(list, names.size() > NAMED ? ", ..." : "");
    }

    /** The image files of a folder by their name without extension, sorted. */
    private static Map<String, Path> images(Path folder, Consumer<String> notes)
            throws IOException {
        if (!Files.isDirectory(folder))
            throw new IllegalArgumentException("There is no folder " + folder);
        Map<String, Path> images = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            if (!ImageFiles.isFile(file)) {
                FolderImages.reason(file)
                        .ifPresent(why -> notes.accept("Left out: %s: %s".formatted(file, why)));
                continue;
            }
            String name = file.getFileName().toString();
            if (name.startsWith(".") || name.equals("Thumbs.db") || name.equals(FolderImages.LOG))
                continue;
            int dot =
                    ImageFiles.endsTwice(name)
                            ? ImageFiles.stem(name).length()
                            : name.lastIndexOf('.');
            if (NO_IMAGES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
                notes.accept("%s is no image and is left out".formatted(file));
                continue;
            }
            Path before = images.put(dot > 0 ? name.substring(0, dot) : name, file);
            if (before != null)
                throw new IllegalArgumentException(
                        "%s and %s have the same name before the dot; which of them is meant? Move one away"
                                .formatted(before, file.getFileName()));
        }
        if (images.isEmpty())
            throw new IllegalArgumentException("There are no images in the folder " + folder);
        return images;
    }
}

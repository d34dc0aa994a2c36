package org.mulligan.data.samples;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A file that says of which class each image is. */
record SampleLabels(Path file) {
    private static final Set<String> HEADERS =
            Set.of(
                    "name",
                    "file",
                    "filename",
                    "file_name",
                    "image",
                    "images",
                    "path",
                    "id",
                    "class",
                    "classes",
                    "label",
                    "labels");
    private static final int NAMED = 5;
    private static final int NONE = -1;

    SampleLabels {
        if (!Files.isRegularFile(file))
            throw new IllegalArgumentException(
                    "There is no file %s; the classes are a text file, an idx file of labels, or the word folders"
                            .formatted(file));
    }

    /**
     * The classes of the files of a folder, out of lines {@code name,class}; the name may lack its
     * ending. Commas, semicolons or tabs separate.
     *
     * @return one per image
     * @throws IllegalArgumentException if an image has no class or two, or a line is not as it must
     *     be
     */
    List<String> of(List<SampleFile> images, Consumer<String> note) throws IOException {
        if (Idx.isIdx(file))
            throw new IllegalArgumentException(
                    "%s is an idx file, whose labels have no names; for a folder give a text file of lines name,class"
                            .formatted(file));
        Map<String, Integer> known = keys(images);
        List<String> lines = lines();
        char separator = separator(lines.get(0));
        String[] classes = new String[images.size()];
        List<String> superfluous = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            List<String> fields = fields(lines.get(i), separator);
            requireTwo(fields, i + 1, lines.get(i));
            int image = find(known, fields.get(0));
            if (image >= 0) set(classes, image, fields.get(1), i + 1);
            else if (i > 0 || !HEADERS.contains(fields.get(0).toLowerCase(Locale.ROOT)))
                superfluous.add(fields.get(0));
        }
        requireAll(images, classes);
        if (!superfluous.isEmpty())
            note.accept(
                    "%d lines of %s name no image and are left out: %s"
                            .formatted(superfluous.size(), file, some(superfluous)));
        return List.of(classes);
    }

    /**
     * The classes of images that have an order and no names: an idx file of labels, or one class a
     * line.
     *
     * @param count of the images
     * @param images the file that they lie in
     * @throws IllegalArgumentException if there are not {@code count} classes
     */
    List<String> inOrder(int count, Path images, SampleMemory memory) throws IOException {
        List<String> classes = Idx.isIdx(file) ? numbers(memory) : wholeLines(count);
        if (classes.size() != count)
            throw new IllegalArgumentException(
                    "%s has %d classes and %s has %d images; there must be as many, in the same order"
                            .formatted(file, classes.size(), images, count));
        return classes;
    }

    private List<String> numbers(SampleMemory memory) throws IOException {
        String[] names = new String[256];
        for (int i = 0; i < names.length; i++) names[i] = Integer.toString(i);
        List<String> classes = new ArrayList<>();
        for (byte label : Idx.read(file, 1, memory).values()) classes.add(names[label & 0xff]);
        return classes;
    }

    private List<String> wholeLines(int count) throws IOException {
        List<String> lines = lines();
        if (lines.size() == count + 1 && HEADERS.contains(lines.get(0).toLowerCase(Locale.ROOT)))
            lines = lines.subList(1, lines.size());
        for (int i = 0; i < lines.size(); i++)
            if (lines.get(i).isEmpty() || lines.get(i).matches(".*[,;\t].*"))
                throw new IllegalArgumentException(
                        "Line %d of %s is \"%s\"; for the images of one file each line must be one class and nothing else"
                                .formatted(i + 1, file, lines.get(i)));
        return lines;
    }

    /** Without white space at their ends, and without empty ones at the end of the file. */
    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file))
                lines.add(line.replace("\uFEFF", "").strip());
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "%s is no text in UTF-8; save the classes as a CSV file in UTF-8"
                            .formatted(file),
                    e);
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty())
            lines.remove(lines.size() - 1);
        if (lines.isEmpty())
            throw new IllegalArgumentException(
                    "%s is empty; a line for each image is needed".formatted(file));
        return lines;
    }

    private static char separator(String line) {
        if (line.indexOf('\t') >= 0) return '\t';
        return line.indexOf(';') >= 0 ? ';' : ',';
    }

    /**
     * What quotation marks enclose is not separated, wherever they stand: people write such files
     * by hand, and commons-csv ends at a mark that RFC 4180 does not allow.
     */
    private static List<String> fields(String line, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else field.append(c);
        }
        fields.add(field.toString().strip());
        return fields;
    }

    private void requireTwo(List<String> fields, int number, String line) {
        if (fields.size() != 2 || fields.get(0).isEmpty() || fields.get(1).isEmpty())
            throw new IllegalArgumentException(
                    "Line %d of %s is \"%s\"; each line must be name,class"
                            .formatted(number, file, line));
    }

    /** The names by which an image may be called; with or without ending and folder. */
    private static Map<String, Integer> keys(List<SampleFile> images) {
        Map<String, Integer> keys = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            SampleFile image = images.get(i);
            for (String key :
                    new LinkedHashSet<>(
                            List.of(
                                    image.name(),
                                    image.stem(),
                                    last(image.name()),
                                    last(image.stem()))))
                // The name alone of images in several folders says nothing.
                keys.merge(key, i, (a, b) -> NONE);
        }
        return keys;
    }

    private static int find(Map<String, Integer> keys, String name) {
        String plain = name.replace('\\', '/').replaceFirst("^\\./", "");
        for (String key : List.of(plain, last(plain)))
            for (String form : List.of(key, key.replaceFirst("\\.[A-Za-z]{2,4}$", "")))
                if (keys.containsKey(form)) return keys.get(form);
        return NONE;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private void set(String[] classes, int image, String name, int line) {
        if (classes[image] != null && !classes[image].equals(name))
            throw new IllegalArgumentException(
                    "Line %d of %s gives an image the class %s that had the class %s; an image has one class"
                            .formatted(line, file, name, classes[image]));
        classes[image] = name;
    }

    private void requireAll(List<SampleFile> images, String[] classes) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < classes.length; i++)
            if (classes[i] == null) missing.add(images.get(i).name());
        if (!missing.isEmpty())
            throw new IllegalArgumentException(
                    "%s gives no class for %d of %d images: %s; add lines name,class for them, or take the images out"
                            .formatted(file, missing.size(), classes.length, some(missing)));
    }

    private static String some(List<String> names) {
        String list = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? list + ", ..." : list;
    }

    /** Every class once; numbers by their value, names by the alphabet. */
    static List<String> sorted(List<String> classes) {
        String[] each = classes.stream().distinct().toArray(String[]::new);
        Arrays.sort(each);
        if (Arrays.stream(each).allMatch(name -> name.matches("-?\\d{1,15}(\\.\\d{1,15})?")))
            Arrays.sort(
                    each, (a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)));
        return List.of(each);
    }
}

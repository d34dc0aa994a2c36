package org.mulligan.data.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mulligan.data.FilesHash;
import org.mulligan.image.mask.ObjectMask;
import org.mulligan.image.plane.Pixels;

/** The images that others are drawn from: each has the name of its partner, with any ending. */
final class SamplePartners {
    private static final int NAMED = 5;

    /** Of a name that several files have. */
    private static final SampleFile AMBIGUOUS = new SampleFile("", "", Path.of(""));

    private final Path folder;
    private final boolean labels;
    private final Map<String, SampleFile> partners = new HashMap<>();

    /**
     * One of them, opened.
     *
     * @param labels whether its pixels are numbers of objects
     */
    record Partner(Path file, SampleStack stack, boolean labels) {
        /**
         * @throws IllegalArgumentException when it is no image of one channel
         */
        static Partner open(Path file, boolean labels) throws IOException {
            return new Partner(file, SampleStack.openGuide(file), labels);
        }

        /**
         * The image with its partner as a plane behind its own. It counts as one of the partner's
         * file: images that are drawn from one are not to be learnt from and held back.
         *
         * @param index of the image in its file, from 0
         * @param count of the images in that file
         * @throws IllegalArgumentException when sizes or numbers differ
         */
        SampleImage behind(SampleImage image, int index, int count) throws IOException {
            if (stack.width() != image.width() || stack.height() != image.height())
                throw new IllegalArgumentException(
                        "%s is %d x %d px and its input %s %d x %d; an image is drawn pixel on pixel, so both must be of one size"
                                .formatted(
                                        image.file(),
                                        image.width(),
                                        image.height(),
                                        file,
                                        stack.width(),
                                        stack.height()));
            if (stack.count() != 1 && stack.count() != count)
                throw new IllegalArgumentException(
                        "%s has %d images and its input %s %d; there must be as many, in the same order, or one input for all"
                                .formatted(image.file(), count, file, stack.count()));
            int number = stack.count() == 1 ? 0 : index;
            Pixels plane = stack.read(number).get(0);
            List<Pixels> planes = new ArrayList<>(image.planes());
            planes.add(labels ? ObjectMask.of(plane) : plane);
            return new SampleImage(
                    file,
                    stack.count() == 1 ? 0 : number + 1,
                    image.label(),
                    planes,
                    0,
                    image.width(),
                    image.height());
        }
    }

    /**
     * @param files that need one each
     * @param note is told what is left out
     * @throws IllegalArgumentException if one has none; the text names some
     */
    SamplePartners(Path folder, boolean labels, List<SampleFile> files, Consumer<String> note)
            throws IOException {
        this.folder = folder;
        this.labels = labels;
        if (!Files.isDirectory(folder))
            throw new IllegalArgumentException(
                    "inputs must be a folder, as the images are in one, got %s".formatted(folder));
        Map<String, SampleFile> names = names(SampleFile.list(folder, false, note));
        Set<Path> used = new HashSet<>();
        List<String> lonely = new ArrayList<>();
        for (SampleFile file : files) {
            Optional<SampleFile> partner = find(names, file);
            if (partner.isEmpty()) {
                lonely.add(file.name());
                continue;
            }
            partners.put(file.name(), partner.get());
            used.add(partner.get().path());
        }
        if (!lonely.isEmpty())
            throw new IllegalArgumentException(
                    "%d of %d images have no input in %s, which must have an image of the same name for each: %s%s"
                            .formatted(
                                    lonely.size(),
                                    files.size(),
                                    folder,
                                    String.join(
                                            ", ",
                                            lonely.subList(0, Math.min(NAMED, lonely.size()))),
                                    lonely.size() > NAMED ? ", ..." : ""));
        long spare =
                names.values().stream()
                        .filter(file -> file != AMBIGUOUS && !used.contains(file.path()))
                        .map(SampleFile::path)
                        .distinct()
                        .count();
        if (spare > 0)
            note.accept(
                    "%d files of %s are the input of no image and are left out"
                            .formatted(spare, folder));
    }

    /** By name with sub-folder, and by name alone where only one has it; without endings. */
    private static Map<String, SampleFile> names(List<SampleFile> files) {
        Map<String, SampleFile> names = new HashMap<>();
        for (SampleFile file : files) {
            names.put(file.stem(), file);
            String last = last(file.stem());
            if (!last.equals(file.stem())) names.merge(last, file, (one, other) -> AMBIGUOUS);
        }
        return names;
    }

    private static Optional<SampleFile> find(Map<String, SampleFile> names, SampleFile file) {
        for (String name : List.of(file.stem(), last(file.stem()))) {
            SampleFile found = names.get(name);
            if (found != null && found != AMBIGUOUS) return Optional.of(found);
        }
        return Optional.empty();
    }

    private static String last(String stem) {
        return stem.substring(stem.lastIndexOf('/') + 1);
    }

    /** That of one of the files. */
    Partner of(SampleFile file) throws IOException {
        return Partner.open(partners.get(file.name()).path(), labels);
    }

    /** Adds every file that is used. */
    void addTo(FilesHash hash) throws IOException {
        List<SampleFile> used =
                partners.values().stream()
                        .distinct()
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList();
        for (SampleFile file : used) hash.add("input " + file.name(), file.path());
    }

    /** Where they lie. */
    @Override
    public String toString() {
        return folder.toString();
    }
}

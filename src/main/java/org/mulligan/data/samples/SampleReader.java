package org.mulligan.data.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mulligan.data.FilesHash;
import org.mulligan.data.ImageJudge;
import org.mulligan.data.PixelSize;
import org.mulligan.data.audit.ImageAudit;
import org.mulligan.data.audit.Remark;
import org.mulligan.data.samples.SamplePartners.Partner;
import org.mulligan.image.io.FileWarnings;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.Pixels;

/** Reads every image of a set once: checks it, brings it to its size, and hashes it. */
final class SampleReader {
    private static final int LEAST_SIZE = 4;
    private static final int MOST_SIZE = 4096;

    /** Fewer are hardly enough to learn from what images have in common. */
    private static final int FEW = 100;

    private static final int NAMED_CLASSES = 20;

    /** What they are called in sentences. */
    private static final String IMAGES = "the set";

    private final int size;
    private final int channels;
    private final Fit fit;
    private final GuideSource guides;
    private final long seed;
    private final SampleMemory memory;
    private final Consumer<String> note;
    private final SampleSizes sizes;
    private final List<String> notes = new ArrayList<>();
    private final FileWarnings warnings = new FileWarnings();
    private final FilesHash hash = new FilesHash();
    private final List<SampleImage> images = new ArrayList<>();
    private final List<String> empty = new ArrayList<>();
    private final ImageJudge judge;
    private final boolean judges;
    private ImageAudit audit = new ImageAudit(IMAGES, 1);
    private final TreeSet<Integer> bitDepths = new TreeSet<>();
    private boolean colourTable;
    private long bytes;

    /**
     * @param memory that the images must fit
     * @throws IllegalArgumentException if there can be no such images
     */
    SampleReader(
            int size, int channels, Fit fit, long seed, SampleMemory memory, Consumer<String> log) {
        this(size, channels, fit, GuideSource.NONE, false, seed, memory, log);
    }

    /**
     * With what the images are drawn from.
     *
     * @param judges whether what cannot be learnt from is left out; else what is not a number is an
     *     error, and what comes twice is taken twice
     */
    SampleReader(
            int size,
            int channels,
            Fit fit,
            GuideSource guides,
            boolean judges,
            long seed,
            SampleMemory memory,
            Consumer<String> log) {
        if (size < LEAST_SIZE || size > MOST_SIZE)
            throw new IllegalArgumentException(
                    "The images that are learnt must be %d to %d px, got size=%d"
                            .formatted(LEAST_SIZE, MOST_SIZE, size));
        if (channels != 1 && channels != 3)
            throw new IllegalArgumentException(
                    "channels must be 1 (grey) or 3 (RGB, or three channels), got " + channels);
        this.size = size;
        this.channels = channels;
        this.fit = fit;
        this.guides = guides;
        this.seed = seed;
        this.memory = memory;
        this.sizes = new SampleSizes(size, fit);
        this.note =
                line -> {
                    notes.add(line);
                    log.accept(line);
                };
        this.judges = judges;
        judge = new ImageJudge(channels, note);
    }

    Samples read(Path source, Optional<String> classes) throws IOException {
        if (!ImageFiles.exists(source))
            throw new IllegalArgumentException(
                    "There is no folder or file %s; give a folder of images, a stack or an idx file"
                            .formatted(source));
        if (classes.isPresent() && !guides.photons().isEmpty())
            throw new IllegalArgumentException(
                    "Each of photons is a style already; leave classes empty");
        boolean folder = ImageFiles.isFolder(source);
        boolean idx = !folder && Idx.isIdx(source);
        if (folder) readFolder(source, classes);
        else if (idx) readIdx(source, labels(source, classes));
        else readStack(source, labels(source, classes));
        hashLabels(classes);
        requireSome(source);
        expose(source);
        boolean labelled = classes.isPresent() || guides.photons().size() > 1;
        List<String> known = labelled ? classes() : List.of();
        noteFiles();
        warnings.lines().forEach(note);
        return samples(source, known, idx);
    }

    private Samples samples(Path source, List<String> classes, boolean idx) {
        SampleSplit split = SampleSplit.of(images, seed);
        noteSplit(split, source);
        noteAudit(split);
        List<SampleImage> learnt = guides.present() ? only(0) : images;
        SampleRange range =
                idx && guides.photons().isEmpty()
                        ? SampleRange.ofBytes()
                        : SampleRange.measure(learnt, note);
        Optional<SampleRange> guide = Optional.empty();
        if (guides.present()) {
            guide = Optional.of(SampleRange.measure(only(channels), note));
            noteRanges(range, guide.get());
        } else noteRange(range, idx ? 0 : range.clipped(images));
        Optional<SamplePlaces> places =
                fit == Fit.CROP
                        ? Optional.of(SamplePlaces.measure(images, size, seed, note))
                        : Optional.empty();
        SampleView view =
                new SampleView(
                        size, guides.present() ? channels + 1 : channels, range, guide, places);
        SamplePool training = SamplePool.of(part(split, false), view);
        if (training.size() < FEW)
            note.accept(
                    "%d %s to learn from are few: a generator repeats them rather than learn what they have in common; some hundreds are needed, and thousands are better"
                            .formatted(
                                    training.size(),
                                    fit == Fit.CROP ? "places for a patch" : "images"));
        return new Samples(
                training,
                SamplePool.of(part(split, true), view),
                view,
                classes,
                seed,
                new SampleCard(hash.hex(), notes, judge.leftOut(), sizes.pixelSize()));
    }

    private void noteAudit(SampleSplit split) {
        Set<String> held =
                split.held().stream()
                        .mapToObj(i -> auditName(images.get(i)))
                        .collect(Collectors.toSet());
        audit.remarks(held).stream().map(Remark::line).forEach(note);
        audit.sampled().ifPresent(note);
    }

    private static String auditName(SampleImage image) {
        Path folder = image.file().toAbsolutePath().getParent().getFileName();
        String name = ImageFiles.stem(image.file().getFileName().toString());
        return "%s/%s%s"
                .formatted(folder, name, image.number() == 0 ? "" : " image " + image.number());
    }

    private List<SampleImage> only(int channel) {
        return images.stream().map(image -> image.only(channel)).toList();
    }

    /** Exposures take the place of clean images. */
    private void expose(Path source) {
        if (guides.photons().isEmpty()) return;
        double floats = 0;
        for (SampleImage image : images) floats += image.width() * (double) image.height();
        memory.require(2 * Float.BYTES * guides.photons().size() * floats, source);
        List<SampleImage> exposures =
                new SampleExposures(guides.photons(), guides.readNoise()).of(images, seed, note);
        images.clear();
        images.addAll(exposures);
    }

    private List<SampleImage> part(SampleSplit split, boolean held) {
        List<SampleImage> part = new ArrayList<>();
        for (int i = 0; i < images.size(); i++)
            if (split.held().get(i) == held) part.add(images.get(i));
        return part;
    }

    private void readFolder(Path folder, Optional<String> classes) throws IOException {
        boolean named = classes.isPresent() && classes.get().equals(Samples.FOLDERS);
        List<SampleFile> files = SampleFile.list(folder, named, note);
        List<String> labels;
        if (named) labels = files.stream().map(SampleFile::folder).toList();
        else if (classes.isEmpty()) labels = Collections.nCopies(files.size(), "");
        else labels = new SampleLabels(Path.of(classes.get())).of(files, note);
        Optional<SamplePartners> partners = Optional.empty();
        if (guides.inputs().isPresent())
            partners =
                    Optional.of(
                            new SamplePartners(
                                    guides.inputs().get(), guides.labels(), files, note));
        audit = new ImageAudit(IMAGES, files.size());
        for (int i = 0; i < files.size(); i++) {
            SampleFile file = files.get(i);
            if (Idx.isIdx(file.path()))
                throw new IllegalArgumentException(
                        "%s is an idx file; give the file itself, not its folder"
                                .formatted(file.path()));
            SampleStack stack = SampleStack.open(file.path(), channels, false);
            stack.notes().forEach(line -> warnings.add(file.name(), line));
            String label = labels.get(i);
            double done = i;
            Optional<Partner> partner = Optional.empty();
            if (partners.isPresent()) partner = Optional.of(partners.get().of(file));
            for (int j = 0; j < stack.count(); j++)
                add(
                        file.path(),
                        stack,
                        partner,
                        j,
                        label,
                        (done + (j + 1.0) / stack.count()) / files.size());
            hash.add(file.name(), file.path());
        }
        if (partners.isPresent()) partners.get().addTo(hash);
    }

    /** The labels of the images of one file, unless they are asked for by folders. */
    private static Optional<SampleLabels> labels(Path source, Optional<String> classes) {
        if (classes.isPresent() && classes.get().equals(Samples.FOLDERS))
            throw new IllegalArgumentException(
                    "classes=folders needs a folder with one sub-folder for each class, and %s is a file; give a file with one class a line"
                            .formatted(source));
        return classes.map(file -> new SampleLabels(Path.of(file)));
    }

    private void readStack(Path file, Optional<SampleLabels> classes) throws IOException {
        SampleStack stack = SampleStack.open(file, channels, true);
        stack.notes().forEach(line -> warnings.add("", line));
        List<String> labels = inOrder(classes, stack.count(), file);
        audit = new ImageAudit(IMAGES, stack.count());
        Optional<Partner> partner = Optional.empty();
        if (guides.inputs().isPresent()) partner = Optional.of(partner(file));
        for (int i = 0; i < stack.count(); i++)
            add(file, stack, partner, i, labels.get(i), (i + 1.0) / stack.count());
        hash.add(file.getFileName().toString(), file);
    }

    /** Of all images of one file. */
    private Partner partner(Path images) throws IOException {
        Path file = guides.inputs().orElseThrow();
        if (!ImageFiles.isFile(file))
            throw new IllegalArgumentException(
                    "inputs must be one file, as the images are in the file %s, got %s"
                            .formatted(images, file));
        hash.add("input " + file.getFileName(), file);
        return Partner.open(file, guides.labels());
    }

    private void add(
            Path file,
            SampleStack stack,
            Optional<Partner> partner,
            int index,
            String label,
            double done)
            throws IOException {
        int number = stack.count() == 1 ? 0 : index + 1;
        sizes.require(file.toString(), stack.width(), stack.height());
        SampleImage image =
                new SampleImage(
                        file, number, label, stack.read(index), 0, stack.width(), stack.height());
        if (partner.isPresent()) {
            if (!judges) image.requireNumbers();
            image = partner.get().behind(image, index, stack.count());
        }
        bitDepths.add(stack.bitDepth());
        colourTable |= stack.colourTable();
        add(image, stack.pixelSize(), done);
    }

    private void readIdx(Path file, Optional<SampleLabels> classes) throws IOException {
        if (guides.inputs().isPresent())
            throw new IllegalArgumentException(
                    "%s is an idx file, whose images have no names to find inputs by; save them as a stack, and the inputs as another"
                            .formatted(file));
        if (channels != 1)
            throw new IllegalArgumentException(
                    "%s holds grey images, as every idx file does; use channels=1".formatted(file));
        Idx idx = Idx.read(file, 3, memory);
        int count = idx.sizes().get(0);
        int height = idx.sizes().get(1);
        int width = idx.sizes().get(2);
        sizes.require(file.toString(), width, height);
        List<String> labels = inOrder(classes, count, file);
        audit = new ImageAudit(IMAGES, count);
        // One plane as high as all images: an array for each would take a tenth more.
        List<Pixels> all = List.of(Pixels.of(idx.values(), width, count * height));
        for (int i = 0; i < count; i++)
            add(
                    new SampleImage(file, i + 1, labels.get(i), all, i * height, width, height),
                    Optional.empty(),
                    (i + 1.0) / count);
        hash.add(file.getFileName().toString(), file);
    }

    private List<String> inOrder(Optional<SampleLabels> classes, int count, Path file)
            throws IOException {
        return classes.isPresent()
                ? classes.get().inOrder(count, file, memory)
                : Collections.nCopies(count, "");
    }

    /**
     * @param done share of the set, from 0 to 1, that has been read with this image
     */
    private void add(SampleImage image, Optional<PixelSize> pixels, double done) {
        if (judges) {
            List<float[]> values = image.values();
            if (!judge.isUsable(image.name(), values)) return;
            if (audit.wantsNext())
                audit.add(auditName(image), values.get(0), image.width(), image.height());
        } else {
            image.requireNumbers();
            if (image.constant()) {
                empty.add(image.name());
                return;
            }
        }
        SampleImage kept = sizes.apply(image, pixels);
        images.add(kept);
        bytes += kept.bytes();
        memory.require(bytes > memory.bytes() ? bytes / done : bytes, image.file());
    }

    private void hashLabels(Optional<String> classes) throws IOException {
        if (classes.isPresent() && !classes.get().equals(Samples.FOLDERS)) {
            Path file = Path.of(classes.get());
            hash.add(file.getFileName().toString(), file);
        }
    }

    private void requireSome(Path source) {
        if (judges && images.size() < 2)
            throw new IllegalArgumentException(
                    "%s has %d usable image(s) of %d; at least 2 are needed, one to learn from and one to hold back, and some hundreds to learn well%s%s"
                            .formatted(
                                    source,
                                    images.size(),
                                    judge.count(),
                                    fit == Fit.CROP ? "; cut a large one in two" : "",
                                    judge.named()));
        if (images.isEmpty())
            throw new IllegalArgumentException(
                    "%s shows nothing to learn: in each of its %d images all pixels have one value"
                            .formatted(source, empty.size()));
        if (images.size() < 2)
            throw new IllegalArgumentException(
                    "%s has one usable image%s; at least 2 are needed, one to learn from and one to hold back, and some hundreds to learn well%s"
                            .formatted(
                                    source,
                                    empty.isEmpty() ? "" : ", as others show nothing",
                                    fit == Fit.CROP ? "; cut a large one in two" : ""));
    }

    private List<String> classes() {
        Map<String, Long> counts =
                images.stream()
                        .collect(Collectors.groupingBy(SampleImage::label, Collectors.counting()));
        List<String> sorted = SampleLabels.sorted(List.copyOf(counts.keySet()));
        if (sorted.size() < 2)
            throw new IllegalArgumentException(
                    "All %d images are of one class, %s; there is nothing to tell apart: leave classes empty"
                            .formatted(images.size(), sorted.get(0)));
        List<String> lonely = sorted.stream().filter(name -> counts.get(name) < 2).toList();
        if (!lonely.isEmpty())
            throw new IllegalArgumentException(
                    "%d of %d classes have fewer than 2 images (%s); add images, take these out or join them with others"
                            .formatted(lonely.size(), sorted.size(), some(lonely)));
        note.accept(
                "%d classes: %s"
                        .formatted(
                                sorted.size(),
                                some(
                                        sorted.stream()
                                                .map(n -> n + " (" + counts.get(n) + ")")
                                                .toList())));
        return sorted;
    }

    private static String some(List<String> names) {
        String list = String.join(", ", names.subList(0, Math.min(NAMED_CLASSES, names.size())));
        return names.size() > NAMED_CLASSES ? list + ", ..." : list;
    }

    private void noteFiles() {
        judge.summarise();
        if (!empty.isEmpty())
            note.accept(
                    "Left out, as all their pixels have one value: %d images, the first is %s"
                            .formatted(empty.size(), empty.get(0)));
        if (bitDepths.size() > 1)
            note.accept(
                    "The files are of %s bit; their intensities are taken as they are, so the same light must have the same value in all"
                            .formatted(
                                    bitDepths.stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(" and "))));
        if (colourTable)
            note.accept(
                    "Some files are shown through a colour table: their pixels' values are learnt, not the colours (Image > Type > RGB Color makes colours of them)");
        sizes.note(note);
    }

    private void noteSplit(SampleSplit split, Path source) {
        int held = split.held().cardinality();
        note.accept(
                "%d images of %s: %d to learn from, %d held back%s"
                        .formatted(
                                images.size(),
                                source,
                                images.size() - held,
                                held,
                                split.byFile()
                                        ? ""
                                        : " one by one, also of files that are learnt from, as whole files would leave a class without"));
    }

    private void noteRanges(SampleRange range, SampleRange guide) {
        if (!(guide.high() > guide.low()))
            throw new IllegalArgumentException(
                    "The inputs show nothing: each pixel of each has the value %s"
                            .formatted(guide.low()));
        note.accept(
                "Intensities from %.6g to %.6g are drawn from inputs of %.6g to %.6g; what lies beyond is not clipped"
                        .formatted(range.low(), range.high(), guide.low(), guide.high()));
    }

    private void noteRange(SampleRange range, double clipped) {
        note.accept(
                "Intensities from %.6g to %.6g are learnt; %s of the pixels lie beyond and are clipped"
                        .formatted(
                                range.low(),
                                range.high(),
                                clipped == 0 ? "none" : "%.2g %%".formatted(100 * clipped)));
    }
}

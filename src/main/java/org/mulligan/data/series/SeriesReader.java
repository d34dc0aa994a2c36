package org.mulligan.data.series;

import ij.ImagePlus;
import ij.util.StringSorter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.mulligan.data.FilesHash;
import org.mulligan.data.Seeds;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.data.pairs.Units;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.io.FolderImages;
import org.mulligan.image.io.ImageFiles;
import org.mulligan.image.plane.ImagePlusPlanes;
import org.mulligan.image.plane.PixelMemory;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.image.series.SeriesAxis;
import org.mulligan.noise.series.Frames;
import org.mulligan.noise.series.Likeness;

/**
 * Reads series of noisy planes: a stack, a folder of stacks, or a folder of frames in the order of
 * their numbers. Each plane is a target, and its {@link #DISTANCES neighbours} are what it is made
 * of. Each channel is normalised once for the whole series.
 *
 * <p>Of a long series a stretch of time is held back, with the neighbours on either side; of a
 * short one a strip along the lower border of all planes. Frames that are blank, copies, or
 * interpolated are not learnt from, and neither is what has one for a neighbour: the noise of a
 * copy is no other noise.
 */
public final class SeriesReader {
    /** From a plane to those that it is made of. */
    public static final List<Integer> DISTANCES = List.of(-2, -1, 1, 2);

    /** Planes of a series for which this is worth while. */
    public static final int FEWEST = 10;

    private static final int FARTHEST = 2;

    /** From so many planes on a stretch of time is held back. */
    private static final int LONG = 40;

    private static final int SHARE_HELD = 10;
    private static final int MOST_HELD = 50;
    private static final int STRIP_SHARE = 8;
    private static final int SAMPLED = 32;

    private final int patch;
    private final long seed;
    private final double low;
    private final double high;
    private final Consumer<String> log;
    private final List<String> notes = new ArrayList<>();
    private final List<SeriesPlanes.Part> training = new ArrayList<>();
    private final List<SeriesPlanes.Part> held = new ArrayList<>();
    private int leftOut;

    /**
     * @param patch side of a patch, px
     * @param log is told each note as it arises
     */
    public SeriesReader(int patch, long seed, Consumer<String> log) {
        this.patch = patch;
        this.seed = seed;
        this.log = log;
        low = TrainingSet.LOW_PERCENTILE;
        high = TrainingSet.HIGH_PERCENTILE;
    }

    /**
     * @param place a stack, a folder of stacks, or a folder of frames
     * @throws IllegalArgumentException when there is no series that can be learnt from; the text
     *     says what is needed
     */
    public TrainingSet read(Path place) throws IOException {
        FilesHash hash = new FilesHash();
        for (Series series : series(place, hash)) add(series);
        if (training.isEmpty() || held.isEmpty())
            throw new IllegalArgumentException(
                    "%s has no planes to learn from: each needs two neighbours on either side that are neither blank nor copies; %d were left out"
                            .formatted(place, leftOut));
        SeriesPlanes planes = new SeriesPlanes(training);
        return new TrainingSet(
                planes,
                planes,
                new SeriesPlanes(held),
                training.size(),
                held.size(),
                hash.hex(),
                notes,
                leftOut,
                patch,
                seed,
                PixelMemory.toHold() / Float.BYTES);
    }

    /**
     * Whether a place holds a series of planes of which each shows about what its neighbours show:
     * the first stack, or frames that lie in a file each.
     *
     * @return false too where the first image cannot be read, or others are of another size
     */
    public static boolean suits(Path place) {
        try {
            Series first = new SeriesReader(1, 0, line -> {}).series(place, new FilesHash()).get(0);
            int length = Math.min(SAMPLED, first.axis().length());
            int from = (first.axis().length() - length) / 2;
            List<float[]> frames = new ArrayList<>();
            for (int i = from; i < from + length; i++)
                frames.add(first.values(i * first.axis().step()));
            return Frames.of(frames, 0).copies().size() <= length / 2
                    && Likeness.of(frames, first.planes().width(), first.planes().height())
                            .isAlike();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private void note(String line) {
        notes.add(line);
        log.accept(line);
    }

    private List<Series> series(Path place, FilesHash hash) throws IOException {
        if (!ImageFiles.exists(place))
            throw new IllegalArgumentException("There is no file or folder " + place);
        List<Path> files =
                ImageFiles.isFolder(place)
                        ? inOrder(FolderImages.of(place).images())
                        : List.of(place);
        if (files.isEmpty())
            throw new IllegalArgumentException("There are no images in the folder " + place);
        for (Path file : files) hash.add(file.getFileName().toString(), file);
        ImagePlus first = ImageFiles.open(files.get(0));
        if (first.getStackSize() == first.getNChannels() && files.size() > 1) {
            FrameFiles frames = new FrameFiles(files);
            return List.of(series(place, frames, new SeriesAxis(frames.channels(), files.size())));
        }
        List<Series> all = new ArrayList<>();
        for (Path file : files) {
            ImagePlus image = file.equals(files.get(0)) ? first : ImageFiles.open(file);
            ImageFiles.notes(image).forEach(this::note);
            PlaneSource planes = new ImagePlusPlanes(image);
            all.add(
                    series(
                            file,
                            planes,
                            SeriesAxis.of(planes.count(), planes.channels(), image.getNFrames())));
        }
        return all;
    }

    /** Frame 10 comes after frame 9. */
    private static List<Path> inOrder(List<Path> files) {
        if (files.isEmpty()) return files;
        Path folder = files.get(0).getParent();
        String[] names =
                files.stream().map(file -> file.getFileName().toString()).toArray(String[]::new);
        return Arrays.stream(StringSorter.sortNumerically(names)).map(folder::resolve).toList();
    }

    private static Series series(Path place, PlaneSource planes, SeriesAxis axis) {
        if (axis.length() < FEWEST)
            throw new IllegalArgumentException(
                    "method=neighbours learns from series of %d or more planes along time (or depth, where there is one time), and %s has %d. Give a longer one, a folder of frames, or another method"
                            .formatted(FEWEST, place, axis.length()));
        return new Series(place.getFileName().toString(), planes, axis, DISTANCES);
    }

    private void add(Series series) throws IOException {
        PlaneSource planes = series.planes();
        int height = planes.height();
        if (Math.min(planes.width(), height) < patch)
            throw new IllegalArgumentException(
                    "Patches of %d px do not fit into %s of %d x %d px; use patch=%d"
                            .formatted(
                                    patch,
                                    series.name(),
                                    planes.width(),
                                    height,
                                    Math.min(planes.width(), height) / 16 * 16));
        List<Normalisation> units = units(series);
        int length = series.axis().length();
        int strip = strip(height);
        boolean byTime = length >= LONG || height - strip < patch;
        BitSet stretch = byTime ? stretch(length) : new BitSet();
        BitSet apart = around(stretch, FARTHEST, length);
        int before = training.size();
        int heldBefore = held.size();
        for (int within = 0; within < series.axis().step(); within++) {
            BitSet spoilt = spoilt(series, within);
            Normalisation own = units.get(planes.channel(within));
            for (int place = 0; place < length; place++) {
                int plane = within + place * series.axis().step();
                if (spoilt.get(place)) {
                    leftOut++;
                    continue;
                }
                if (stretch.get(place))
                    held.add(new SeriesPlanes.Part(series, plane, 0, height, own));
                if (!byTime)
                    held.add(new SeriesPlanes.Part(series, plane, height - strip, strip, own));
                if (!apart.get(place))
                    training.add(
                            new SeriesPlanes.Part(
                                    series, plane, 0, byTime ? height : height - strip, own));
            }
        }
        note(
                "%s: %d planes of %d x %d px to learn from, each made of %s; held back %s"
                        .formatted(
                                series.name(),
                                training.size() - before,
                                planes.width(),
                                byTime ? height : height - strip,
                                DISTANCES,
                                byTime
                                        ? "%d planes, from place %d of the series on"
                                                .formatted(
                                                        held.size() - heldBefore,
                                                        stretch.nextSetBit(0) + 1)
                                        : "the lowest %d rows of all".formatted(strip)));
    }

    /** Rows, in whole patches of those that a network takes. */
    private int strip(int height) {
        int multiple = Math.min(64, Integer.lowestOneBit(patch));
        return Math.max(1, height / STRIP_SHARE / multiple) * multiple;
    }

    private BitSet stretch(int length) {
        int count = Math.max(1, Math.min(MOST_HELD, length / SHARE_HELD));
        int first =
                FARTHEST
                        + Seeds.SPLIT.stream(seed, length)
                                .nextInt(Math.max(1, length - count - 2 * FARTHEST));
        BitSet stretch = new BitSet();
        stretch.set(first, first + count);
        return stretch;
    }

    /** By channel, from planes spread over the image. */
    private List<Normalisation> units(Series series) throws IOException {
        PlaneSource planes = series.planes();
        List<Normalisation> units = new ArrayList<>();
        int own = planes.count() / planes.channels();
        int count = Math.min(SAMPLED, own);
        for (int channel = 0; channel < planes.channels(); channel++) {
            List<float[]> some = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int plane = (int) ((2L * i + 1) * own / (2 * count)) * planes.channels() + channel;
                some.add(series.values(plane));
            }
            units.add(Units.of(some, low, high));
        }
        return units;
    }

    /** Places whose plane, or a neighbour of it, holds nothing of its own. */
    private BitSet spoilt(Series series, int within) throws IOException {
        int length = series.axis().length();
        BitSet blank = new BitSet();
        BitSet copies = new BitSet();
        BitSet between = new BitSet();
        double step = series.planes().bitDepth() == 32 ? 0 : 1;
        float[] last = new float[0];
        float[] here = series.values(within);
        for (int place = 0; place < length; place++) {
            float[] next =
                    place + 1 < length
                            ? series.values(within + (place + 1) * series.axis().step())
                            : new float[0];
            List<float[]> window = new ArrayList<>();
            if (place > 0) window.add(last);
            int own = window.size();
            window.add(here);
            if (next.length > 0) window.add(next);
            Frames found = Frames.of(window, step);
            if (found.blank().contains(own)) blank.set(place);
            if (found.copies().contains(own)) copies.set(place);
            if (found.between().contains(own)) between.set(place);
            last = here;
            here = next;
        }
        int count = blank.cardinality() + copies.cardinality() + between.cardinality();
        if (count > length / 2)
            throw new IllegalArgumentException(
                    "%s is no series that can be learnt from: of %d planes %d are blank, %d are copies of the one before, and %d are the mean of their neighbours. Give the frames as the camera made them"
                            .formatted(
                                    series.name(),
                                    length,
                                    blank.cardinality(),
                                    copies.cardinality(),
                                    between.cardinality()));
        if (count > 0)
            note(
                    "%s: %d blank planes, %d copies and %d interpolated ones are not learnt from"
                            .formatted(
                                    series.name(),
                                    blank.cardinality(),
                                    copies.cardinality(),
                                    between.cardinality()));
        BitSet spoilt = around(blank, FARTHEST, length);
        spoilt.or(around(copies, FARTHEST, length));
        spoilt.or(around(between, FARTHEST, length));
        return spoilt;
    }

    /** Places whose planes are not to be learnt from, with {@code distance} on either side. */
    private static BitSet around(BitSet places, int distance, int length) {
        BitSet all = new BitSet();
        places.stream()
                .forEach(
                        place ->
                                all.set(
                                        Math.max(0, place - distance),
                                        Math.min(length, place + distance + 1)));
        return all;
    }
}

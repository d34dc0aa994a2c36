package org.mulligan.data.pairs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.image.plane.PixelMemory;

/**
 * The images that a network learns from: read and checked once, split by field of view into those
 * trained on and those held back, and given out as batches of patches.
 */
public final class TrainingSet {
    /** Percentiles of a channel that become 0 and 1: they fit hot pixels and dark corners. */
    public static final double LOW_PERCENTILE = 1;

    public static final double HIGH_PERCENTILE = 99.8;

    /** Exposures that patches are cut from at a time; each step one of them is replaced. */
    private static final int POOL = 64;

    private static final int LEAST_POOL = 8;
    private static final int LARGEST_VALIDATION = 512;
    private static final int LARGEST_WANTED = 1024;

    /** Of a plane, until one shows something. */
    private static final int EXPOSURES = 20;

    private final PairSource training;
    private final PairSource shown;
    private final PairSource validation;
    private final int trainingImages;
    private final int validationImages;
    private final String hash;
    private final List<String> notes;
    private final int leftOut;
    private final int patch;
    private final long seed;
    private final long budget;
    private final boolean turns;

    /** Held back for intervals alone; empty: what is held back for the validation. */
    private final Optional<PairSource> apart;

    /** Of each file that is named otherwise than its field of view. */
    private final Map<String, String> fields;

    /**
     * @param training what patches are cut out of
     * @param shown the same as they are when a network is applied
     * @param validation what is held back
     * @param trainingImages files that are trained on
     * @param validationImages files that are held back
     * @param hash over the names and bytes of all files
     * @param notes what was done with the images
     * @param leftOut images that were
     * @param patch side of a noisy patch, px
     * @param budget floats that may be held in memory
     */
    public TrainingSet(
            PairSource training,
            PairSource shown,
            PairSource validation,
            int trainingImages,
            int validationImages,
            String hash,
            List<String> notes,
            int leftOut,
            int patch,
            long seed,
            long budget) {
        this(
                training,
                shown,
                validation,
                trainingImages,
                validationImages,
                hash,
                notes,
                leftOut,
                patch,
                seed,
                budget,
                Optional.empty(),
                Map.of(),
                true);
    }

    private TrainingSet(
            PairSource training,
            PairSource shown,
            PairSource validation,
            int trainingImages,
            int validationImages,
            String hash,
            List<String> notes,
            int leftOut,
            int patch,
            long seed,
            long budget,
            Optional<PairSource> apart,
            Map<String, String> fields,
            boolean turns) {
        this.training = training;
        this.shown = shown;
        this.validation = validation;
        this.trainingImages = trainingImages;
        this.validationImages = validationImages;
        this.hash = hash;
        this.notes = List.copyOf(notes);
        this.leftOut = leftOut;
        this.patch = patch;
        this.seed = seed;
        this.budget = budget;
        this.apart = apart;
        this.fields = Map.copyOf(fields);
        this.turns = turns;
    }

    /**
     * As {@link #open(Optional, Path, PairSettings, boolean, boolean, Exposer, int, long,
     * Consumer)} for a denoiser.
     */
    public static TrainingSet open(
            Optional<Path> noisy,
            Path target,
            boolean fit,
            boolean skip,
            Exposer exposer,
            int patch,
            long seed,
            Consumer<String> log)
            throws IOException {
        return open(noisy, target, PairSettings.DENOISING, fit, skip, exposer, patch, seed, log);
    }

    /**
     * Reads, judges, pairs and splits the images.
     *
     * @param noisy folder of measured images; empty: the clean ones are degraded instead
     * @param target folder of target images
     * @param settings what is expected of pairs
     * @param fit whether each clean image is first mapped by gain and offset onto its noisy
     *     partner; without it, what are no pairs is warned of only
     * @param skip whether a file that cannot be used is left out and noted
     * @param exposer makes the noisy images where there are none, and says how many pixels of a
     *     clean one lie along a noisy one's, and how images are normalised
     * @param patch side of a patch of a noisy image, px
     * @param log is told each of {@link #notes()} as it arises
     * @throws IllegalArgumentException if the images are not fit to be learnt from; the message
     *     says which and what to do
     * @throws IOException if a file cannot be read
     */
    public static TrainingSet open(
            Optional<Path> noisy,
            Path target,
            PairSettings settings,
            boolean fit,
            boolean skip,
            Exposer exposer,
            int patch,
            long seed,
            Consumer<String> log)
            throws IOException {
        long budget = PixelMemory.toHold() / Float.BYTES;
        return new TrainingSetReader(settings, fit, skip, exposer, patch, seed, budget, log)
                .read(noisy, target);
    }

    /** The same, and each pair of the training the other way round, too. */
    public TrainingSet bothWays() {
        return of(new BothWays(training), shown, validation, apart, fields, turns);
    }

    /** The same for a network that is told of the noise. */
    public TrainingSet told() {
        return of(
                new ToldPlanes(training),
                new ToldPlanes(shown),
                new ToldPlanes(validation),
                apart.map(ToldPlanes::new),
                fields,
                turns);
    }

    /** The same, of which no patch is turned, for what is undone along Y alone. */
    public TrainingSet upright() {
        return of(training, shown, validation, apart, fields, false);
    }

    /**
     * The same, whose files are of these fields of view.
     *
     * @param names of files, by field
     */
    TrainingSet ofFields(List<List<String>> names) {
        Map<String, String> of = new HashMap<>();
        for (List<String> field : names) for (String name : field) of.put(name, field.get(0));
        return of(training, shown, validation, apart, of, turns);
    }

    /** The same, with planes that are held back for intervals alone. */
    TrainingSet calibratedOn(PairSource planes) {
        return of(training, shown, validation, Optional.of(planes), fields, turns);
    }

    /** Of the same files. */
    private TrainingSet of(
            PairSource learnt,
            PairSource seen,
            PairSource held,
            Optional<PairSource> kept,
            Map<String, String> of,
            boolean turned) {
        return new TrainingSet(
                learnt,
                seen,
                held,
                trainingImages,
                validationImages,
                hash,
                notes,
                leftOut,
                patch,
                seed,
                budget,
                kept,
                of,
                turned);
    }

    /** Whether there are planes that were held back for intervals alone. */
    public boolean isCalibrated() {
        return apart.isPresent();
    }

    /** The field of view that a plane's file shows, by the name of one of its files. */
    public String field(String name) {
        return fields.getOrDefault(name, name);
    }

    /**
     * Planes to calibrate intervals on, the same on every call, cut as those of {@link
     * #validation}: what was held back for that alone, else for the validation. They are spread
     * over the files; clean ones are degraded anew each time until there are enough.
     *
     * @param most number of planes, 1 or more
     */
    public List<Plane> calibration(int most) throws IOException {
        PairSource source = apart.orElse(validation);
        int count = source.fixed() ? Math.min(most, source.size()) : most;
        List<Plane> planes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = (int) ((long) i * source.size() / count);
            planes.add(shown(source, index, Seeds.INTERVAL.stream(seed, 1 + i)));
        }
        return planes;
    }

    public int trainingImages() {
        return trainingImages;
    }

    public int validationImages() {
        return validationImages;
    }

    /** SHA-256 over the names and bytes of all files, in hexadecimal digits. */
    public String hash() {
        return hash;
    }

    /** Pairs, or planes without partner, that were left out. */
    public int leftOut() {
        return leftOut;
    }

    /** What was done with the images, for the log and the model's card. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Planes that are never trained on, the same on every call: shuffled by the seed over all files
     * that were held back, cut in the middle to at most 512 px (and 1024 px of the target image)
     * and to sides that a network fit for the patches is fit for.
     *
     * @param most number of planes, 1 or more
     */
    public List<Plane> validation(int most) throws IOException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < validation.size(); i++) order.add(i);
        Collections.shuffle(order, new Random(Seeds.VALIDATION.stream(seed, -1).nextLong()));
        List<Plane> planes = new ArrayList<>();
        for (int index : order.subList(0, Math.min(most, order.size())))
            planes.add(shown(validation, index, Seeds.VALIDATION.stream(seed, index)));
        return planes;
    }

    /** An exposure may be of an empty part of its plane; another then. */
    private Plane shown(PairSource source, int index, RandomGenerator random) throws IOException {
        Plane plane = middle(source.plane(index, random));
        for (int i = 1; i < EXPOSURES && plane.isBlank() && !source.fixed(); i++)
            plane = middle(source.plane(index, random));
        return plane;
    }

    /**
     * Looks at whole planes as a network would see them, one at a time. Measured planes are spread
     * over the files; clean ones are degraded anew each time until there are enough.
     *
     * @param held whether at those held back for validation, or at those trained on
     * @param most number of planes, 1 or more
     * @return what {@code look} made of each
     */
    public <T> List<T> look(boolean held, int most, Function<Plane, T> look) throws IOException {
        PairSource source = held ? validation : shown;
        int count = source.fixed() ? Math.min(most, source.size()) : most;
        List<T> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = (int) ((long) i * source.size() / count);
            seen.add(look.apply(source.plane(index, Seeds.LOOK.stream(seed, held ? -1 - i : i))));
        }
        return seen;
    }

    private Plane middle(Plane plane) {
        int multiple = Math.min(64, Integer.lowestOneBit(patch));
        int most = Math.min(LARGEST_VALIDATION, LARGEST_WANTED / plane.scale());
        int width = Math.min(most, plane.width()) / multiple * multiple;
        int height = Math.min(most, plane.height()) / multiple * multiple;
        return plane.middle(width, height);
    }

    /**
     * Batches of the steps from {@code firstStep} on, read on a thread of their own until they are
     * closed. A step's batch depends on the seed and the step only: on a machine with as much
     * memory, a training that goes on sees what an uninterrupted one sees.
     *
     * @param batch patches in a step
     */
    public Batches batches(int batch, long firstStep) {
        long each = Math.max(1, training.floats() / training.size());
        long fitting = budget / each;
        int size = (int) Math.max(LEAST_POOL, Math.min(POOL, fitting));
        if (training.fixed() && training.size() <= fitting) size = training.size();
        Pool pool = new Pool(training, size, seed);
        return new Batches(
                pool, turns ? new Patches(patch) : new Patches(patch, 4), batch, seed, firstStep);
    }
}

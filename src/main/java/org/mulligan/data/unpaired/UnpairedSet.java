package org.mulligan.data.unpaired;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.data.Seeds;
import org.mulligan.data.Split;
import org.mulligan.data.pairs.PairSource;
import org.mulligan.data.pairs.PlaneCache;
import org.mulligan.data.pairs.TrainingSet;
import org.mulligan.engine.Supervision;
import org.mulligan.image.plane.PixelMemory;

/**
 * Noisy images without clean partners, of which a network is trained: read and measured once, with
 * files held back, or of few files a strip of each image.
 */
public final class UnpairedSet {
    /** From so many files on some are held back whole. */
    private static final int FILES = 5;

    /** Of an image that is held back, its side by this. */
    private static final int STRIP = 5;

    private static final int MULTIPLE = 16;
    private static final int LARGEST_HELD = 256;

    /** Spots are hidden so often in a part that is held back: each shows a network some pixels. */
    private static final int VEILS = 4;

    /**
     * What is asked of the images.
     *
     * @param supervision how the network is to learn; {@link Supervision#AUTO} = as the noise
     *     allows
     * @param low percentile of a channel that becomes 0
     * @param high percentile that becomes 1
     * @param skip whether a file that cannot be used is left out and noted
     * @param patch side of a patch, px
     */
    public record Settings(
            Supervision supervision, double low, double high, boolean skip, int patch, long seed) {}

    private final TrainingSet images;
    private final NoiseChoice choice;
    private final List<NoisyPlane> held;
    private final PlaneCache cache;
    private final long seed;

    private UnpairedSet(
            TrainingSet images,
            NoiseChoice choice,
            List<NoisyPlane> held,
            PlaneCache cache,
            long seed) {
        this.images = images;
        this.choice = choice;
        this.held = held;
        this.cache = cache;
        this.seed = seed;
    }

    /**
     * Reads, judges, measures and splits the images.
     *
     * @param noisy a folder of images, or one image or stack
     * @param log is told each note as it arises
     * @throws IllegalArgumentException when they are not fit to be learnt from; the message says
     *     which and what to do
     * @throws IOException when a file cannot be read
     */
    public static UnpairedSet open(Path noisy, Settings settings, Consumer<String> log)
            throws IOException {
        List<String> notes = new ArrayList<>();
        Consumer<String> note =
                line -> {
                    notes.add(line);
                    log.accept(line);
                };
        long budget = PixelMemory.toHold() / Float.BYTES;
        PlaneCache cache = new PlaneCache(budget, false);
        NoisyReader reader =
                new NoisyReader(
                        settings.low(),
                        settings.high(),
                        settings.skip(),
                        settings.patch(),
                        cache,
                        note);
        reader.read(noisy);
        NoiseChoice choice = NoiseChoice.of(settings.supervision(), reader.planes());
        note.accept(choice.words());
        List<NoisyPlane> trained = new ArrayList<>();
        List<NoisyPlane> held = new ArrayList<>();
        int files = reader.names().size();
        int heldFiles = 0;
        if (files >= FILES) {
            Split split = Split.of(reader.names(), settings.seed());
            note.accept(split.note());
            reader.audit(split.validation()).forEach(note);
            heldFiles = split.validation().size();
            for (NoisyPlane plane : reader.planes())
                (split.validation().contains(plane.name()) ? held : trained).add(plane);
        } else {
            reader.audit(Set.of()).forEach(note);
            for (int i = 0; i < reader.planes().size(); i++)
                cut(reader.planes().get(i), i, settings, trained, held);
            note.accept(
                    "Of %s a strip at one side is held back for validation"
                            .formatted(
                                    reader.planes().size() == 1
                                            ? "the image"
                                            : "each of %d planes"
                                                    .formatted(reader.planes().size())));
        }
        TrainingSet images =
                new TrainingSet(
                        source(choice, trained, cache),
                        new NoisyPlanes(trained, cache),
                        new NoisyPlanes(held, cache),
                        files - heldFiles,
                        heldFiles,
                        reader.hash(),
                        notes,
                        reader.leftOut(),
                        settings.patch(),
                        settings.seed(),
                        budget);
        return new UnpairedSet(images, choice, held, cache, settings.seed());
    }

    private static PairSource source(
            NoiseChoice choice, List<NoisyPlane> planes, PlaneCache cache) {
        return choice.supervision() == Supervision.RECORRUPTED
                ? new Recorruption(planes, cache)
                : new BlindSpots(planes, choice.spot(), cache);
    }

    /** Holds back a strip at the left, top, right or bottom; an image has its own by its number. */
    private static void cut(
            NoisyPlane plane,
            int number,
            Settings settings,
            List<NoisyPlane> trained,
            List<NoisyPlane> held) {
        Area area = plane.area();
        int patch = settings.patch();
        RandomGenerator random = Seeds.SPLIT.stream(settings.seed(), number);
        boolean upright =
                area.width() == area.height() ? random.nextBoolean() : area.width() > area.height();
        int side = upright ? area.width() : area.height();
        int strip = Math.max(patch, side / STRIP / MULTIPLE * MULTIPLE);
        if (side < strip + patch)
            throw new IllegalArgumentException(
                    "%s of %d x %d px has no room for patches of %d px to learn from and as many that are held back; use %s"
                            .formatted(
                                    plane.file(),
                                    area.width(),
                                    area.height(),
                                    patch,
                                    side < 2 * MULTIPLE
                                            ? "a larger image"
                                            : "patch=" + side / 2 / MULTIPLE * MULTIPLE));
        Area[] parts = area.split(strip, upright, random.nextBoolean());
        held.add(plane.in(parts[0]));
        trained.add(plane.in(parts[1]));
    }

    public TrainingSet images() {
        return images;
    }

    /** How the network learns; never {@link Supervision#AUTO}. */
    public Supervision supervision() {
        return choice.supervision();
    }

    /**
     * What networks are judged by, the same on every call.
     *
     * @param most images
     */
    public List<HeldBack> heldBack(int most) throws IOException {
        List<NoisyPlane> some = new ArrayList<>(held);
        Collections.shuffle(some, new Random(Seeds.VALIDATION.stream(seed, -1).nextLong()));
        List<HeldBack> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(most, some.size()); i++) {
            Area area = some.get(i).area();
            int width = side(area.width());
            int height = side(area.height());
            NoisyPlane middle =
                    some.get(i)
                            .in(
                                    new Area(
                                            area.x() + (area.width() - width) / 2,
                                            area.y() + (area.height() - height) / 2,
                                            width,
                                            height));
            add(middle, i, parts);
        }
        return parts;
    }

    private static int side(int length) {
        return Math.min(LARGEST_HELD, length / MULTIPLE * MULTIPLE);
    }

    private void add(NoisyPlane plane, int number, List<HeldBack> parts) throws IOException {
        float[] pixels = plane.read(cache);
        int width = plane.area().width();
        int height = plane.area().height();
        float[] variance = plane.variance(pixels, width, height);
        double noise = 0;
        for (float one : variance) noise += one / variance.length;
        if (choice.supervision() != Supervision.STRUCTN2V) {
            parts.add(
                    new HeldBack(
                            new Plane(plane.name(), width, height, pixels, pixels),
                            noise,
                            Optional.of(variance)));
            return;
        }
        for (int i = 0; i < VEILS; i++) {
            float[] veiled = pixels.clone();
            float[] asked =
                    choice.spot()
                            .hide(
                                    veiled,
                                    width,
                                    height,
                                    Seeds.VALIDATION.stream(seed, (long) VEILS * number + i));
            parts.add(
                    new HeldBack(
                            new Plane(plane.name(), width, height, veiled, asked),
                            noise,
                            Optional.empty()));
        }
    }
}

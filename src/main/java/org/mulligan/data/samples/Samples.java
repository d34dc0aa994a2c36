package org.mulligan.data.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.mulligan.data.PixelSize;
import org.mulligan.data.Seeds;

/**
 * Images of one size to learn to draw from, with their classes. All are held in memory; every
 * method may be called from several threads.
 */
public final class Samples {
    /** The word for classes that are the names of the images' sub-folders. */
    public static final String FOLDERS = "folders";

    private final SamplePool training;
    private final SamplePool held;
    private final SampleView view;
    private final List<String> classes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final SampleOrder order;
    private final int[] heldOrder;
    private final long seed;
    private final SampleCard card;

    Samples(
            SamplePool training,
            SamplePool held,
            SampleView view,
            List<String> classes,
            long seed,
            SampleCard card) {
        this.training = training;
        this.held = held;
        this.view = view;
        this.classes = List.copyOf(classes);
        for (int i = 0; i < classes.size(); i++) numbers.put(classes.get(i), i);
        this.order = new SampleOrder(training.size(), seed);
        this.heldOrder = SampleOrder.shuffled(held.size(), Seeds.SAMPLE_SPLIT.stream(seed, 1));
        this.seed = seed;
        this.card = card;
    }

    /**
     * Reads and checks the images, and holds some back.
     *
     * @param images a folder of image files (any format that ImageJ opens), a folder with one
     *     sub-folder a class, one stack file, or an idx file (MNIST's format, also gzipped) of
     *     number x rows x columns. With one channel every plane of a file is an image; a file of
     *     several channels (a composite) is refused. With three, every slice of an RGB file, every
     *     Z slice and frame of a 3-channel one, and in a folder every stack of 3 planes is one
     * @param classes empty: none are learnt; {@link #FOLDERS}: the sub-folders' names; or a text
     *     file of lines {@code name,class}; or, for the images of one file, one class a line in
     *     their order, or an idx file of labels
     * @param size side of the square images that are learnt, px
     * @param channels 1, or 3
     * @param fit what happens to images of another size
     * @param seed of the split, the order and the places of patches
     * @param log is told each of {@link #notes()} as it arises
     * @throws IllegalArgumentException if the images are not fit to be learnt from; the message
     *     says which and what to do
     * @throws IOException if a file cannot be read
     */
    public static Samples open(
            Path images,
            Optional<String> classes,
            int size,
            int channels,
            Fit fit,
            long seed,
            Consumer<String> log)
            throws IOException {
        return new SampleReader(size, channels, fit, seed, SampleMemory.ofJava(), log)
                .read(images, classes);
    }

    /**
     * As {@link #open}, but images that cannot be learnt from are left out and noted: those that
     * are blank or saturated, have pixels that are not numbers, or come twice, which would also be
     * held back and learnt from at once.
     *
     * @param guides what the images are drawn from, as a further channel behind their own; both
     *     have a range of intensities of their own then, and nothing is clipped
     */
    public static Samples judged(
            Path images,
            Optional<String> classes,
            int size,
            int channels,
            Fit fit,
            GuideSource guides,
            long seed,
            Consumer<String> log)
            throws IOException {
        return new SampleReader(size, channels, fit, guides, true, seed, SampleMemory.ofJava(), log)
                .read(images, classes);
    }

    /**
     * The same images with other intensities at -1 and +1, such as those of a model that they are
     * compared with. Nothing is read again.
     *
     * @param low intensity, in units of the files, that becomes -1
     * @param high intensity that becomes +1; what lies beyond is clipped
     */
    public Samples scaledTo(double low, double high) {
        if (!(high > low))
            throw new IllegalArgumentException(
                    "Intensities must run from a lower to a higher one, got %s to %s"
                            .formatted(low, high));
        return new Samples(
                training,
                held,
                new SampleView(
                        view.size(),
                        view.channels(),
                        new SampleRange(low, high),
                        view.guide(),
                        view.places()),
                classes,
                seed,
                card);
    }

    /** Side of an image, px. */
    public int size() {
        return view.size();
    }

    /** Values of a pixel, that which it is drawn from included. */
    public int channels() {
        return view.channels();
    }

    /**
     * Images in an epoch, without those held back; where patches are cropped, as many as lie side
     * by side in the images.
     */
    public int count() {
        return training.size();
    }

    /** How many {@link #heldOut} gives at most, 1 to 1000. */
    public int heldOutCount() {
        return Math.min(SampleSplit.MOST, held.size());
    }

    /** Sorted, by value where all are numbers; empty where none are learnt. */
    public List<String> classes() {
        return classes;
    }

    /** The intensity, in units of the files, that is -1. */
    public double low() {
        return view.range().low();
    }

    /** The intensity, in units of the files, that is +1; what lies beyond is clipped. */
    public double high() {
        return view.range().high();
    }

    /**
     * The intensities, in units of their files, of what the images are drawn from: those that are
     * -1 and +1. Empty where they are drawn from nothing.
     */
    public Optional<double[]> guide() {
        return view.guide().map(range -> new double[] {range.low(), range.high()});
    }

    /**
     * The images of one training step, the same whenever they are asked for: each comes once an
     * epoch (a cropped one as often as patches lie in it side by side, each time at another place),
     * and an epoch follows on the other within a batch.
     *
     * @param n images in a batch, 1 or more; the same for all steps
     * @param step from 0
     */
    public SampleBatch batch(int n, long step) {
        if (n < 1 || step < 0)
            throw new IllegalArgumentException(
                    "A batch has 1 image or more and a step from 0 on, got %d and %d"
                            .formatted(n, step));
        long first = Math.multiplyExact(step, (long) n);
        return fill(
                step,
                n,
                i -> training.get(order.at(first + i)),
                i -> Seeds.SAMPLE_PLACES.stream(seed, first + i));
    }

    /**
     * Images that are never trained on, the same on every call: the first of one shuffled order.
     *
     * @param most number of images, 1 or more
     */
    public SampleBatch heldOut(int most) {
        return fill(
                -1,
                Math.min(most, heldOutCount()),
                i -> held.get(heldOrder[i]),
                i -> Seeds.SAMPLE_PLACES.stream(seed, -1 - i));
    }

    /**
     * Images that are trained on, drawn by a seed of their own; none twice unless there are fewer
     * than {@code n}.
     *
     * @param n number of images, 1 or more
     */
    public SampleBatch some(int n, long seed) {
        int[][] rounds = new int[(n + count() - 1) / count()][];
        for (int i = 0; i < rounds.length; i++)
            rounds[i] = SampleOrder.shuffled(count(), Seeds.SAMPLE_LOOK.stream(seed, -1 - i));
        return fill(
                -1,
                n,
                i -> training.get(rounds[i / count()][i % count()]),
                i -> Seeds.SAMPLE_LOOK.stream(seed, i));
    }

    private SampleBatch fill(
            long step,
            int n,
            IntFunction<SampleImage> choice,
            IntFunction<RandomGenerator> randomness) {
        if (n < 1 || (long) n * view.values() > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException(
                    "%d images cannot be given at a time; ask for 1 to %d"
                            .formatted(n, (Integer.MAX_VALUE - 8) / view.values()));
        float[] images = new float[n * view.values()];
        int[] labels = new int[classes.isEmpty() ? 0 : n];
        for (int i = 0; i < n; i++) {
            SampleImage image = choice.apply(i);
            view.copy(image, randomness.apply(i), images, i * view.values());
            if (labels.length > 0) labels[i] = numbers.get(image.label());
        }
        view.normalise(images);
        return new SampleBatch(step, images, labels);
    }

    /**
     * Steps after which each image has come at least once.
     *
     * @param batch images in a batch, 1 or more
     */
    public long stepsInEpoch(int batch) {
        return ((long) count() + batch - 1) / batch;
    }

    /** SHA-256 over the names and bytes of all files, in hexadecimal digits. */
    public String hash() {
        return card.hash();
    }

    /** Images that were left out. */
    public int leftOut() {
        return card.leftOut();
    }

    /** What was done with the images, for the log and the model's card. */
    public List<String> notes() {
        return card.notes();
    }

    /**
     * The size of a pixel of the images that are learnt; empty where the files say nothing or do
     * not agree.
     */
    public Optional<PixelSize> pixelSize() {
        return card.pixelSize();
    }
}

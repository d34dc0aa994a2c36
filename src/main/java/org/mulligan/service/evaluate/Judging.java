package org.mulligan.service.evaluate;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.engine.RowNetwork;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Weights;
import org.mulligan.service.engine.RowPortions;
import org.mulligan.service.report.Provenance;
import org.mulligan.service.report.Purpose;

/**
 * Asks the discriminator of a synthesiser how real images look to it. It learnt to tell real images
 * from those of its own generator and nothing else, so what it says is a hint and no proof.
 */
public final class Judging implements AutoCloseable {
    /** What must be known of every score. */
    static final String LIMITS =
            "A discriminator knows its own generator best: a low score is no proof that an image is false, and a high one none that it is true.";

    /** Windows lie this share of their side apart. */
    private static final int STEPS = 8;

    private final ModelFile model;
    private final Synthesis synthesis;
    private final Scores real;
    private final Scores drawn;
    private final int[] classes;
    private final RowPortions buffers;
    private final RowNetwork discriminator;

    /**
     * @param className as which images are looked at; empty = the one of all with which they score
     *     highest
     * @throws IllegalArgumentException when the model has no discriminator or no such class
     */
    public Judging(ModelFile model, String className, RowPortions buffers) throws IOException {
        Purpose.JUDGE.require(model.description());
        this.model = model;
        this.buffers = buffers;
        synthesis = model.description().synthesis().orElseThrow();
        if (!model.weights().contains(Weights.DISCRIMINATOR))
            throw new IllegalArgumentException(
                    "%s has no discriminator: a %s is trained without an adversary, so it cannot judge; give a model of another system"
                            .formatted(model.name(), synthesis.system()));
        real = scores(model.description().facts().realScores());
        drawn = scores(model.description().facts().drawnScores());
        classes = classes(className);
        discriminator = buffers.engine().loadRows(model, Weights.DISCRIMINATOR);
    }

    private Scores scores(Optional<List<Double>> stored) {
        try {
            return Scores.of(stored);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(model.name() + " " + e.getMessage(), e);
        }
    }

    private int[] classes(String name) {
        List<String> known = synthesis.space().classes();
        if (!name.isEmpty() && !known.contains(name))
            throw new IllegalArgumentException(
                    known.isEmpty()
                            ? "%s was trained without classes; leave class empty"
                                    .formatted(model.name())
                            : "%s has no class \"%s\"; its classes are %s"
                                    .formatted(model.name(), name, String.join(", ", known)));
        if (!name.isEmpty()) return new int[] {known.indexOf(name)};
        int[] all = new int[Math.max(1, known.size())];
        for (int i = 0; i < all.length; i++) all[i] = i;
        return all;
    }

    /** What is to be said of all judgements of this model, a line each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(LIMITS);
        if (classes.length > 1)
            notes.add(
                    "Of %d classes each image was given the one with which it scores highest, which raises the scores a little; name a class to look at all as one"
                            .formatted(classes.length));
        if (!model.description().facts().isGan())
            notes.add(
                    "The discriminator of %s stayed at equilibrium in training (it saw no difference) or won too early, so its scores mean little"
                            .formatted(model.name()));
        return notes;
    }

    /**
     * Judges each image of a file or window; not modified.
     *
     * @throws IllegalArgumentException when the image is smaller than what the model knows, or has
     *     other channels
     */
    public Judged judge(ImagePlus image, Progress progress) throws IOException {
        JudgedPixels pixels = new JudgedPixels(image, synthesis);
        boolean large = pixels.width() > synthesis.size() || pixels.height() > synthesis.size();
        ImageStack maps = new ImageStack(pixels.width(), pixels.height());
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < pixels.count(); i++) {
            double[] clipped = new double[1];
            float[] values = pixels.read(i, clipped);
            Windows windows =
                    new Windows(
                            pixels.width(),
                            pixels.height(),
                            synthesis.size(),
                            Math.max(1, synthesis.size() / STEPS));
            float[] scores = new float[windows.count()];
            int[] best = new int[windows.count()];
            score(values, windows, scores, best, progress);
            judgements.add(judgement(pixels.name(i), windows, scores, best, clipped[0]));
            if (large) {
                float[] percentiles = new float[scores.length];
                for (int k = 0; k < scores.length; k++)
                    percentiles[k] = (float) real.percentile(scores[k]);
                maps.addSlice(
                        "percentile among real images",
                        new FloatProcessor(
                                pixels.width(), pixels.height(), windows.spread(percentiles)));
            }
        }
        return new Judged(
                judgements, large ? Optional.of(map(image, maps, judgements)) : Optional.empty());
    }

    /** Of each window the highest score over the classes, and with which it came. */
    private void score(
            float[] values, Windows windows, float[] scores, int[] best, Progress progress)
            throws IOException {
        int known = synthesis.space().classes().size();
        int width = synthesis.values() + known;
        int portion = RowPortions.portion(width);
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        for (int first = 0; first < scores.length; first += portion) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Judging", first / (double) scores.length, -1);
            int count = Math.min(portion, scores.length - first);
            float[] rows = new float[count * width];
            for (int i = 0; i < count; i++)
                windows.copy(values, first + i, synthesis.channels(), rows, i * width);
            for (int index : classes) {
                for (int i = 0; i < count && known > 0; i++) {
                    Arrays.fill(rows, i * width + synthesis.values(), (i + 1) * width, 0);
                    rows[i * width + synthesis.values() + index] = 1;
                }
                float[] now = buffers.run(discriminator, rows, width, 1);
                for (int i = 0; i < count; i++)
                    if (now[i] > scores[first + i]) {
                        scores[first + i] = now[i];
                        best[first + i] = index;
                    }
            }
        }
    }

    private Judgement judgement(
            String name, Windows windows, float[] scores, int[] best, double clipped) {
        Integer[] order = new Integer[scores.length];
        for (int i = 0; i < order.length; i++) order[i] = i;
        Arrays.sort(order, (a, b) -> Float.compare(scores[a], scores[b]));
        int lowest = order[0];
        int middle = order[order.length / 2];
        List<String> known = synthesis.space().classes();
        return new Judgement(
                name,
                scores[middle],
                real.percentile(scores[middle]),
                drawn.percentile(scores[middle]),
                known.isEmpty() ? "" : known.get(best[middle]),
                scores.length,
                real.percentile(scores[lowest]),
                windows.x(lowest),
                windows.y(lowest),
                clipped);
    }

    private ImagePlus map(ImagePlus image, ImageStack maps, List<Judgement> judgements) {
        ImagePlus map = new ImagePlus(image.getShortTitle() + "-judged", maps);
        Calibration calibration = image.getCalibration().copy();
        calibration.disableDensityCalibration();
        map.setCalibration(calibration);
        if (maps.size() == image.getStackSize())
            map.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        else map.setDimensions(1, image.getNSlices(), image.getNFrames());
        map.setOpenAsHyperStack(image.isHyperStack());
        map.setDisplayRange(0, 100);
        List<String> lines = new ArrayList<>();
        lines.add(Provenance.HEAD);
        lines.add(
                "This map shows for each pixel how the windows of %d px about it score: the mean of their percentiles among real images that the model was not trained on, 0 to 100."
                        .formatted(synthesis.size()));
        lines.add("Source: " + image.getTitle());
        lines.add(
                "Model: %s (discriminator), sha256 %s"
                        .formatted(model.description().name(), model.hash()));
        lines.addAll(notes());
        for (Judgement judgement : judgements) lines.add(judgement.line());
        lines.add("Versions: Mulligan " + Provenance.version());
        map.setProperty("Info", String.join("\n", lines) + "\n");
        return map;
    }

    @Override
    public void close() {
        discriminator.close();
    }
}

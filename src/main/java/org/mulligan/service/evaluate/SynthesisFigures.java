package org.mulligan.service.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import org.mulligan.metric.features.Diversity;
import org.mulligan.metric.features.Features;
import org.mulligan.metric.features.FrechetDistance;
import org.mulligan.metric.features.KernelDistance;
import org.mulligan.metric.features.Memorisation;
import org.mulligan.metric.features.PrecisionRecall;

/**
 * How drawn images compare with real ones, beside how other real ones do.
 *
 * @param name of the model, or of the drawn images
 * @param features what the distances are measured in
 * @param images of either kind that were compared
 * @param drawn of the drawn images
 * @param floor of as many other real images: what no generator need beat
 * @param nearest how near the nearest real image is; empty where too few were held back
 * @param trainedOnThem whether the real images are those that the model has learnt from
 * @param drawnClasses of the drawn images; empty where the features tell no classes
 * @param realClasses of the real images of the floor
 * @param cost of the model; empty for images of unknown origin
 * @param notes what to know of the figures, a line each
 */
public record SynthesisFigures(
        String name,
        String features,
        int images,
        Distances drawn,
        Distances floor,
        Optional<Memorisation> nearest,
        boolean trainedOnThem,
        Optional<ClassFigures> drawnClasses,
        Optional<ClassFigures> realClasses,
        Optional<Cost> cost,
        long seed,
        List<String> notes) {

    /** Of one set of images to the real ones. */
    record Distances(
            FrechetDistance frechet,
            KernelDistance kernel,
            PrecisionRecall coverage,
            double diversity) {
        static Distances of(Features reals, Features others, long seed) {
            return new Distances(
                    FrechetDistance.of(reals, others),
                    KernelDistance.of(reals, others, seed),
                    PrecisionRecall.of(reals, others, seed),
                    Diversity.of(reals, others, seed).ratio());
        }
    }

    /**
     * What a network that tells classes says of a set.
     *
     * @param found classes that come at least a tenth as often as among the real images
     * @param of classes among the real images
     * @param confident share of images whose class has a probability above 0.9
     * @param asked share of images of the class that they should have; empty where none was asked
     */
    record ClassFigures(int found, int of, double confident, OptionalDouble asked) {
        private static final double CONFIDENT = 0.9;

        /** A class is drawn that comes so often, as a share of how often it really comes. */
        private static final double DRAWN = 0.1;

        /**
         * @param reals what the classes are counted in
         * @param asked the class that each image should have; empty = none was asked for
         */
        static ClassFigures of(
                ExtractedFeatures images,
                ExtractedFeatures reals,
                Optional<IntUnaryOperator> asked) {
            Map<Integer, Integer> here = counts(images);
            Map<Integer, Integer> there = counts(reals);
            int found = 0;
            for (Map.Entry<Integer, Integer> real : there.entrySet())
                if (here.getOrDefault(real.getKey(), 0) >= DRAWN * real.getValue()) found++;
            int[] told = images.classes();
            int right = 0;
            for (int i = 0; i < told.length && asked.isPresent(); i++)
                if (told[i] == asked.get().applyAsInt(i)) right++;
            return new ClassFigures(
                    found,
                    there.size(),
                    images.confident(CONFIDENT),
                    asked.isPresent()
                            ? OptionalDouble.of(right / (double) told.length)
                            : OptionalDouble.empty());
        }

        private static Map<Integer, Integer> counts(ExtractedFeatures images) {
            Map<Integer, Integer> counts = new HashMap<>();
            for (int each : images.classes()) counts.merge(each, 1, Integer::sum);
            return counts;
        }
    }

    /**
     * What a model costs.
     *
     * @param steps of its training; 0 = not recorded
     * @param parameters of the generator; empty where an older model does not say
     * @param bytes of its package
     */
    record Cost(long steps, double seconds, OptionalLong parameters, long bytes, String sha256) {}

    public SynthesisFigures {
        notes = List.copyOf(notes);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(say("%d drawn images beside %d real ones, seed %d", images, images, seed));
        lines.add("Measured in: " + features);
        lines.add("                           drawn      real (other real images: the floor)");
        row(lines, "Fréchet distance", drawn.frechet.value(), floor.frechet.value());
        row(lines, "Kernel distance", drawn.kernel.whole(), floor.kernel.whole());
        row(lines, "  mean over subsets", drawn.kernel.mean(), floor.kernel.mean());
        row(lines, "  their deviation", drawn.kernel.deviation(), floor.kernel.deviation());
        row(lines, "Precision", drawn.coverage.precision(), floor.coverage.precision());
        row(lines, "Recall", drawn.coverage.recall(), floor.coverage.recall());
        row(lines, "Diversity", drawn.diversity, floor.diversity);
        nearest.ifPresent(
                found -> {
                    row(
                            lines,
                            trainedOnThem ? "Nearest training image" : "Nearest real image",
                            found.fakes(),
                            found.heldOut());
                    lines.add(
                            say(
                                    "  ratio %.3f (far below 1 = %s)",
                                    found.ratio(),
                                    trainedOnThem
                                            ? "learnt by heart"
                                            : "copies of these images, which the model was not trained on"));
                });
        if (drawnClasses.isPresent() && realClasses.isPresent())
            classes(lines, drawnClasses.get(), realClasses.get());
        cost.ifPresent(known -> cost(lines, known));
        lines.addAll(notes);
        return lines;
    }

    private static void classes(List<String> lines, ClassFigures drawn, ClassFigures real) {
        row(lines, "Classes of " + real.of, drawn.found, real.found);
        row(lines, "Confident above 0.9", drawn.confident, real.confident);
        if (drawn.asked.isEmpty()) return;
        lines.add(
                say("%-24s %10s", "Of the class asked for", number(drawn.asked.getAsDouble()))
                        + (real.asked.isPresent()
                                ? say(" %10s", number(real.asked.getAsDouble()))
                                : ""));
    }

    private static void cost(List<String> lines, Cost cost) {
        if (cost.steps > 0 && cost.seconds > 0)
            lines.add(
                    say(
                            "Training: %d steps in %.0f s, %.2f steps/s, %.1f ms a step",
                            cost.steps,
                            cost.seconds,
                            cost.steps / cost.seconds,
                            1000 * cost.seconds / cost.steps));
        lines.add(
                say(
                        "Size: %s, %d bytes on disk; sha256 %s",
                        cost.parameters.isPresent()
                                ? cost.parameters.getAsLong() + " parameters of the generator"
                                : "parameters not recorded",
                        cost.bytes,
                        cost.sha256));
    }

    private static void row(List<String> lines, String what, double drawn, double real) {
        lines.add(say("%-24s %10s %10s", what, number(drawn), number(real)));
    }

    private static String number(double value) {
        return say(Math.abs(value) >= 100 ? "%.1f" : Math.abs(value) >= 1 ? "%.3f" : "%.4f", value);
    }

    private static String say(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    /** For programs: columns in a fixed order; empty where a figure is unknown. */
    Map<String, String> columns() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("model", name);
        row.put("features", features);
        row.put("images", "" + images);
        row.put("seed", "" + seed);
        put(row, "frechet", drawn.frechet.value(), floor.frechet.value());
        put(row, "kernel", drawn.kernel.whole(), floor.kernel.whole());
        put(row, "kernel_mean", drawn.kernel.mean(), floor.kernel.mean());
        put(row, "kernel_deviation", drawn.kernel.deviation(), floor.kernel.deviation());
        put(row, "precision", drawn.coverage.precision(), floor.coverage.precision());
        put(row, "recall", drawn.coverage.recall(), floor.coverage.recall());
        put(row, "diversity", drawn.diversity, floor.diversity);
        row.put("nearest", nearest.map(found -> exact(found.fakes())).orElse(""));
        row.put("nearest_real", nearest.map(found -> exact(found.heldOut())).orElse(""));
        row.put("trained_on_them", "" + trainedOnThem);
        put(row, "", drawnClasses);
        put(row, "_real", realClasses);
        row.put("steps", cost.filter(c -> c.steps > 0).map(c -> "" + c.steps).orElse(""));
        row.put("seconds", cost.filter(c -> c.steps > 0).map(c -> exact(c.seconds)).orElse(""));
        row.put(
                "parameters",
                cost.filter(c -> c.parameters.isPresent())
                        .map(c -> "" + c.parameters.getAsLong())
                        .orElse(""));
        row.put("bytes", cost.map(c -> "" + c.bytes).orElse(""));
        row.put("sha256", cost.map(Cost::sha256).orElse(""));
        return row;
    }

    private static void put(Map<String, String> row, String what, double drawn, double real) {
        row.put(what, exact(drawn));
        row.put(what + "_real", exact(real));
    }

    private static void put(Map<String, String> row, String end, Optional<ClassFigures> classes) {
        row.put("classes" + end, classes.map(c -> "" + c.found).orElse(""));
        row.put("confident" + end, classes.map(c -> exact(c.confident)).orElse(""));
        row.put(
                "class_asked" + end,
                classes.filter(c -> c.asked.isPresent())
                        .map(c -> exact(c.asked.getAsDouble()))
                        .orElse(""));
    }

    private static String exact(double value) {
        return say("%.6g", value);
    }
}

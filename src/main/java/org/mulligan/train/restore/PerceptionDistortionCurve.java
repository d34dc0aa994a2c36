package org.mulligan.train.restore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.data.Plane;
import org.mulligan.tensor.frozen.FrozenGraph;
import org.mulligan.tensor.frozen.RunningGraph;
import org.mulligan.train.Provenance;

/**
 * The way from the faithful to the adversarial network, measured on the images that were held back.
 *
 * @param curve from sharpness 0 to 1
 * @param unsharp an unsharp mask of the faithful images at the sharpness of the adversarial ones:
 *     what the same sharpness costs without a network
 * @param byWeights whether weights in between gave images in between; else the outputs are mixed
 * @param emptyField largest standard deviation of what the adversary adds to the darkest square of
 *     an image, as a multiple of that square's noise
 */
record PerceptionDistortionCurve(
        List<Point> curve, PairValidation.Figures unsharp, boolean byWeights, double emptyField) {
    private static final double[] SHARPNESS = {0, 0.25, 0.5, 0.75, 1};

    /** What lies between is no farther from either end than the ends are from each other. */
    private static final double TOLERANCE = 1.05;

    /** Side of a square of background, px. */
    private static final int FIELD = 48;

    /** Of the normalised range; where there is less, as in images with holes, there is no noise. */
    private static final double NO_NOISE = 1e-6;

    /** One setting. */
    record Point(double sharpness, PairValidation.Figures figures) {
        @Override
        public String toString() {
            String which = sharpness == 0 ? " (faithful)" : sharpness == 1 ? " (adversarial)" : "";
            return String.format(Locale.ROOT, "sharpness %s%s: %s", sharpness, which, figures);
        }
    }

    PerceptionDistortionCurve {
        curve = List.copyOf(curve);
    }

    /** Measures the curve, with weights in between unless they fail. */
    static PerceptionDistortionCurve measure(
            PairValidation validation, FrozenGraph faithful, FrozenGraph adversarial) {
        List<float[][]> images = new ArrayList<>();
        for (double sharpness : SHARPNESS)
            images.add(denoise(validation, faithful.towards(adversarial, sharpness)));
        boolean byWeights = areInBetween(images);
        if (!byWeights)
            for (int i = 1; i < SHARPNESS.length - 1; i++)
                images.set(i, denoise(validation, faithful.blend(adversarial, SHARPNESS[i])));
        List<Point> curve = new ArrayList<>();
        for (int i = 0; i < SHARPNESS.length; i++)
            curve.add(new Point(SHARPNESS[i], validation.measure(images.get(i))));
        float[][] first = images.get(0);
        float[][] last = images.get(images.size() - 1);
        return new PerceptionDistortionCurve(
                curve,
                validation.unsharp(first, last),
                byWeights,
                emptyField(validation.planes(), first, last));
    }

    PairValidation.Figures faithful() {
        return curve.get(0).figures();
    }

    PairValidation.Figures adversarial() {
        return curve.get(curve.size() - 1).figures();
    }

    /** Whether the adversary was worth it, in words: it must do more than an unsharp mask does. */
    String worth() {
        double before = faithful().sharpness();
        double after = adversarial().sharpness();
        if (Math.abs(Math.log(after)) >= Math.abs(Math.log(before)))
            return "The adversary was not worth it here: at sharpness 1 the image is no sharper than at 0.";
        return adversarial().psnr() > unsharp.psnr()
                ? "The adversary makes the image sharper, at a smaller loss than an unsharp mask of the faithful image."
                : "The adversary makes the image sharper, but no better than an unsharp mask of the faithful image does.";
    }

    /** For people, a line each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        curve.forEach(point -> lines.add(point.toString()));
        lines.add(
                "unsharp mask of the faithful images, as sharp as the adversarial ones: "
                        + unsharp);
        lines.add(worth());
        if (!byWeights)
            lines.add(
                    "Weights in between did not give images in between, so the outputs of the two networks are mixed; this takes twice the time.");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Empty field: on the darkest squares of %d px the adversary adds at most %.2f times the noise%s",
                        FIELD,
                        emptyField,
                        emptyField > 1
                                ? ". THAT IS MORE THAN THE NOISE: it draws where nothing is; use sharpness 0"
                                : ""));
        return lines;
    }

    /** For the package: {@code mixing} is read when the model is loaded. */
    Map<String, Object> provenance() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("mixing", byWeights ? "weights" : "outputs");
        List<Map<String, Object>> points = new ArrayList<>();
        for (Point point : curve) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("sharpness", point.sharpness());
            values.putAll(point.figures().values());
            points.add(values);
        }
        all.put("curve", points);
        all.put("unsharp", unsharp.values());
        all.put("empty_field", Provenance.rounded(emptyField));
        return all;
    }

    private static float[][] denoise(PairValidation validation, FrozenGraph graph) {
        try (RunningGraph network = new RunningGraph(graph, false)) {
            return validation.restored(network::run).toArray(float[][]::new);
        }
    }

    /**
     * @param images by sharpness, then by plane
     */
    static boolean areInBetween(List<float[][]> images) {
        float[][] first = images.get(0);
        float[][] last = images.get(images.size() - 1);
        for (int plane = 0; plane < first.length; plane++) {
            double whole = TOLERANCE * distance(first[plane], last[plane]);
            for (float[][] image : images)
                if (distance(first[plane], image[plane]) > whole
                        || distance(last[plane], image[plane]) > whole) return false;
        }
        return true;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (a[i] - (double) b[i]) * (a[i] - (double) b[i]);
        return Math.sqrt(sum);
    }

    private static double emptyField(List<Plane> planes, float[][] faithful, float[][] sharp) {
        double largest = 0;
        for (int i = 0; i < planes.size(); i++)
            largest = Math.max(largest, emptyField(planes.get(i), faithful[i], sharp[i]));
        return largest;
    }

    /** On the square whose target is darkest. */
    static double emptyField(Plane plane, float[] faithful, float[] sharp) {
        int width = plane.scale() * plane.width();
        int height = plane.scale() * plane.height();
        int side = Math.min(FIELD, Math.min(width, height));
        int darkest = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int y = 0; y + side <= height; y += side / 2)
            for (int x = 0; x + side <= width; x += side / 2) {
                double mean = moments(plane.target(), null, width, x, y, side)[0];
                if (mean < lowest) {
                    lowest = mean;
                    darkest = y * width + x;
                }
            }
        int x = darkest % width;
        int y = darkest / width;
        double added = moments(sharp, faithful, width, x, y, side)[1];
        double noise = moments(Baseline.of(plane), plane.target(), width, x, y, side)[1];
        return noise < NO_NOISE ? 0 : added / noise;
    }

    /** Mean and standard deviation of a square of {@code image - other}. */
    private static double[] moments(
            float[] image, float[] other, int width, int left, int top, int side) {
        double sum = 0;
        double squares = 0;
        for (int y = top; y < top + side; y++)
            for (int x = left; x < left + side; x++) {
                int at = y * width + x;
                double value = image[at] - (other == null ? 0.0 : other[at]);
                sum += value;
                squares += value * value;
            }
        double count = (double) side * side;
        double mean = sum / count;
        return new double[] {mean, Math.sqrt(Math.max(0, squares / count - mean * mean))};
    }
}

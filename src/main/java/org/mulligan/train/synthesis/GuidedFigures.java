package org.mulligan.train.synthesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mulligan.train.Provenance;

/**
 * How well a style is obeyed: what is drawn in it beside real images of it, in their units. The
 * grain of an image is the standard deviation of what each pixel has beyond the mean of its four
 * neighbours, divided so that it is that of the noise where the noise of pixels is independent.
 *
 * @param style its name; empty where there are none
 * @param images that were compared
 * @param grain of the drawn ones, root mean square over images
 * @param realGrain likewise
 * @param mean intensity of the drawn ones
 * @param realMean likewise
 * @param structure correlation of local means, drawn to real
 * @param agreement correlation of local means of two drawings with different seeds
 * @param detail correlation of what is finer of the same two
 */
record GuidedFigures(
        String style,
        int images,
        double grain,
        double realGrain,
        double mean,
        double realMean,
        double structure,
        double agreement,
        double detail) {
    /** Side of the squares of local means, px. */
    private static final int SQUARE = 8;

    /** Of independent noise of variance 1, that of a pixel less the mean of four others is 1.25. */
    private static final double GAIN = Math.sqrt(1.25);

    /** Collects images of one style. */
    static final class Sums {
        private final int size;
        private final List<float[]> real = new ArrayList<>();
        private final List<float[]> drawn = new ArrayList<>();
        private final List<float[]> again = new ArrayList<>();

        Sums(int size) {
            this.size = size;
        }

        /** A real image, and two drawings of its input with different seeds; in units of files. */
        void add(float[] real, float[] drawn, float[] again) {
            this.real.add(real);
            this.drawn.add(drawn);
            this.again.add(again);
        }

        GuidedFigures figures(String style) {
            return new GuidedFigures(
                    style,
                    real.size(),
                    grain(drawn),
                    grain(real),
                    mean(drawn),
                    mean(real),
                    correlation(squares(drawn), squares(real)),
                    correlation(squares(drawn), squares(again)),
                    correlation(details(drawn), details(again)));
        }

        private double grain(List<float[]> images) {
            double square = 0;
            int count = 0;
            for (float[] image : images)
                for (float value : detail(image)) {
                    square += (double) value * value;
                    count++;
                }
            return Math.sqrt(square / count) / GAIN;
        }

        private float[] detail(float[] image) {
            float[] detail = new float[(size - 2) * (size - 2)];
            int at = 0;
            for (int y = 1; y < size - 1; y++)
                for (int x = 1; x < size - 1; x++) {
                    int i = y * size + x;
                    detail[at++] =
                            image[i]
                                    - (image[i - 1]
                                                    + image[i + 1]
                                                    + image[i - size]
                                                    + image[i + size])
                                            / 4;
                }
            return detail;
        }

        private float[] details(List<float[]> images) {
            return joined(images.stream().map(this::detail).toList());
        }

        private float[] squares(List<float[]> images) {
            return joined(images.stream().map(this::means).toList());
        }

        private float[] means(float[] image) {
            int count = size / SQUARE;
            float[] means = new float[count * count];
            for (int y = 0; y < count * SQUARE; y++)
                for (int x = 0; x < count * SQUARE; x++)
                    means[y / SQUARE * count + x / SQUARE] +=
                            image[y * size + x] / (SQUARE * SQUARE);
            return means;
        }
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static double mean(List<float[]> images) {
        double sum = 0;
        int count = 0;
        for (float[] image : images)
            for (float value : image) {
                sum += value;
                count++;
            }
        return sum / count;
    }

    /** Pearson's; 0 where one of them does not vary. */
    private static double correlation(float[] a, float[] b) {
        double meanA = mean(List.of(a));
        double meanB = mean(List.of(b));
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }

    /** For a person. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%sgrain %.4g (real %.4g), mean %.5g (real %.5g); means over %d px correlate %.3f with those of the real images; two seeds: %.3f in these means, %.3f in what is finer; %d held-back images",
                style.isEmpty() ? "" : "style %s: ".formatted(style),
                grain,
                realGrain,
                mean,
                realMean,
                SQUARE,
                structure,
                agreement,
                detail,
                images);
    }

    /** For the provenance. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("images", images);
        values.put("grain", grain);
        values.put("grain_real", realGrain);
        values.put("mean", mean);
        values.put("mean_real", realMean);
        values.put("structure", Provenance.rounded(structure));
        values.put("seeds_means", Provenance.rounded(agreement));
        values.put("seeds_detail", Provenance.rounded(detail));
        return values;
    }
}

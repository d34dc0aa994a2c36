package org.mulligan.noise.lines;

import java.util.Arrays;
import java.util.Optional;
import org.mulligan.noise.Median;

/**
 * The offset of each row of a plane, or of each column: what is alike along all of it and
 * independent of the other lines. The offsets' mean is 0.
 *
 * <p>Across the lines the plane is taken apart into bands, from one line to the next up to 64 lines
 * (the à trous wavelet of a cubic spline). In each a line is told by a mean along it that gives no
 * pixel more weight than noise can have ({@link AlongLine}), and quiet parts of it more than
 * others, so that what is on a part of the line hardly counts. Independent offsets have a known
 * share of their variance in each band. A band that has more holds light and shade of the image,
 * too, and counts for its share only (Wiener's gain).
 *
 * <p>There are none where the finest band is not that of offsets ({@link LineSpectrum}): an image
 * with structure along its lines keeps it.
 *
 * <p>Known error, of offsets of 0.3 to 1 of the noise's standard deviation: what is left has 0.05
 * to 0.07 of it on a flat field of 256 to 1024 px a side; on 24 images of FMD, 15 of W2S and 8 of
 * electron microscopy 0.10, 0.08 and 0.11 in the mean at 0.3, at worst 0.15; 0.16, 0.16 and 0.22 at
 * 1, at worst 0.28, as wide light and shade of the offsets cannot be told from the image's. Stripes
 * across all of a plane that are finer than an optical image can have, and do not repeat, are taken
 * for offsets.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-75988-8_28">Holschneider et al. 1989, the
 *     wavelet</a>
 */
public final class OffsetBands {
    private static final double[] SPLINE = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};
    private static final int MOST_BANDS = 6;

    /** Widths of the widest band in all lines, at least. */
    private static final int FEWEST_WIDTHS = 8;

    /** Standard errors within which the variance of a band is that of offsets. */
    private static final double EXPECTED = 3;

    /** Share of pixels that equal the one before, from which on there is no noise. */
    private static final double EVEN = 0.9;

    /** Of a variance, by which a part counts more than the mean part does, at most. */
    private static final double QUIETEST = 1e-9;

    /** Pixels of a part of a line that is weighted by itself. */
    private static final int PART = 16;

    /** Lines before and after, in steps of a band, by which a part is weighted. */
    private static final int AROUND = 4;

    private final float[][] lines;

    /** By the eighths of the lines in turns: light that falls off along a line is in both. */
    private final double[] one;

    private final double[] other;

    private OffsetBands(float[][] lines) {
        this.lines = lines;
        one = new double[lines.length];
        other = new double[lines.length];
    }

    /**
     * Of lines.
     *
     * @param lines pixels of each, all of one length of 16 or more, 64 or more of them; what is not
     *     a number does not count. They are overwritten
     * @param least standard deviation of the offsets below which there are none, units of the plane
     * @return in the order of the lines; empty where there are none
     */
    public static Optional<float[]> of(float[][] lines, double least) {
        return new OffsetBands(lines).offsets(least);
    }

    private Optional<float[]> offsets(double least) {
        if (areEven()) return Optional.empty();
        int bands = 1;
        while (bands < MOST_BANDS && FEWEST_WIDTHS << bands < lines.length) bands++;
        double[] finest = finest();
        LineSpectrum spectrum = new LineSpectrum(finest, one, other);
        if (!spectrum.isOfOffsets() || spectrum.variance() < least * least) return Optional.empty();
        // Its bands are those of offsets of deviation 1.
        double[] impulse = new double[lines.length];
        impulse[lines.length / 2] = 1;
        double variance = 0;
        double[] offsets = new double[lines.length];
        for (int band = 0; band <= bands; band++) {
            int step = 1 << band;
            double[] part = band == 0 ? finest : band < bands ? split(step) : rest();
            double[] share = band < bands ? split(impulse, step) : aboutMean(impulse);
            if (band == 0) variance = variance(spectrum, squares(share));
            // So many values of the band are independent of each other.
            double error = Math.sqrt(2.0 * (2 * step + 2) / lines.length);
            double expected = lines.length * squares(share) * variance * (1 + EXPECTED * error);
            double gain = Math.min(1, expected / Math.max(squares(part), Double.MIN_NORMAL));
            for (int i = 0; i < offsets.length; i++) offsets[i] += gain * part[i];
        }
        double[] balanced = aboutMean(offsets);
        float[] result = new float[balanced.length];
        for (int i = 0; i < result.length; i++) result[i] = (float) balanced[i];
        return Optional.of(result);
    }

    /** Whether nothing varies along the lines: without noise all that is in them is the image. */
    private boolean areEven() {
        long even = 0;
        long all = 0;
        for (float[] line : lines)
            for (int i = 1; i < line.length; i++, all++) if (line[i] == line[i - 1]) even++;
        return even > EVEN * all;
    }

    /**
     * Of the offsets, by what the halves have in common in all of the finest band; but not much
     * more than where no image has any.
     *
     * @param share of the offsets' variance in the finest band
     */
    private double variance(LineSpectrum spectrum, double share) {
        double common = 0;
        for (int l = 0; l < one.length; l++) common += one[l] * other[l] / one.length;
        double error = Math.sqrt(LineSpectrum.SPREAD / lines.length);
        return Math.min(common / share, spectrum.variance() * (1 + 2 * error));
    }

    private double[] finest() {
        int eighth = lines[0].length / 8;
        float[][] details = details(1);
        double[] part = new double[lines.length];
        for (int l = 0; l < part.length; l++) {
            part[l] = AlongLine.mean(details[l], 0, details[l].length);
            for (int i = 0; i < 8; i++) {
                double mean = AlongLine.mean(details[l], i * eighth, (i + 1) * eighth);
                (i % 2 == 0 ? one : other)[l] += mean / 4;
            }
        }
        return part;
    }

    /** Of each line by a band; the lines become what is wider. */
    private double[] split(int step) {
        float[][] details = details(step);
        return byQuietParts(details, step);
    }

    /**
     * The mean of each line, to which its parts count the more the less they differ from the whole
     * of it, here and in the lines around: what is on a part of the lines is the image.
     */
    private static double[] byQuietParts(float[][] details, int step) {
        int parts = Math.max(1, details[0].length / PART);
        double[][] means = new double[details.length][parts];
        double[][] squares = new double[details.length + 1][parts];
        for (int l = 0; l < details.length; l++) {
            int length = details[l].length;
            for (int p = 0; p < parts; p++)
                means[l][p] =
                        AlongLine.mean(details[l], p * length / parts, (p + 1) * length / parts);
            double whole = Median.of(means[l]);
            for (int p = 0; p < parts; p++)
                squares[l + 1][p] = squares[l][p] + Math.pow(means[l][p] - whole, 2);
        }
        double mean = 0;
        for (double square : squares[details.length])
            mean += square / (parts * (double) details.length);
        double quietest = Math.max(QUIETEST * mean, Float.MIN_NORMAL);
        double[] result = new double[details.length];
        for (int l = 0; l < result.length; l++) {
            int from = Math.max(0, l - AROUND * step);
            int to = Math.min(result.length, l + AROUND * step + 1);
            double sum = 0;
            double weights = 0;
            for (int p = 0; p < parts; p++) {
                double variance = (squares[to][p] - squares[from][p]) / (to - from);
                double weight = 1 / Math.max(variance, quietest);
                sum += weight * means[l][p];
                weights += weight;
            }
            result[l] = sum / weights;
        }
        return result;
    }

    private float[][] details(int step) {
        float[][] smooth = new float[lines.length][lines[0].length];
        for (int l = 0; l < smooth.length; l++)
            for (int k = -2; k <= 2; k++) {
                float weight = (float) SPLINE[k + 2];
                float[] line = lines[mirrored(l + k * step, lines.length)];
                for (int i = 0; i < line.length; i++) smooth[l][i] += weight * line[i];
            }
        float[][] details = lines.clone();
        for (int l = 0; l < smooth.length; l++) {
            for (int i = 0; i < smooth[l].length; i++) details[l][i] -= smooth[l][i];
            lines[l] = smooth[l];
        }
        return details;
    }

    private static double[] split(double[] values, int step) {
        double[] smooth = new double[values.length];
        for (int l = 0; l < values.length; l++)
            for (int k = -2; k <= 2; k++)
                smooth[l] += SPLINE[k + 2] * values[mirrored(l + k * step, values.length)];
        double[] part = new double[values.length];
        for (int l = 0; l < values.length; l++) {
            part[l] = values[l] - smooth[l];
            values[l] = smooth[l];
        }
        return part;
    }

    /** What is wider than all bands. */
    private double[] rest() {
        return aboutMean(
                Arrays.stream(lines)
                        .mapToDouble(each -> AlongLine.mean(each, 0, each.length))
                        .toArray());
    }

    private static double[] aboutMean(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    private static int mirrored(int index, int count) {
        if (index < 0) return Math.min(count - 1, -index);
        return index < count ? index : Math.max(0, 2 * (count - 1) - index);
    }

    /**
     * Of the finest band to what has a period of 2 pi / {@code angle} lines.
     *
     * @param angle radians from a line to the next
     */
    static double response(double angle) {
        return 1 - (3 + 4 * Math.cos(angle) + Math.cos(2 * angle)) / 8;
    }
}

package org.mulligan.data.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mulligan.metric.Psnr;

/**
 * How well a movie was restored: whole frames, and what a biologist reads from the traces of cells.
 *
 * @param psnr mean over the frames, dB
 * @param worst frame, dB
 * @param correlation of the cells' traces with the true ones, median
 * @param snr of the cells' traces, median, dB
 * @param peaks heights of spikes that stand alone, kept, median, %
 * @param lowPeaks the tenth part of them keeps less, %
 * @param baseline of all pixels without cells over all frames, off by, %
 * @param worstBaseline of one frame, %
 */
public record SeriesFigures(
        double psnr,
        double worst,
        double correlation,
        double snr,
        double peaks,
        double lowPeaks,
        double baseline,
        double worstBaseline) {
    private static final int ALONE = 8;

    public static SeriesFigures of(CalciumMovie movie, List<float[]> restored) {
        Psnr metric = new Psnr(range(movie.truth()));
        double psnr = 0;
        double worst = Double.POSITIVE_INFINITY;
        for (int t = 0; t < restored.size(); t++) {
            double one =
                    metric.compare(
                            movie.truth().get(t), restored.get(t), movie.width(), movie.height());
            psnr += one / restored.size();
            worst = Math.min(worst, one);
        }
        List<Double> correlations = new ArrayList<>();
        List<Double> snrs = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        for (int c = 0; c < movie.cells().size(); c++) {
            double[] own = CalciumMovie.trace(restored, movie.cells().get(c));
            double[] real = CalciumMovie.trace(movie.truth(), movie.cells().get(c));
            correlations.add(correlation(own, real));
            snrs.add(snr(own, real));
            for (int spike : movie.spikes().get(c)) {
                if (spike < ALONE || !isAlone(spike, movie.spikes().get(c))) continue;
                double before = mean(real, spike - 4, spike);
                double ownBefore = mean(own, spike - 4, spike);
                peaks.add(100 * (own[spike] - ownBefore) / (real[spike] - before));
            }
        }
        double[] quiet = CalciumMovie.trace(restored, movie.quiet());
        double[] realQuiet = CalciumMovie.trace(movie.truth(), movie.quiet());
        double off = 0;
        double worstOff = 0;
        for (int t = 0; t < quiet.length; t++) {
            double one = 100 * (quiet[t] - realQuiet[t]) / (realQuiet[t] - CalciumMovie.OFFSET);
            off += one / quiet.length;
            worstOff = Math.max(worstOff, Math.abs(one));
        }
        return new SeriesFigures(
                psnr,
                worst,
                quantile(correlations, 0.5),
                quantile(snrs, 0.5),
                quantile(peaks, 0.5),
                quantile(peaks, 0.1),
                off,
                worstOff);
    }

    private static double range(List<float[]> frames) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float[] frame : frames)
            for (float value : frame) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        return high - low;
    }

    private static boolean isAlone(int spike, List<Integer> spikes) {
        return spikes.stream().noneMatch(o -> o != spike && o > spike - ALONE && o <= spike);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }

    private static double correlation(double[] a, double[] b) {
        double ma = mean(a, 0, a.length);
        double mb = mean(b, 0, b.length);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static double snr(double[] own, double[] real) {
        double mean = mean(real, 0, real.length);
        double signal = 0;
        double error = 0;
        for (int i = 0; i < own.length; i++) {
            signal += (real[i] - mean) * (real[i] - mean);
            error += (own[i] - real[i]) * (own[i] - real[i]);
        }
        return 10 * Math.log10(signal / error);
    }

    private static double quantile(List<Double> values, double share) {
        if (values.isEmpty()) return Double.NaN;
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) (share * (sorted.size() - 1)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "PSNR %.2f dB, worst frame %.2f; traces r %.4f, SNR %.2f dB; peaks kept %.1f %% (10th %.1f); baseline %+.2f %% (worst frame %.2f)",
                psnr,
                worst,
                correlation,
                snr,
                peaks,
                lowPeaks,
                baseline,
                worstBaseline);
    }
}

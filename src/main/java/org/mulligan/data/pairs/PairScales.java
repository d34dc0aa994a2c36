package org.mulligan.data.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.noise.ScaleFit;

/**
 * The gain and offset that map each clean image of a folder onto its noisy one, from what each pair
 * says alone. Where pairs differ no more than their errors explain, all have one gain, known better
 * than any of theirs; where they differ by more, each gain lies between its own and the mean, by
 * how well it is known. A common gain within two standard errors of 1 is 1, a common offset within
 * two of 0 is 0: images of one scale are left as they are.
 *
 * @param maps one for each pair
 * @param note what was found, a sentence for the log and the model's card
 * @see <a href="https://doi.org/10.1016/0197-2456(86)90046-2">DerSimonian and Laird 1986</a>
 */
record PairScales(List<AffineFit> maps, String note) {
    /** A gain with a larger relative error is no better than none. */
    private static final double KNOWN = 0.25;

    /** Least relative error of a gain: images that were copied have none. */
    private static final double LEAST_ERROR = 1e-6;

    /** Of a common gain: differences of twice as much are not worth a map. */
    private static final double NEGLIGIBLE = 0.002;

    /** Standard errors within which a common value is what it would be without a map. */
    private static final double WITHIN = 2;

    /** Standard deviations of chi squared that chance may explain. */
    private static final double CHANCE = 4;

    /** The mean of several values and how far they differ beyond their errors. */
    private record Common(double mean, double error, double differing) {
        static Common of(double[] values, double[] errors) {
            Common same = weighted(values, errors, 0);
            double chi = 0;
            double weights = 0;
            double squares = 0;
            for (int i = 0; i < values.length; i++) {
                double weight = 1 / (errors[i] * errors[i]);
                chi += weight * (values[i] - same.mean) * (values[i] - same.mean);
                weights += weight;
                squares += weight * weight;
            }
            int free = values.length - 1;
            if (chi <= free + CHANCE * Math.sqrt(2.0 * free)) return same;
            return weighted(values, errors, (chi - free) / (weights - squares / weights));
        }

        private static Common weighted(double[] values, double[] errors, double differing) {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < values.length; i++) {
                double weight = 1 / (errors[i] * errors[i] + differing);
                sum += weight * values[i];
                weights += weight;
            }
            return new Common(sum / weights, 1 / Math.sqrt(weights), differing);
        }

        boolean one() {
            return differing == 0;
        }

        /**
         * @param least standard error where chance alone would make a smaller one
         */
        boolean within(double value, double least) {
            return one() && Math.abs(mean - value) <= WITHIN * Math.hypot(error, least);
        }

        /** What a value most likely is, with the others known. */
        double shrunk(double value, double error) {
            if (one()) return mean;
            double own = 1 / (error * error);
            return (value * own + mean / differing) / (own + 1 / differing);
        }
    }

    /**
     * @param fits of clean onto noisy images, one for each pair
     */
    static PairScales of(List<ScaleFit> fits) {
        List<ScaleFit> known = fits.stream().filter(f -> f.relativeError() <= KNOWN).toList();
        if (known.isEmpty())
            return new PairScales(
                    unchanged(fits),
                    "Clean images were not mapped onto their noisy ones: there is too little in them to find a gain");
        Common gain =
                Common.of(
                        known.stream().mapToDouble(ScaleFit::gain).toArray(),
                        known.stream().mapToDouble(PairScales::error).toArray());
        boolean unchanged = gain.within(1, NEGLIGIBLE);
        double[] gains = new double[fits.size()];
        for (int i = 0; i < gains.length; i++) {
            ScaleFit fit = fits.get(i);
            if (unchanged) gains[i] = 1;
            else if (fit.relativeError() > KNOWN) gains[i] = gain.mean();
            else gains[i] = gain.shrunk(fit.gain(), error(fit));
        }
        return gain.one() ? ofOneGain(fits, gains[0], gain) : ofMany(fits, gains);
    }

    /** Each pair has what it says alone. */
    static PairScales each(List<ScaleFit> fits) {
        return ofMany(fits, fits.stream().mapToDouble(ScaleFit::gain).toArray());
    }

    private static double error(ScaleFit fit) {
        return Math.max(fit.gainError(), LEAST_ERROR * Math.abs(fit.gain()));
    }

    private static PairScales ofOneGain(List<ScaleFit> fits, double gain, Common found) {
        double middle = fits.stream().mapToDouble(ScaleFit::from).average().orElseThrow();
        double lever = gain == 1 ? 0 : found.error();
        double[] gains = new double[fits.size()];
        double[] offsets = new double[fits.size()];
        double[] errors = new double[fits.size()];
        for (int i = 0; i < gains.length; i++) {
            ScaleFit fit = fits.get(i);
            gains[i] = gain;
            offsets[i] = fit.to() - gain * fit.from();
            double least = LEAST_ERROR * (1 + Math.abs(fit.to()));
            errors[i] = Math.hypot(Math.max(least, fit.toError()), lever * (fit.from() - middle));
        }
        Common offset = Common.of(offsets, errors);
        String text = "gain %.4g \u00b1 %.2g".formatted(found.mean(), found.error());
        if (gain == 1 && offset.within(0, 0))
            return new PairScales(
                    unchanged(fits),
                    "Clean and noisy images have one scale: left as they are (%s, offset %.4g \u00b1 %.2g)"
                            .formatted(text, offset.mean(), offset.error()));
        if (offset.one()) Arrays.fill(offsets, offset.mean());
        return mapped(gain == 1 ? text + ", taken as 1" : text, gains, offsets);
    }

    private static PairScales ofMany(List<ScaleFit> fits, double[] gains) {
        double[] offsets = new double[gains.length];
        for (int i = 0; i < gains.length; i++)
            offsets[i] = fits.get(i).to() - gains[i] * fits.get(i).from();
        return mapped("gain " + range(gains), gains, offsets);
    }

    private static List<AffineFit> unchanged(List<ScaleFit> fits) {
        return Collections.nCopies(fits.size(), AffineFit.NONE);
    }

    private static PairScales mapped(String found, double[] gains, double[] offsets) {
        List<AffineFit> maps = new ArrayList<>();
        for (int i = 0; i < gains.length; i++)
            maps.add(new AffineFit(gains[i], offsets[i], Double.NaN));
        return new PairScales(
                maps,
                "Clean images mapped onto their noisy ones: %s, offset %s"
                        .formatted(found, range(offsets)));
    }

    private static String range(double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        return least == most ? "%.4g".formatted(least) : "%.4g to %.4g".formatted(least, most);
    }
}

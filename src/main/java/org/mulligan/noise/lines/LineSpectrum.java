package org.mulligan.noise.lines;

/**
 * The quick half of the spectrum of what a line is by its finest band, across the lines: periods of
 * two to four lines. Offsets of lines are independent of each other, so that it is flat, and they
 * are alike along the line, so that either half of a line has the same. An image has passed a point
 * spread function and has less in the quickest quarter than in the one before, or it repeats, and
 * all is in a few lines of the spectrum.
 */
final class LineSpectrum {
    /** How much of the power of the halves is the same in both. */
    private static final double ALIKE = 0.5;

    /** Power of the quickest quarter by that of the one before. */
    private static final double FLAT = 0.3;

    /** One in so many planes of independent offsets has a line of its spectrum so high. */
    private static final double CHANCE = 1e-3;

    /** Relative variance of {@link #variance}, times the number of lines. */
    static final double SPREAD = 12;

    private final int count;
    private double common;
    private double slower;
    private double first;
    private double second;
    private double peak;
    private double sum;

    /**
     * @param whole mean along each line
     * @param one mean along a half of each line
     * @param other along the other half
     */
    LineSpectrum(double[] whole, double[] one, double[] other) {
        count = whole.length;
        int slow = count / 4;
        int quick = 3 * count / 8;
        int last = count / 2;
        for (int frequency = slow; frequency <= last; frequency++) {
            double angle = 2 * Math.PI * frequency / count;
            double response = OffsetBands.response(angle);
            double scale = 1 / (response * response);
            // That of the highest frequency has no imaginary part.
            if (2 * frequency == count) scale /= 2;
            double[] all = at(whole, angle);
            double[] a = at(one, angle);
            double[] b = at(other, angle);
            double power = scale * product(all, all);
            peak = Math.max(peak, power);
            sum += power;
            double both = scale * product(a, b);
            if (frequency < quick) slower += both / (quick - slow);
            else {
                common += both / (last - quick + 1);
                first += scale * product(a, a) / (last - quick + 1);
                second += scale * product(b, b) / (last - quick + 1);
            }
        }
        sum /= last - slow + 1;
    }

    /** Of the offsets, by what the halves have in common in the quickest quarter. */
    double variance() {
        return Math.max(0, common);
    }

    /** Whether it is that of offsets. */
    boolean isOfOffsets() {
        return common > ALIKE * Math.sqrt(first * second)
                && common > FLAT * slower
                && peak < sum * Math.log((count / 4 + 1) / CHANCE);
    }

    /** Under Hann's window, which keeps a strong line of the spectrum in its place; per line. */
    private static double[] at(double[] values, double angle) {
        int n = values.length;
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < n; i++) {
            double value = values[i] * (1 - Math.cos(2 * Math.PI * (i + 0.5) / n)) / 2;
            real += value * Math.cos(i * angle);
            imaginary += value * Math.sin(i * angle);
        }
        double norm = 1 / Math.sqrt(0.375 * n);
        return new double[] {norm * real, norm * imaginary};
    }

    private static double product(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1];
    }
}

package org.mulligan.service.restore;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.ChannelIntensities;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * What rounding to whole numbers would do to the mean of a channel of a result. A restored plane of
 * 0.2 photons a pixel has no noise left that carries some of its pixels over 0.5: all of it rounds
 * to 0.
 *
 * <p>It is told from the image, before there is a result. Rounding moves no pixel by more than 0.5,
 * so a channel whose mean is high enough cannot be biased. For the others a restored plane is stood
 * in for by Gaussian blurs of the plane, from weak to strong, which keep its mean and take its
 * noise away as a network does; the worst of them counts.
 *
 * @param channel from 0
 * @param lowest value of the channel: 0, a camera's offset, 32768 and less of signed pixels
 * @param mean of the channel above that
 * @param rounded mean of the worst blur's whole numbers, above that
 * @param share of the mean above the channel's lowest value that is lost or won
 */
record RoundingBias(int channel, double lowest, double mean, double rounded, double share) {
    /** Above this share of a mean a bias is promised not to lie. */
    static final double PROMISED = 0.01;

    /** A network may leave less noise than a blur, so half of what is promised decides. */
    private static final double DECIDES = PROMISED / 2;

    /** No rounding of pixels by 0.5 biases a higher mean by more than what is promised. */
    private static final double SAFE_MEAN = 0.5 / PROMISED;

    private static final double[] SIGMAS = {1, 2, 4, 8};

    /** Side of the parts that are blurred one by one, px: whole planes may not fit into memory. */
    private static final int PART = 1024;

    /** Planes of a channel that are looked at, evenly spread. */
    private static final int MOST_PLANES = 32;

    /**
     * The channel that rounding would bias most.
     *
     * @param planes 8 or 16 bits a pixel
     * @param intensities of each channel
     * @return empty where the mean of each channel stays
     */
    static Optional<RoundingBias> worst(
            PlaneSource planes, List<ChannelIntensities.Channel> intensities) throws IOException {
        RoundingBias worst = new RoundingBias(0, 0, 0, 0, DECIDES);
        for (int channel = 0; channel < planes.channels(); channel++) {
            RoundingBias bias = of(planes, channel, intensities.get(channel).lowest());
            if (Math.abs(bias.share) > Math.abs(worst.share)) worst = bias;
        }
        return Optional.of(worst).filter(bias -> Math.abs(bias.share) > DECIDES);
    }

    private static RoundingBias of(PlaneSource planes, int channel, double lowest)
            throws IOException {
        int[] sample = sample(planes, channel);
        double sum = 0;
        for (int plane : sample) sum = added(sum, planes.read(plane));
        double mean = sum / ((double) sample.length * planes.width() * planes.height());
        // Signed 16-bit images have 0 at 32768, cameras at their offset.
        double signal = mean - lowest;
        if (signal >= SAFE_MEAN || signal <= 0)
            return new RoundingBias(channel, lowest, signal, signal, 0);
        double[] biases = new double[SIGMAS.length];
        for (int plane : sample) {
            Pixels pixels = planes.read(plane);
            for (int y = 0; y < pixels.height(); y += PART)
                for (int x = 0; x < pixels.width(); x += PART) add(pixels, x, y, biases);
        }
        double looked = (double) sample.length * planes.width() * planes.height();
        for (int i = 0; i < biases.length; i++) biases[i] /= looked;
        double worst = 0;
        for (double bias : biases) if (Math.abs(bias) > Math.abs(worst)) worst = bias;
        return new RoundingBias(channel, lowest, signal, signal + worst, worst / signal);
    }

    private static double added(double sum, Pixels pixels) {
        float[] row = new float[pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            pixels.get(0, y, row.length, row);
            for (float value : row) sum += value;
        }
        return sum;
    }

    /**
     * Adds what each blur of a part, rounded as {@link Pixels#set} rounds, has more than before.
     */
    private static void add(Pixels pixels, int x, int y, double[] biases) {
        int width = Math.min(PART, pixels.width() - x);
        int height = Math.min(PART, pixels.height() - y);
        float[] values = pixels.part(x, y, width, height);
        for (int i = 0; i < biases.length; i++)
            for (float value : GaussianBlur.blur(values, width, height, SIGMAS[i]))
                biases[i] += Math.floor(value + 0.5) - value;
    }

    private static int[] sample(PlaneSource planes, int channel) {
        int[] all = new int[planes.count()];
        int count = 0;
        for (int plane = 0; plane < all.length; plane++)
            if (planes.channel(plane) == channel) all[count++] = plane;
        int[] sample = new int[Math.min(count, MOST_PLANES)];
        for (int i = 0; i < sample.length; i++)
            sample[i] = all[(int) ((i + 0.5) * count / sample.length)];
        return sample;
    }

    /** For the log and the result's Info. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Bit depth: the result is 32-bit, because rounding to whole numbers could bring the mean of channel %d%s from about %.3f to %.3f (%+.1f %%); for whole numbers, give an image with more counts for the same light (Process > Math > Multiply...)",
                channel + 1,
                lowest == 0 ? "" : ", above its lowest value,",
                mean,
                Math.max(0, rounded),
                100 * share);
    }
}

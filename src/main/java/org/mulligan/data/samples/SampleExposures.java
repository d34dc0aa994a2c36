package org.mulligan.data.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.mulligan.data.Seeds;
import org.mulligan.data.degradation.PoissonGaussian;
import org.mulligan.image.plane.Pixels;

/**
 * Exposures of clean images by one known camera, a style for each peak of photons. The degradations
 * that restorers learn from draw another camera each time; here that would blur the styles.
 *
 * @param peaks photons that the brightest pixels are expected to give
 * @param readNoise standard deviation, photons
 */
record SampleExposures(List<Double> peaks, double readNoise) {
    /**
     * Each image at each peak, with the clean one behind it, in the units of the clean ones.
     *
     * @param clean of one channel; their common low intensity is no photon, the high one the peak
     */
    List<SampleImage> of(List<SampleImage> clean, long seed, Consumer<String> note) {
        SampleRange range = SampleRange.measure(clean, note);
        List<SampleImage> exposures = new ArrayList<>();
        for (SampleImage image : clean)
            for (double peak : peaks) {
                RandomGenerator random = Seeds.SAMPLE_EXPOSURE.stream(seed, exposures.size());
                exposures.add(expose(image, peak, range, random));
            }
        note.accept(
                "Exposures at a peak of %s photons with a read noise of %s photons: intensity %.6g is no light, %.6g the peak, and the exposures are in these units"
                        .formatted(
                                String.join(
                                        ", ", peaks.stream().map(SampleExposures::name).toList()),
                                readNoise,
                                range.low(),
                                range.high()));
        return exposures;
    }

    private SampleImage expose(
            SampleImage image, double peak, SampleRange range, RandomGenerator random) {
        int width = image.width();
        int height = image.height();
        Pixels clean = image.planes().get(0);
        double unit = (range.high() - range.low()) / peak;
        float[] light = new float[width * height];
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            clean.get(0, image.top() + y, width, row);
            for (int x = 0; x < width; x++)
                light[y * width + x] = (float) Math.max(0, (row[x] - range.low()) / unit);
        }
        float[] counted = PoissonGaussian.count(light, readNoise, random);
        for (int i = 0; i < counted.length; i++)
            counted[i] = (float) (range.low() + unit * counted[i]);
        Pixels own = Pixels.blank(32, width, height);
        for (int y = 0; y < height; y++) {
            clean.get(0, image.top() + y, width, row);
            own.set(0, y, width, row);
        }
        return new SampleImage(
                image.file(),
                image.number(),
                name(peak),
                List.of(Pixels.of(counted, width, height), own),
                0,
                width,
                height);
    }

    /** A style's name: the number. */
    static String name(double peak) {
        return peak == Math.rint(peak) ? Long.toString((long) peak) : Double.toString(peak);
    }
}

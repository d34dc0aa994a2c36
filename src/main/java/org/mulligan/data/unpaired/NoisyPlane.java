package org.mulligan.data.unpaired;

import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.mulligan.data.pairs.PlaneCache;
import org.mulligan.image.filter.GaussianBlur;
import org.mulligan.image.intensity.AffineFit;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.noise.NoiseModel;

/**
 * A noisy plane in its file, and the part of it that is learnt from or held back.
 *
 * @param name of its file, without extension
 * @param plane its number in the file, from 0
 * @param width of the whole plane, px
 * @param units intensities that become 0 and 1
 * @param noise of the plane, in its own intensities
 * @param independent whether its noise is that of each pixel by itself
 */
record NoisyPlane(
        String name,
        Path file,
        int plane,
        int width,
        Area area,
        Normalisation units,
        NoiseModel noise,
        boolean independent) {
    /** Sides of the windows that examples are made of, so that each costs little, px. */
    static final int WINDOW = 256;

    /** Of the blur that tells how bright a pixel is without its noise, px. */
    private static final double BRIGHTNESS = 1.5;

    NoisyPlane in(Area other) {
        return new NoisyPlane(name, file, plane, width, other, units, noise, independent);
    }

    /** What becomes 1, units of the plane. */
    double range() {
        return units.high() - units.low();
    }

    /** Its part, normalised. */
    float[] read(PlaneCache files) throws IOException {
        return read(files, area);
    }

    private float[] read(PlaneCache files, Area part) throws IOException {
        double gain = 1 / range();
        return AffineFit.apply(part.of(files.plane(file, plane), width), gain, -units.low() * gain);
    }

    /**
     * A window of its part.
     *
     * @param pixels normalised, row by row
     */
    record Window(int width, int height, float[] pixels) {}

    Window window(PlaneCache files, RandomGenerator random) throws IOException {
        int w = Math.min(WINDOW, area.width());
        int h = Math.min(WINDOW, area.height());
        int x = area.x() + random.nextInt(area.width() - w + 1);
        int y = area.y() + random.nextInt(area.height() - h + 1);
        return new Window(w, h, read(files, new Area(x, y, w, h)));
    }

    /**
     * The variance of each pixel's noise, by the brightness of what is around it: by that of the
     * pixel itself it would depend on the noise.
     *
     * @param pixels normalised, {@code wide * high}
     * @return in normalised units
     */
    float[] variance(float[] pixels, int wide, int high) {
        float[] variance = GaussianBlur.blur(pixels, wide, high, BRIGHTNESS);
        double range = range();
        for (int i = 0; i < variance.length; i++)
            variance[i] =
                    (float) (noise.variance((float) units.undo(variance[i])) / (range * range));
        return variance;
    }
}

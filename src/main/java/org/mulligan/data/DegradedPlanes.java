package org.mulligan.data;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.image.Normalisation;

/** Clean planes, and exposures that a {@link Degradation} makes of them. */
final class DegradedPlanes implements PairSource {
    /** Larger planes are exposed in windows of this side, px, so that a new one costs little. */
    static final int WINDOW = 512;

    private static final double MOST_BACKGROUND = 0.1;

    /**
     * One clean plane.
     *
     * @param plane its number in the file, from 0
     * @param dark intensity taken as no photons
     * @param bright intensity that is given the peak photons
     */
    record Source(
            Pairing.Entry entry, int plane, int width, int height, double dark, double bright) {}

    /**
     * How planes are exposed.
     *
     * @param photonsLow lowest peak, photons
     * @param photonsHigh highest peak, photons; drawn log-uniform between the two
     * @param readNoise highest standard deviation, photons
     * @param low percentile of the exposure that becomes 0
     * @param high percentile of the exposure that becomes 1
     */
    record Light(
            double photonsLow, double photonsHigh, double readNoise, double low, double high) {}

    private final List<Source> sources;
    private final PlaneCache files;
    private final Degradation degradation;
    private final Light light;

    DegradedPlanes(List<Source> sources, PlaneCache files, Degradation degradation, Light light) {
        this.sources = List.copyOf(sources);
        this.files = files;
        this.degradation = degradation;
        this.light = light;
    }

    @Override
    public int size() {
        return sources.size();
    }

    @Override
    public long floats() {
        return sources.stream()
                .mapToLong(s -> 2L * Math.min(WINDOW, s.width) * Math.min(WINDOW, s.height))
                .sum();
    }

    @Override
    public boolean fixed() {
        return false;
    }

    @Override
    public Plane plane(int index, RandomGenerator random) throws IOException {
        Source source = sources.get(index);
        int width = Math.min(WINDOW, source.width);
        int height = Math.min(WINDOW, source.height);
        int x = random.nextInt(source.width - width + 1);
        int y = random.nextInt(source.height - height + 1);
        double peak = logUniform(light.photonsLow, light.photonsHigh, random);
        double background = peak * MOST_BACKGROUND * random.nextDouble();
        double gain = peak / (source.bright - source.dark);
        float[] clean = files.plane(source.entry.clean(), source.plane);
        float[] photons = new float[width * height];
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++) {
                float value = clean[(y + row) * source.width + x + column];
                photons[row * width + column] =
                        (float) (background + Math.max(0, gain * (value - source.dark)));
            }
        return normalised(
                source.entry.name(),
                width,
                height,
                degradation.expose(photons, width, height, light.readNoise, random));
    }

    private Plane normalised(String name, int width, int height, Degradation.Exposure exposure) {
        Normalisation units = Units.of(exposure.measured(), light.low, light.high);
        double gain = 1 / (units.high() - units.low());
        double offset = -units.low() * gain;
        return new Plane(
                name,
                width,
                height,
                MeasuredPlanes.scaled(exposure.measured(), gain, offset),
                MeasuredPlanes.scaled(exposure.expected(), gain, offset));
    }

    static double logUniform(double low, double high, RandomGenerator random) {
        return low * Math.pow(high / low, random.nextDouble());
    }
}

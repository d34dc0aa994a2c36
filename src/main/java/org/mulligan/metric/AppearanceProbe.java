package org.mulligan.metric;

import java.util.Arrays;
import java.util.Optional;
import org.mulligan.image.Appearance;
import org.mulligan.image.Normalisation;
import org.mulligan.image.Percentiles;
import org.mulligan.image.Pixels;

/**
 * Measures the {@link Appearance} of a plane on square tiles of 64 px spread evenly over it, at
 * most 8 x 8 of them, so that the time does not grow with the plane.
 */
public final class AppearanceProbe {
    private static final int SIDE = TileSpectrum.SIDE;

    /** Tiles along each side of a plane, at most. */
    private static final int MOST = 8;

    /** No less noise is told from none, parts of the range. */
    private static final double LEAST_NOISE = 1e-4;

    private AppearanceProbe() {}

    /**
     * The appearance of a plane.
     *
     * @param normalisation from the plane's units to the network's
     * @return empty where the plane is smaller than one tile
     */
    public static Optional<Appearance> of(Pixels plane, Normalisation normalisation) {
        int columns = Math.min(MOST, plane.width() / SIDE);
        int rows = Math.min(MOST, plane.height() / SIDE);
        if (columns == 0 || rows == 0) return Optional.empty();
        TileSpectrum spectrum = new TileSpectrum();
        float[] values = new float[rows * columns * SIDE * SIDE];
        double differences = 0;
        for (int i = 0; i < rows * columns; i++) {
            int x = origin(i % columns, columns, plane.width());
            int y = origin(i / columns, rows, plane.height());
            float[] tile = tile(plane, x, y, normalisation);
            spectrum.add(tile);
            differences += noise(tile);
            System.arraycopy(tile, 0, values, i * tile.length, tile.length);
        }
        Percentiles percentiles = new Percentiles(values);
        return Optional.of(
                new Appearance(
                        Appearance.PERCENTS.stream().map(percentiles::at).toList(),
                        Arrays.stream(spectrum.log10()).boxed().toList(),
                        Math.log10(Math.max(LEAST_NOISE, differences / (rows * columns)))));
    }

    /** The first tile begins at the border, the last one ends at the other; one lies between. */
    private static int origin(int tile, int tiles, int length) {
        int room = length - SIDE;
        return tiles == 1 ? room / 2 : (int) ((long) room * tile / (tiles - 1));
    }

    private static float[] tile(Pixels plane, int x, int y, Normalisation normalisation) {
        float[] tile = new float[SIDE * SIDE];
        float[] row = new float[SIDE];
        for (int dy = 0; dy < SIDE; dy++) {
            plane.get(x, y + dy, SIDE, row);
            for (int dx = 0; dx < SIDE; dx++) tile[dy * SIDE + dx] = normalisation.apply(row[dx]);
        }
        return tile;
    }

    /**
     * The noise's standard deviation from second differences along both axes, which are zero on any
     * slope: sqrt(pi/2) / 6 times the mean absolute answer to the mask 1 -2 1 / -2 4 -2 / 1 -2 1.
     * Edges count a little.
     *
     * @see <a href="https://doi.org/10.1006/cviu.1996.0060">Immerkaer 1996</a>
     */
    private static double noise(float[] tile) {
        double sum = 0;
        for (int y = 1; y < SIDE - 1; y++)
            for (int x = 1; x < SIDE - 1; x++) {
                int i = y * SIDE + x;
                sum +=
                        Math.abs(
                                second(tile, i - SIDE)
                                        - 2 * second(tile, i)
                                        + second(tile, i + SIDE));
            }
        return Math.sqrt(Math.PI / 2) / 6 * sum / ((SIDE - 2) * (SIDE - 2));
    }

    private static double second(float[] tile, int i) {
        return tile[i - 1] - 2 * tile[i] + tile[i + 1];
    }
}

package org.mulligan.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jtransforms.fft.DoubleFFT_1D;
import org.mulligan.image.intensity.Appearance;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.image.intensity.Percentiles;
import org.mulligan.image.plane.Pixels;

/**
 * Measures the {@link Appearance} of an image on at most 64 squares of 64 px in each of its planes
 * given, spread evenly, so that the time does not grow with the planes' size. The spectrum is
 * Welch's: from each square its mean goes, a Hann window is laid over it, and the squared
 * magnitudes of its Fourier transform, divided by the window's energy, are averaged in rings.
 *
 * @see <a href="https://doi.org/10.1109/TAU.1967.1161901">Welch 1967</a>
 */
public final class AppearanceProbe {
    private static final int SIDE = 64;

    /** Squares along each side of a plane, at most. */
    private static final int MOST = 8;

    /** No lower energy is told from none: an amplitude of 0.0001 of the range. */
    private static final double LEAST = 1e-8;

    private static final int COLUMNS = SIDE / 2 + 1;
    private static final int RINGS = Appearance.EDGES.size() - 1;
    private static final double[] HANN = hann();
    private static final int[] RING_OF = rings();

    private final Normalisation normalisation;
    private final DoubleFFT_1D fft = new DoubleFFT_1D(SIDE);
    private final double[][] columns = new double[COLUMNS][2 * SIDE];
    private final double[] energy = new double[RINGS];
    private final List<float[]> squares = new ArrayList<>();

    /**
     * @param normalisation from the image's units to the network's
     */
    public AppearanceProbe(Normalisation normalisation) {
        this.normalisation = normalisation;
    }

    /** Looks at a plane; squares with missing pixels and planes smaller than one are left out. */
    public AppearanceProbe add(Pixels plane) {
        int across = Math.min(MOST, plane.width() / SIDE);
        int down = across == 0 ? 0 : Math.min(MOST, plane.height() / SIDE);
        for (int i = 0; i < across * down; i++) {
            int x = origin(i % across, across, plane.width());
            int y = origin(i / across, down, plane.height());
            float[] square = square(plane, x, y);
            if (!whole(square)) continue;
            squares.add(square);
            addEnergy(square);
        }
        return this;
    }

    /** Of all planes so far together; empty where there was no square without missing pixels. */
    public Optional<Appearance> appearance() {
        if (squares.isEmpty()) return Optional.empty();
        float[] values = new float[squares.size() * SIDE * SIDE];
        for (int i = 0; i < squares.size(); i++)
            System.arraycopy(squares.get(i), 0, values, i * SIDE * SIDE, SIDE * SIDE);
        Percentiles percentiles = new Percentiles(values);
        return Optional.of(
                new Appearance(
                        Appearance.PERCENTS.stream().map(percentiles::at).toList(), energies()));
    }

    /** The first square begins at the border, the last one ends at the other; one lies between. */
    private static int origin(int square, int of, int length) {
        int room = length - SIDE;
        return of == 1 ? room / 2 : (int) ((long) room * square / (of - 1));
    }

    private float[] square(Pixels plane, int x, int y) {
        float[] square = new float[SIDE * SIDE];
        float[] row = new float[SIDE];
        for (int dy = 0; dy < SIDE; dy++) {
            plane.get(x, y + dy, SIDE, row);
            for (int dx = 0; dx < SIDE; dx++) square[dy * SIDE + dx] = normalisation.apply(row[dx]);
        }
        return square;
    }

    private static boolean whole(float[] square) {
        for (float value : square)
            if (Float.isNaN(value) || value == Normalisation.MISSING) return false;
        return true;
    }

    private void addEnergy(float[] square) {
        double mean = 0;
        for (float value : square) mean += value / square.length;
        double[] row = new double[2 * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++)
                row[x] = (square[y * SIDE + x] - mean) * HANN[x] * HANN[y];
            fft.realForwardFull(row);
            for (int u = 0; u < COLUMNS; u++) {
                columns[u][2 * y] = row[2 * u];
                columns[u][2 * y + 1] = row[2 * u + 1];
            }
        }
        for (int u = 0; u < COLUMNS; u++) {
            double[] column = columns[u];
            fft.complexForward(column);
            for (int v = 0; v < SIDE; v++) {
                int ring = RING_OF[u * SIDE + v];
                if (ring >= 0)
                    energy[ring] +=
                            weight(u)
                                    * (column[2 * v] * column[2 * v]
                                            + column[2 * v + 1] * column[2 * v + 1]);
            }
        }
    }

    private List<Double> energies() {
        double window = 0;
        for (double h : HANN) window += h * h;
        double[] weights = new double[RINGS];
        for (int i = 0; i < RING_OF.length; i++)
            if (RING_OF[i] >= 0) weights[RING_OF[i]] += weight(i / SIDE);
        List<Double> logs = new ArrayList<>();
        for (int ring = 0; ring < RINGS; ring++) {
            double mean = energy[ring] / weights[ring] / squares.size() / (window * window);
            logs.add(Math.log10(Math.max(LEAST, mean)));
        }
        return logs;
    }

    /** The half that a real image's spectrum mirrors counts twice. */
    private static double weight(int u) {
        return u == 0 || u == SIDE / 2 ? 1 : 2;
    }

    private static int[] rings() {
        int[] rings = new int[COLUMNS * SIDE];
        for (int u = 0; u < COLUMNS; u++)
            for (int v = 0; v < SIDE; v++) {
                double frequency = Math.hypot(u, v <= SIDE / 2 ? v : v - SIDE) / SIDE;
                int ring = -1;
                while (ring < RINGS && frequency >= Appearance.EDGES.get(ring + 1)) ring++;
                rings[u * SIDE + v] = ring == RINGS ? -1 : ring;
            }
        return rings;
    }

    /** Sampled at the pixels' centres. */
    private static double[] hann() {
        double[] window = new double[SIDE];
        for (int i = 0; i < SIDE; i++)
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIDE);
        return window;
    }
}

package org.mulligan.data.pairs;

import java.util.List;
import java.util.random.RandomGenerator;
import org.mulligan.data.Plane;
import org.mulligan.image.intensity.NoiseChannels;
import org.mulligan.image.intensity.NoiseLaw;

/**
 * Cuts square patches out of planes, at the same place and in the same of the eight symmetries for
 * noisy and clean; half of those that take a plane with its neighbours take them the other way
 * round, and of volumes half are upside down. Most prefer structure to background: of three random
 * places they take the one where the clean image varies most.
 *
 * @param side of a patch, px
 * @param symmetries that are drawn from: all 8, or the 4 that leave rows in rows
 */
record Patches(int side, int symmetries) {
    private static final double SHARE_OF_STRUCTURE = 0.7;
    private static final int PLACES = 3;
    private static final int SAMPLING = 4;

    /** In any symmetry. */
    Patches(int side) {
        this(side, 8);
    }

    /** Fills a batch; the same {@code random} state gives the same patches. */
    Batch draw(List<Plane> planes, int batch, long step, RandomGenerator random) {
        int scale = planes.get(0).scale();
        if (planes.get(0).isVolume()) return drawVolumes(planes, batch, step, random);
        Patches targets = new Patches(scale * side, symmetries);
        boolean told = planes.get(0).noise().isPresent();
        int together = told ? NoiseChannels.COUNT : planes.get(0).planes();
        float[] noisy = new float[batch * side * side * together];
        float[] target = new float[batch * targets.side * targets.side];
        for (int i = 0; i < batch; i++) {
            Plane plane = planes.get(random.nextInt(planes.size()));
            int corner = targets.place(plane, 0, random);
            int symmetry = random.nextInt(symmetries);
            boolean turned = !told && together > 1 && plane.hasItself() && random.nextBoolean();
            int wide = scale * plane.width();
            int noisyCorner = corner / wide / scale * plane.width() + corner % wide / scale;
            if (told) copyTold(plane, noisyCorner, symmetry, noisy, i * side * side);
            else if (together == 1)
                copy(plane.noisy(), plane.width(), noisyCorner, symmetry, noisy, i * side * side);
            else copyTogether(plane, noisyCorner, symmetry, turned, noisy, i * side * side);
            targets.copy(
                    plane.target(),
                    wide,
                    corner,
                    symmetry,
                    target,
                    i * targets.side * targets.side);
        }
        return new Batch(step, noisy, target);
    }

    /** The same of volumes, plane by plane; half of them upside down. */
    private Batch drawVolumes(List<Plane> volumes, int batch, long step, RandomGenerator random) {
        int scale = volumes.get(0).scale();
        int deep = volumes.get(0).planes();
        Patches targets = new Patches(scale * side);
        float[] noisy = new float[batch * deep * side * side];
        float[] target = new float[batch * deep * targets.side * targets.side];
        for (int i = 0; i < batch; i++) {
            Plane volume = volumes.get(random.nextInt(volumes.size()));
            int pixels = volume.width() * volume.height();
            // Where the structure is, is asked of one plane.
            int shown = random.nextInt(deep);
            int corner = targets.place(volume, shown * scale * scale * pixels, random);
            int symmetry = random.nextInt(8);
            boolean turned = random.nextBoolean();
            int wide = scale * volume.width();
            int noisyCorner = corner / wide / scale * volume.width() + corner % wide / scale;
            for (int p = 0; p < deep; p++) {
                int to = i * deep + (turned ? deep - 1 - p : p);
                copy(
                        volume.noisy(),
                        volume.width(),
                        p * pixels + noisyCorner,
                        symmetry,
                        noisy,
                        to * side * side);
                targets.copy(
                        volume.target(),
                        wide,
                        p * scale * scale * pixels + corner,
                        symmetry,
                        target,
                        to * targets.side * targets.side);
            }
        }
        return new Batch(step, noisy, target);
    }

    /**
     * The corner of a patch in the target image, on a pixel of the noisy one.
     *
     * @param first index of the target plane's first pixel
     */
    private int place(Plane plane, int first, RandomGenerator random) {
        int scale = plane.scale();
        int wide = scale * plane.width();
        int places = random.nextDouble() < SHARE_OF_STRUCTURE ? PLACES : 1;
        int best = -1;
        double most = -1;
        for (int i = 0; i < places; i++) {
            int x = scale * random.nextInt(plane.width() - side / scale + 1);
            int y = scale * random.nextInt(plane.height() - side / scale + 1);
            int corner = y * wide + x;
            double variance = places == 1 ? 0 : variance(plane.target(), wide, first + corner);
            if (variance > most) {
                most = variance;
                best = corner;
            }
        }
        return best;
    }

    private double variance(float[] values, int width, int corner) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = 0; y < side; y += SAMPLING)
            for (int x = 0; x < side; x += SAMPLING) {
                float value = values[corner + y * width + x];
                sum += value;
                squares += (double) value * value;
                count++;
            }
        return squares / count - sum / count * (sum / count);
    }

    /** Copies one patch, and what is known of its noise. */
    private void copyTold(Plane plane, int corner, int symmetry, float[] to, int start) {
        float[] patch = new float[side * side];
        copy(plane.noisy(), plane.width(), corner, symmetry, patch, 0);
        NoiseLaw law = plane.noise().orElseThrow();
        boolean swap = (symmetry & 4) != 0;
        float[] channels = NoiseChannels.of(patch, side, side, swap ? law.turned() : law);
        System.arraycopy(channels, 0, to, start * NoiseChannels.COUNT, channels.length);
    }

    /**
     * Copies one patch of planes that are taken together, pixel by pixel.
     *
     * @param turned whether the last plane becomes the first one
     */
    private void copyTogether(
            Plane plane, int corner, int symmetry, boolean turned, float[] to, int start) {
        int together = plane.planes();
        float[] from = new float[plane.width() * plane.height()];
        float[] patch = new float[side * side];
        for (int p = 0; p < together; p++) {
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++) {
                    int at = corner + y * plane.width() + x;
                    from[at] = plane.noisy()[at * together + p];
                }
            copy(from, plane.width(), corner, symmetry, patch, 0);
            int place = turned ? together - 1 - p : p;
            for (int i = 0; i < patch.length; i++) to[(start + i) * together + place] = patch[i];
        }
    }

    /**
     * Copies one patch.
     *
     * @param corner index of the patch's first pixel in {@code from}
     * @param symmetry 0 to 7: bit 0 mirrors X, bit 1 mirrors Y, bit 2 swaps X and Y
     */
    void copy(float[] from, int width, int corner, int symmetry, float[] to, int start) {
        int stepX = (symmetry & 1) == 0 ? 1 : -1;
        int stepY = (symmetry & 2) == 0 ? width : -width;
        int first = corner + (stepX < 0 ? side - 1 : 0) + (stepY < 0 ? (side - 1) * width : 0);
        boolean swap = (symmetry & 4) != 0;
        int alongRow = swap ? stepY : stepX;
        int alongColumn = swap ? stepX : stepY;
        for (int y = 0; y < side; y++) {
            int source = first + y * alongColumn;
            int target = start + y * side;
            if (alongRow == 1) System.arraycopy(from, source, to, target, side);
            else for (int x = 0; x < side; x++, source += alongRow) to[target + x] = from[source];
        }
    }
}

package org.mulligan.data.samples;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.mulligan.data.Seeds;
import org.mulligan.image.plane.Pixels;

/**
 * Where patches are cut out of larger images. Places where hardly anything varies are avoided: of
 * up to {@link #TRIES} random places the first is taken whose standard deviation is at least a
 * tenth of what it is at the busiest tenth of all places, or else the one where it is highest. A
 * share of the median would not do: where most of a field is empty, the median is noise. A larger
 * share than a tenth, tried on fields of nuclei of all brightnesses, avoids the faint ones too.
 *
 * @param side of a patch, px
 * @param leastSpread standard deviation within a patch with content, in units of the files; of
 *     several channels the root of the sum of their variances
 */
record SamplePlaces(int side, double leastSpread) {
    static final int TRIES = 8;
    private static final double FRACTION = 0.1;
    private static final double PERCENTILE = 90;
    private static final int MEASURED = 4096;
    private static final int LEAST_MEASURED = 4;
    private static final int MOST_MEASURED = 256;

    /** Pixels along a side of a patch that its spread is measured with. */
    private static final int SAMPLED = 32;

    /**
     * A place.
     *
     * @param x left column and
     * @param y top row of the patch in its image
     */
    record Place(int x, int y) {}

    /** Measures places all over the images, and notes what is avoided. */
    static SamplePlaces measure(
            List<SampleImage> images, int side, long seed, Consumer<String> note) {
        int each = Math.min(MOST_MEASURED, Math.max(LEAST_MEASURED, MEASURED / images.size()));
        double[][] spreads = new double[images.size()][each];
        SamplePlaces any = new SamplePlaces(side, 0);
        for (int i = 0; i < images.size(); i++) {
            RandomGenerator random = Seeds.SAMPLE_CONTENT.stream(seed, i);
            for (int j = 0; j < each; j++)
                spreads[i][j] = any.spread(images.get(i), any.random(images.get(i), random));
        }
        double[] sorted = Arrays.stream(spreads).flatMapToDouble(Arrays::stream).sorted().toArray();
        double least = FRACTION * sorted[(int) (PERCENTILE / 100 * (sorted.length - 1))];
        long empty = Arrays.stream(sorted).filter(spread -> spread < least).count();
        note.accept(
                "Patches of %d px are cut at random; empty ones, whose standard deviation is below %.4g, are avoided: %.1f %% of the places"
                        .formatted(side, least, 100.0 * empty / sorted.length));
        noteEmpty(images, spreads, least, note);
        return new SamplePlaces(side, least);
    }

    private static void noteEmpty(
            List<SampleImage> images, double[][] spreads, double least, Consumer<String> note) {
        List<SampleImage> empty =
                IntStream.range(0, images.size())
                        .filter(i -> Arrays.stream(spreads[i]).allMatch(spread -> spread < least))
                        .mapToObj(images::get)
                        .toList();
        if (!empty.isEmpty())
            note.accept(
                    "%d of %d images look empty wherever they were looked at, the first is %s; take them out unless emptiness is to be learnt"
                            .formatted(empty.size(), images.size(), empty.get(0).name()));
    }

    /** How many patches lie side by side in an image. */
    int count(SampleImage image) {
        return Math.max(1, image.width() / side) * Math.max(1, image.height() / side);
    }

    /** A place with content, where a few tries find one. */
    Place draw(SampleImage image, RandomGenerator random) {
        Place best = random(image, random);
        if (image.width() == side && image.height() == side) return best;
        double most = spread(image, best);
        for (int i = 1; i < TRIES && most < leastSpread; i++) {
            Place place = random(image, random);
            double spread = spread(image, place);
            if (spread <= most) continue;
            most = spread;
            best = place;
        }
        return best;
    }

    private Place random(SampleImage image, RandomGenerator random) {
        return new Place(
                random.nextInt(image.width() - side + 1),
                random.nextInt(image.height() - side + 1));
    }

    private double spread(SampleImage image, Place place) {
        int step = Math.max(1, side / SAMPLED);
        float[] row = new float[side];
        double variance = 0;
        for (Pixels plane : image.planes()) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            double origin = 0;
            for (int y = 0; y < side; y += step) {
                plane.get(place.x, image.top() + place.y + y, side, row);
                if (y == 0) origin = row[0];
                for (int x = 0; x < side; x += step, count++) {
                    sum += row[x] - origin;
                    squares += (row[x] - origin) * (row[x] - origin);
                }
            }
            variance += Math.max(0, squares / count - sum / count * (sum / count));
        }
        return Math.sqrt(variance);
    }
}

package org.mulligan.service.latent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.mulligan.engine.Progress;
import org.mulligan.image.filter.AreaMeans;
import org.mulligan.image.plane.Pixels;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.Synthesis;
import org.mulligan.predict.Generator;
import org.mulligan.predict.PrincipalDirections;
import org.mulligan.predict.PrincipalDirections.Direction;

/** Principal directions of a generator in one class. The same model gives the same. */
final class LatentDirections {
    /** Side that images are made coarser to, px: directions are about what one sees first. */
    private static final int COARSE = 32;

    private static final int POINTS = 512;

    private LatentDirections() {}

    /** Images that are drawn for it. */
    static int points(LatentSpace space) {
        return Math.max(POINTS, 4 * space.numbers());
    }

    static List<Direction> find(Generator generator, int index, int count, Progress progress)
            throws IOException {
        LatentSpace space = generator.synthesis().space();
        int points = points(space);
        List<float[]> at = new ArrayList<>();
        float[][] images = new float[points][];
        for (int first = 0; first < points; first += Generator.TOGETHER) {
            if (progress.cancelled()) throw new CancellationException("Cancelled");
            progress.update("Looking for directions", first / (double) points, -1);
            List<float[]> rows = new ArrayList<>();
            for (int i = first; i < Math.min(points, first + Generator.TOGETHER); i++) {
                at.add(space.at(i));
                rows.add(space.row(at.get(i), index));
            }
            float[][] drawn = generator.draw(rows);
            for (int i = 0; i < drawn.length; i++)
                images[first + i] = coarse(generator.synthesis(), drawn[i]);
        }
        return PrincipalDirections.of(at, images, count);
    }

    private static float[] coarse(Synthesis synthesis, float[] image) {
        int size = synthesis.size();
        if (size <= COARSE) return image;
        int channels = synthesis.channels();
        float[] coarse = new float[COARSE * COARSE * channels];
        for (int c = 0; c < channels; c++) {
            float[] plane = new float[size * size];
            for (int i = 0; i < plane.length; i++) plane[i] = image[i * channels + c];
            float[] means = AreaMeans.of(new Pixels.Floats(plane, size, size), COARSE);
            System.arraycopy(means, 0, coarse, c * means.length, means.length);
        }
        return coarse;
    }

    static String words(int number, Direction direction) {
        return String.format(
                Locale.ROOT,
                "Direction %d: its component has %.1f %% of the images' variance, and a straight line explains %.0f %% of it",
                number + 1,
                100 * direction.share(),
                100 * direction.linear());
    }
}

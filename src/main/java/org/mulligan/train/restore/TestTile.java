package org.mulligan.train.restore;

import java.util.stream.Stream;
import org.mulligan.data.ImageFault;
import org.mulligan.image.intensity.Normalisation;
import org.mulligan.model.ModelDescription.PercentileRange;

/** The input of a package's test tensors. */
public final class TestTile {
    /** Least side, px. */
    public static final int SIDE = 128;

    /** Share of one value at which the percentiles 1 and 99.8 may be one. */
    private static final double SHOWS_LITTLE = 0.98;

    /**
     * An image that it may be cut from, normalised.
     *
     * @param pixels row by row, the planes of a pixel together
     * @param planes that a network takes of a pixel
     */
    public record Image(float[] pixels, int width, int height, int planes) {
        /** Of one plane. */
        public Image(float[] pixels, int width, int height) {
            this(pixels, width, height, 1);
        }
    }

    private TestTile() {}

    /**
     * A square of a noisy image, repeated where the image is smaller, normalised by its own
     * percentiles: whoever checks the package normalises it again, which must change nothing. So
     * few pixels are missing that this holds for them too. Where no image has a square with a
     * range, one of waves.
     *
     * @param side of the square, px
     * @param planes that the network takes of a pixel, as the images have
     * @param holes whether pixels are missing
     */
    public static float[] of(
            Stream<Image> images,
            int side,
            int planes,
            boolean holes,
            PercentileRange percentiles) {
        float[] square =
                images.map(image -> square(image, side, holes))
                        .filter(values -> ImageFault.of(values, SHOWS_LITTLE).isEmpty())
                        .findFirst()
                        .orElseGet(() -> waves(side, planes));
        Normalisation own = percentiles.of(square);
        for (int i = 0; i < square.length; i++)
            square[i] =
                    square[i] == -Float.MAX_VALUE ? Normalisation.MISSING : own.apply(square[i]);
        return square;
    }

    private static float[] square(Image image, int side, boolean holes) {
        int planes = image.planes();
        float[] square = new float[side * side * planes];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int from = y % image.height() * image.width() + x % image.width();
                for (int p = 0; p < planes; p++)
                    square[(y * side + x) * planes + p] =
                            holes && isTestHole(x, y)
                                    ? -Float.MAX_VALUE
                                    : image.pixels()[from * planes + p];
            }
        return square;
    }

    private static float[] waves(int side, int planes) {
        float[] waves = new float[side * side * planes];
        for (int i = 0; i < waves.length; i++) {
            int pixel = i / planes;
            waves[i] = (float) (Math.sin(pixel % side / 5.0) + Math.cos(pixel / side / 7.0));
        }
        return waves;
    }

    /** Squares of 2 px, 0.4 % of all pixels: the percentile that becomes 0 is above them. */
    private static boolean isTestHole(int x, int y) {
        return x % 32 / 2 == 5 && y % 32 / 2 == 5;
    }
}

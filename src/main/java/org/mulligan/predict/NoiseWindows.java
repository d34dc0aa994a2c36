package org.mulligan.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mulligan.image.intensity.NoiseLaw;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;
import org.mulligan.noise.law.MeasuredLaw;

/**
 * Where in an image its noise is measured for a network that is told of it: in up to eight planes
 * of a channel, spread over all of them, and in windows of them that are spread over the plane. A
 * window is about as large as the images that such a network is trained on.
 */
final class NoiseWindows {
    /** Px. */
    private static final int SIDE = 256;

    private static final int MOST_PLANES = 8;

    /** Windows along a side of a single plane. */
    private static final int ALONG = 2;

    private NoiseWindows() {}

    /** The law of a channel's noise, in its own units. */
    static NoiseLaw law(PlaneSource image, int channel) throws IOException {
        int[] planes =
                IntStream.range(0, image.count())
                        .filter(plane -> image.channel(plane) == channel)
                        .toArray();
        int count = Math.min(MOST_PLANES, planes.length);
        int width = Math.min(SIDE, image.width());
        int height = Math.min(SIDE, image.height());
        // A plane that is hardly larger is looked at as a whole.
        if (image.width() <= 2 * SIDE) width = image.width();
        if (image.height() <= 2 * SIDE) height = image.height();
        int columns = image.width() > width ? ALONG : 1;
        int rows = image.height() > height ? ALONG : 1;
        List<float[]> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Pixels plane = image.read(planes[(2 * i + 1) * planes.length / (2 * count)]);
            for (int w = 0; w < columns * rows; w++) {
                // Of many planes each shows another part.
                if (count > columns * rows && w != i % (columns * rows)) continue;
                windows.add(
                        plane.part(
                                at(w % columns, columns, image.width() - width),
                                at(w / columns, rows, image.height() - height),
                                width,
                                height));
            }
        }
        return MeasuredLaw.of(windows, width, height);
    }

    /** First pixel of the window number {@code i}: their middles are those of equal parts. */
    private static int at(int i, int windows, int room) {
        return windows == 1 ? room / 2 : (int) ((2 * i + 1L) * room / (2 * windows));
    }
}

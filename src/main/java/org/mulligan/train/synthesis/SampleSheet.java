package org.mulligan.train.synthesis;

import java.awt.image.BufferedImage;

/** Images side by side, as one picture. */
final class SampleSheet {
    private SampleSheet() {}

    /**
     * @param images NHWC in -1 to 1, as many as fit {@code columns} and as there are
     * @return RGB, one pixel of an image on {@code zoom} x {@code zoom} of the picture
     */
    static BufferedImage of(float[] images, int size, int channels, int columns, int zoom) {
        int count = images.length / (size * size * channels);
        int rows = (count + columns - 1) / columns;
        int side = size * zoom + 1;
        BufferedImage sheet =
                new BufferedImage(columns * side - 1, rows * side - 1, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < count; i++)
            for (int y = 0; y < size * zoom; y++)
                for (int x = 0; x < size * zoom; x++) {
                    int at = ((i * size + y / zoom) * size + x / zoom) * channels;
                    int colour =
                            channels == 1
                                    ? 0x010101 * level(images[at])
                                    : level(images[at]) << 16
                                            | level(images[at + 1]) << 8
                                            | level(images[at + 2]);
                    sheet.setRGB(i % columns * side + x, i / columns * side + y, colour);
                }
        return sheet;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(127.5f * (value + 1))));
    }
}

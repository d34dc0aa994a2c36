package org.mulligan.service.evaluate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Drawn images, each above the real image that is most like it. */
final class NeighbourSheet {
    /** How many are shown. */
    static final int SHOWN = 12;

    private static final int GAP = 2;

    /** Small images are shown larger, up to about so many px. */
    private static final int SIDE = 96;

    private NeighbourSheet() {}

    /**
     * @param drawn images in -1 to 1, NHWC
     * @param real as many
     * @return the bytes of a PNG: the upper row drawn, the lower one real
     */
    static byte[] png(List<float[]> drawn, List<float[]> real, int size, int channels)
            throws IOException {
        int zoom = Math.max(1, SIDE / size);
        int side = size * zoom + GAP;
        BufferedImage sheet =
                new BufferedImage(
                        drawn.size() * side - GAP, 2 * side - GAP, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < drawn.size(); i++) {
            paint(sheet, drawn.get(i), i * side, 0, size, channels, zoom);
            paint(sheet, real.get(i), i * side, side, size, channels, zoom);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(sheet, "png", bytes);
        return bytes.toByteArray();
    }

    private static void paint(
            BufferedImage sheet,
            float[] image,
            int left,
            int top,
            int size,
            int channels,
            int zoom) {
        for (int y = 0; y < size * zoom; y++)
            for (int x = 0; x < size * zoom; x++) {
                int at = (y / zoom * size + x / zoom) * channels;
                int colour = 0;
                for (int c = 0; c < 3; c++)
                    colour = colour << 8 | level(image[at + Math.min(c, channels - 1)]);
                sheet.setRGB(left + x, top + y, colour);
            }
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(127.5f * (value + 1))));
    }
}

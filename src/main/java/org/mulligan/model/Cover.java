package org.mulligan.model;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A package's picture: a PNG that collections accept. */
final class Cover {
    /** bioimage.io refuses more. */
    static final int MAX_BYTES = 500_000;

    private Cover() {}

    /** Halved until it is small enough. */
    static byte[] png(BufferedImage picture) throws IOException {
        byte[] bytes = encode(picture);
        for (BufferedImage small = picture; bytes.length >= MAX_BYTES; bytes = encode(small))
            small = halve(small);
        return bytes;
    }

    /** Mean of 2x2 pixels; an odd last row or column is dropped. */
    private static BufferedImage halve(BufferedImage picture) {
        int width = Math.max(1, picture.getWidth() / 2);
        int height = Math.max(1, picture.getHeight() / 2);
        BufferedImage half = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) half.setRGB(x, y, mean(picture, 2 * x, 2 * y));
        return half;
    }

    private static int mean(BufferedImage picture, int x, int y) {
        int right = Math.min(x + 1, picture.getWidth() - 1);
        int below = Math.min(y + 1, picture.getHeight() - 1);
        int[] four = {
            picture.getRGB(x, y),
            picture.getRGB(right, y),
            picture.getRGB(x, below),
            picture.getRGB(right, below)
        };
        int mean = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int sum = 2;
            for (int pixel : four) sum += pixel >> shift & 0xff;
            mean |= sum / 4 << shift;
        }
        return mean;
    }

    private static byte[] encode(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO.write would go through a file in the temporary folder.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(picture, "png", out))
                throw new IOException("This Java cannot write the cover as PNG");
        }
        return bytes.toByteArray();
    }
}

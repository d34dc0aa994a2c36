package org.mulligan.model;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mulligan.model.archive.ModelLimits;
import org.mulligan.model.archive.PackageFiles;

/** A package's picture: a PNG that collections accept. */
public final class Cover {
    /** bioimage.io refuses more. */
    static final int MAX_BYTES = 500_000;

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

    private Cover() {}

    /**
     * A picture of a package. Its size is looked at before room is made for it, and what else may
     * lie in its file, such as texts that unpack to anything, is not read.
     *
     * @throws IOException when it is no PNG, JPEG or GIF, broken, or larger than {@link
     *     ModelLimits#PIXELS}; the text is the end of a sentence about it
     */
    static BufferedImage read(byte[] bytes) throws IOException {
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(in);
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > ModelLimits.PIXELS)
                    throw new IOException(
                            "declares a picture of %,d x %,d px, and %,d pixels are allowed; put a smaller one there"
                                    .formatted(
                                            reader.getWidth(0),
                                            reader.getHeight(0),
                                            ModelLimits.PIXELS));
                return reader.read(0);
            } catch (IIOException | RuntimeException e) {
                // Readers of pictures throw what they like at broken ones.
                throw new IOException(
                        "is a broken picture (%s); %s"
                                .formatted(e.getMessage(), PackageFiles.REMEDY),
                        e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader reader(ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) return reader;
            reader.dispose();
        }
        throw new IOException("is no picture of PNG, JPEG or GIF; put one there");
    }

    /** Halved until it is small enough. */
    public static byte[] png(BufferedImage picture) throws IOException {
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

package org.mulligan.image.tiff;

import ij.process.ImageProcessor;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.mulligan.image.plane.DiskStack;
import org.mulligan.image.plane.Pixels;

/** Planes of a TIFF file that are read when they are asked for, in an order of their own. */
final class TiffStack extends DiskStack {
    private final List<TiffPage> pages;
    private final PlaneOrder order;
    private final ColorModel colours;

    /**
     * @param pages of one size and depth
     * @param colours of each plane; null = ImageJ's own grey
     */
    TiffStack(List<TiffPage> pages, PlaneOrder order, ColorModel colours) {
        super(pages.get(0).width(), pages.get(0).height());
        this.pages = pages;
        this.order = order;
        this.colours = colours;
        setPlanes(order.planes().length);
        setBitDepth(pages.get(0).depth());
    }

    /**
     * @throws UncheckedIOException when the file has gone, or a plane of it is damaged
     */
    @Override
    public ImageProcessor getProcessor(int n) {
        try {
            return plane(n).processor();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Plane %d of %s cannot be read: %s"
                            .formatted(n, page(n).file(), e.getMessage()),
                    e);
        }
    }

    /**
     * A plane, and how many of its whole numbers had to be rounded.
     *
     * @param n from 1
     */
    Plane plane(int n) throws IOException {
        TiffPixels pixels;
        Object array;
        try (FileChannel channel = FileChannel.open(page(n).file())) {
            pixels = new TiffPixels(page(n), channel);
            array = pixels.read(order.planes()[n - 1] % pages.get(0).planes());
        }
        ImageProcessor processor = Pixels.processor(array, getWidth(), getHeight());
        if (colours != null && pages.get(0).depth() != 24) processor.setColorModel(colours);
        return new Plane(processor, pixels.rounded());
    }

    private TiffPage page(int n) {
        return pages.get(order.planes()[n - 1] / pages.get(0).planes());
    }

    record Plane(ImageProcessor processor, long rounded) {}
}

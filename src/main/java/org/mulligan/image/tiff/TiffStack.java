package org.mulligan.image.tiff;

import ij.process.ImageProcessor;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.plane.Damage;
import org.mulligan.image.plane.DiskStack;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlanesByPart;

/** Planes of a TIFF file that are read when they are asked for, in an order of their own. */
final class TiffStack extends DiskStack implements PlanesByPart {
    private final List<TiffPage> pages;
    private final boolean large;
    private final PlaneOrder order;
    private final ColorModel colours;
    private final Optional<Damage> damage;

    /**
     * @param pages of one size and depth
     * @param colours of each plane; null = ImageJ's own grey
     * @param large whether planes are read by part only
     * @param damage as {@link TiffPixels} has it
     */
    TiffStack(
            List<TiffPage> pages,
            PlaneOrder order,
            ColorModel colours,
            boolean large,
            Optional<Damage> damage) {
        super(pages.get(0).width(), pages.get(0).height());
        this.pages = pages;
        this.damage = damage;
        this.order = order;
        this.large = large;
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
            if (!large) return plane(n).processor();
            ImageProcessor plane = withoutPixels(n - 1, getBitDepth(), getWidth(), getHeight());
            if (colours != null) plane.setColorModel(colours);
            return plane;
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
            pixels = new TiffPixels(page(n), channel, damage);
            array = pixels.read(order.planes()[n - 1] % pages.get(0).planes());
        }
        ImageProcessor processor = Pixels.processor(array, getWidth(), getHeight());
        if (colours != null && pages.get(0).depth() != 24) processor.setColorModel(colours);
        return new Plane(processor, pixels.rounded());
    }

    @Override
    public Object read(int plane, int left, int top, int width, int height) throws IOException {
        TiffPage page = page(plane + 1);
        try (FileChannel channel = FileChannel.open(page.file())) {
            return new TiffPixels(page, channel, damage)
                    .read(order.planes()[plane] % pages.get(0).planes(), left, top, width, height);
        }
    }

    @Override
    public int[] piece() {
        return new int[] {pages.get(0).chunkWidth(), pages.get(0).chunkHeight()};
    }

    @Override
    public boolean areLarge() {
        return large;
    }

    private TiffPage page(int n) {
        return pages.get(order.planes()[n - 1] / pages.get(0).planes());
    }

    record Plane(ImageProcessor processor, long rounded) {}
}

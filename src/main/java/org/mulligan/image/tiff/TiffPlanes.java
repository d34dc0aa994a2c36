package org.mulligan.image.tiff;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mulligan.image.tiff.write.BigTiffWriter;

/**
 * The planes of a TIFF file by rectangle, in the order of ImageJ: channels before slices before
 * frames. Only the strips and tiles are read that a rectangle touches, so planes may be of any
 * size. Several threads may read at once.
 */
public final class TiffPlanes {
    private final List<TiffPage> pages;
    private final PlaneOrder order;

    private TiffPlanes(List<TiffPage> pages, PlaneOrder order) {
        this.pages = pages;
        this.order = order;
    }

    /**
     * The planes of a file.
     *
     * @param notes is told what is not read
     * @return at full resolution, then the smaller copies that lie below its pages as {@link
     *     BigTiffWriter} writes them
     * @throws IOException when it is cut short, its pages are not alike, or its pixels are not read
     */
    public static List<TiffPlanes> open(Path file, Consumer<String> notes) throws IOException {
        List<TiffDirectory> tags = TiffDirectory.all(file);
        TiffAxes axes = TiffAxes.of(file, tags, notes);
        List<TiffPlanes> levels = new ArrayList<>();
        levels.add(new TiffPlanes(axes.pages(), axes.order()));
        List<List<TiffPage>> below = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            for (TiffPage page : axes.pages()) {
                List<TiffPage> copies = new ArrayList<>();
                for (TiffDirectory copy : tags.get(page.number() - 1).below(channel))
                    copies.add(TiffPage.of(copy));
                below.add(copies);
            }
        }
        int count = below.stream().mapToInt(List::size).min().orElse(0);
        for (int level = 0; level < count; level++) {
            int which = level;
            List<TiffPage> copies = below.stream().map(all -> all.get(which)).toList();
            for (TiffPage copy : copies) TiffChecks.requireReadable(copy);
            levels.add(new TiffPlanes(copies, axes.order()));
        }
        for (TiffPlanes level : levels) TiffChecks.requireWhole(level.pages);
        return levels;
    }

    /** Columns, px. */
    public int width() {
        return first().width();
    }

    /** Rows, px. */
    public int height() {
        return first().height();
    }

    /** 8, 16 or 32; 24 for RGB. */
    public int depth() {
        return first().depth();
    }

    /** Whether pixels of 16 bit are signed ones, 32768 too high. */
    public boolean isSigned() {
        return first().isSigned();
    }

    public int channels() {
        return order.channels();
    }

    public int slices() {
        return order.slices();
    }

    public int frames() {
        return order.frames();
    }

    /** Sides of the tiles, or strips, in which it is read fastest, px. */
    public int[] chunk() {
        return new int[] {first().chunkWidth(), first().chunkHeight()};
    }

    private TiffPage first() {
        return pages.get(0);
    }

    /**
     * Reads a rectangle, row by row.
     *
     * @param plane from 0
     * @param left and {@code top} its corner, px
     * @return {@code byte[]}, {@code short[]}, {@code float[]}, or {@code int[]} for RGB
     * @throws IndexOutOfBoundsException when it does not lie within the plane
     * @throws IOException when the file has gone, or is damaged there; names the strip or tile
     */
    public Object read(int plane, int left, int top, int width, int height) throws IOException {
        if (left < 0 || top < 0 || width < 1 || height < 1)
            throw new IndexOutOfBoundsException(
                    "No %d x %d px are at %d, %d".formatted(width, height, left, top));
        if (left > width() - width || top > height() - height)
            throw new IndexOutOfBoundsException(
                    "%d x %d px at %d, %d do not lie within %d x %d px"
                            .formatted(width, height, left, top, width(), height()));
        int index = order.planes()[plane];
        TiffPage page = pages.get(index / first().planes());
        try (FileChannel channel = FileChannel.open(page.file())) {
            return new TiffPixels(page, channel)
                    .read(index % first().planes(), left, top, width, height);
        }
    }
}

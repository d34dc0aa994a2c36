package org.mulligan.image.plane;

import ij.ImageStack;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A rectangle of some planes of another stack, each read when it is asked for: of planes that are
 * too large to be read whole only the rectangle. The labels of the planes come along.
 */
public final class CutStack extends DiskStack implements PlanesByPart {
    private final ImageStack from;
    private final List<Integer> planes;
    private final int x;
    private final int y;

    /**
     * @param planes of {@code from}, from 0
     * @param x left column of the rectangle, which lies within the planes
     * @param bitDepth of its pixels
     */
    public CutStack(
            ImageStack from,
            List<Integer> planes,
            int x,
            int y,
            int width,
            int height,
            int bitDepth) {
        super(width, height);
        setColorModel(from.getColorModel());
        this.from = from;
        this.planes = List.copyOf(planes);
        this.x = x;
        this.y = y;
        setPlanes(planes.size());
        // Of an only plane ImageJ makes one of title and Info.
        for (int i = 0; i < planes.size() && from.getSize() > 1; i++)
            setSliceLabel(label(planes.get(i)), i + 1);
        setBitDepth(bitDepth);
    }

    /** Past its hundredth plane, a virtual stack without labels of its own throws when asked. */
    private String label(int plane) {
        try {
            return from.getSliceLabel(plane + 1);
        } catch (ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    private Optional<PlanesByPart> parts() {
        return from instanceof PlanesByPart parts && parts.areLarge()
                ? Optional.of(parts)
                : Optional.empty();
    }

    /** Whether the rectangle is too large to be read whole, too. */
    @Override
    public boolean areLarge() {
        long bytes = (long) getWidth() * getHeight() * getBitDepth() / Byte.SIZE;
        return parts().isPresent() && bytes > PixelMemory.largestPlane();
    }

    @Override
    public Object read(int plane, int left, int top, int width, int height) throws IOException {
        return parts().orElseThrow().read(planes.get(plane), x + left, y + top, width, height);
    }

    @Override
    public int[] piece() {
        return parts().orElseThrow().piece();
    }

    private ImageProcessor byPart(int plane) throws IOException {
        return areLarge()
                ? withoutPixels(plane, getBitDepth(), getWidth(), getHeight())
                : Pixels.processor(
                        read(plane, 0, 0, getWidth(), getHeight()), getWidth(), getHeight());
    }

    /**
     * @throws UncheckedIOException when the plane lies on disk and is not there any more
     */
    @Override
    public ImageProcessor getProcessor(int n) {
        int plane = planes.get(n - 1);
        try {
            if (parts().isPresent()) return byPart(n - 1);
            ImagePlusPlanes.requireThere(from, plane);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ImageProcessor whole = from.getProcessor(plane + 1);
        boolean all =
                whole == null || whole.getWidth() == getWidth() && whole.getHeight() == getHeight();
        if (all) return whole;
        whole.setRoi(x, y, getWidth(), getHeight());
        ImageProcessor part = whole.crop();
        whole.resetRoi();
        return part;
    }
}

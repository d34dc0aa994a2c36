package org.mulligan.image.plane;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rectangle of some planes of an image.
 *
 * @param image what it is a part of
 * @param planes of the image, from 0
 * @param taken channels of the image that are numbered anew, from 0
 * @param x left column of the rectangle, which lies within the planes
 * @param y upper row of the rectangle
 */
public record CutPlanes(
        PlaneSource image,
        List<Integer> planes,
        List<Integer> taken,
        int x,
        int y,
        int width,
        int height)
        implements PlaneSource {
    public CutPlanes {
        planes = List.copyOf(planes);
        taken = List.copyOf(taken);
    }

    @Override
    public int count() {
        return planes.size();
    }

    @Override
    public int bitDepth() {
        return image.bitDepth();
    }

    @Override
    public int channels() {
        return taken.size();
    }

    @Override
    public int channel(int plane) {
        return taken.indexOf(image.channel(planes.get(plane)));
    }

    @Override
    public Pixels read(int plane) throws IOException {
        return of(image.read(planes.get(plane)));
    }

    /** The rectangle of a plane. */
    public Pixels of(Pixels plane) {
        return width == plane.width() && height == plane.height()
                ? plane
                : new CutPixels(plane, x, y, width, height);
    }

    @Override
    public BitSet missing(int plane) throws IOException {
        BitSet all = image.missing(planes.get(plane));
        if (all.isEmpty() || width == image.width() && height == image.height()) return all;
        BitSet here = new BitSet();
        for (int row = 0; row < height; row++) {
            int start = (y + row) * image.width() + x;
            for (int i = all.nextSetBit(start);
                    i >= 0 && i < start + width;
                    i = all.nextSetBit(i + 1)) here.set(row * width + i - start);
        }
        return here;
    }

    /** All planes of the channels that are taken, whole. */
    @Override
    public PlaneSource whole() {
        if (taken.size() == image.channels()) return image;
        return new CutPlanes(
                image,
                IntStream.range(0, image.count())
                        .filter(plane -> taken.contains(image.channel(plane)))
                        .boxed()
                        .toList(),
                taken,
                0,
                0,
                image.width(),
                image.height());
    }

    @Override
    public CutPlanes within(PlaneSource other) {
        return within(other, x, y, width, height);
    }

    /**
     * The same part of planes whose pixels have twice the side; an odd one is continued.
     *
     * @param other as many as {@link #whole()} has, of half its size
     */
    public CutPlanes halvedWithin(PlaneSource other) {
        return within(other, x / 2, y / 2, (width + 1) / 2, (height + 1) / 2);
    }

    private CutPlanes within(PlaneSource other, int left, int top, int wide, int high) {
        List<Integer> numbers = planes;
        if (whole() instanceof CutPlanes channels)
            numbers =
                    planes.stream()
                            .map(plane -> Collections.binarySearch(channels.planes, plane))
                            .toList();
        return new CutPlanes(
                other,
                numbers,
                IntStream.range(0, other.channels()).boxed().toList(),
                left,
                top,
                wide,
                high);
    }
}

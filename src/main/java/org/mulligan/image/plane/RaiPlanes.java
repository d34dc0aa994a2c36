package org.mulligan.image.plane;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * The planes of an ImgLib2 image: axes 0 and 1 are XY, the planes count through the further axes,
 * the third fastest. All planes are one channel. Each plane is copied when it is read.
 */
public final class RaiPlanes<T extends RealType<T>> implements PlaneSource {
    private final RandomAccessibleInterval<T> image;

    /**
     * @throws IllegalArgumentException when there are fewer than two axes, no pixels, or planes of
     *     2<sup>31</sup> px or more
     */
    public RaiPlanes(RandomAccessibleInterval<T> image) {
        if (image.numDimensions() < 2)
            throw new IllegalArgumentException(
                    "An image needs at least the axes XY, got %d".formatted(image.numDimensions()));
        long size = Math.multiplyExact(image.dimension(0), image.dimension(1));
        if (size < 1 || size > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException(
                    "A plane must have 1 to 2147483639 px, got %d x %d"
                            .formatted(image.dimension(0), image.dimension(1)));
        this.image = image;
        count();
    }

    @Override
    public int count() {
        long count = 1;
        for (int d = 2; d < image.numDimensions(); d++)
            count = Math.multiplyExact(count, image.dimension(d));
        if (count < 1) throw new IllegalArgumentException("The image has no planes");
        return Math.toIntExact(count);
    }

    @Override
    public int width() {
        return (int) image.dimension(0);
    }

    @Override
    public int height() {
        return (int) image.dimension(1);
    }

    @Override
    public int bitDepth() {
        return 32;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int channel(int plane) {
        return 0;
    }

    @Override
    public Pixels read(int plane) {
        RandomAccessibleInterval<T> slice = image;
        long rest = plane;
        long[] position = new long[image.numDimensions()];
        for (int d = 2; d < position.length; d++) {
            position[d] = image.min(d) + rest % image.dimension(d);
            rest /= image.dimension(d);
        }
        for (int d = position.length - 1; d >= 2; d--)
            slice = Views.hyperSlice(slice, d, position[d]);
        float[] values = new float[width() * height()];
        Cursor<T> cursor = Views.flatIterable(slice).cursor();
        for (int i = 0; i < values.length; i++) values[i] = cursor.next().getRealFloat();
        return new Pixels.Floats(values, width(), height());
    }
}

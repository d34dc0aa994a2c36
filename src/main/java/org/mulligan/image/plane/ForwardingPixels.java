package org.mulligan.image.plane;

/**
 * The pixels of another plane; what implements it changes some of what is read of them. What is
 * written goes into the plane as it is, and the array is that of the plane.
 */
public interface ForwardingPixels extends Pixels {
    /** The plane behind. */
    Pixels pixels();

    @Override
    default int width() {
        return pixels().width();
    }

    @Override
    default int height() {
        return pixels().height();
    }

    @Override
    default int set(int x, int y, int count, float[] from) {
        return pixels().set(x, y, count, from);
    }

    @Override
    default Object array() {
        return pixels().array();
    }

    @Override
    default int bitDepth() {
        return pixels().bitDepth();
    }

    @Override
    default boolean isArray() {
        return pixels().isArray();
    }
}

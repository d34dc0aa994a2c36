package org.mulligan.image.plane;

import java.io.IOException;
import java.util.BitSet;

/** Where planes come from: an image of any number of axes as a numbered row of XY planes. */
public interface PlaneSource {
    /** Number of planes. */
    int count();

    /** Columns of each plane, px. */
    int width();

    /** Rows of each plane, px. */
    int height();

    /** 8, 16 or 32. */
    int bitDepth();

    /** Number of channels; each is normalised by itself. */
    int channels();

    /** Channel of a plane, from 0. */
    int channel(int plane);

    /**
     * The pixels of a plane; not to be written to.
     *
     * @param plane from 0
     * @throws IOException when a plane that lies on disk cannot be read
     */
    Pixels read(int plane) throws IOException;

    /**
     * What these planes are a part of, of the same channels; themselves where nothing is left out.
     * Constants of an image are measured on that.
     */
    default PlaneSource whole() {
        return this;
    }

    /**
     * The same part of other planes.
     *
     * @param other as many as {@link #whole()} has, of its size
     */
    default PlaneSource within(PlaneSource other) {
        return other;
    }

    /** Columns and rows of what is read of a plane at once, px. */
    default int[] piece() {
        return new int[] {width(), height()};
    }

    /** Of all pixels, in the units of the image. */
    default double bytes() {
        return (double) count() * width() * height() * bitDepth() / Byte.SIZE;
    }

    /**
     * The pixels of a plane whose values are not known, row by row: bit y * width + x. They count
     * neither for percentiles nor as not finite.
     *
     * @param plane from 0
     * @return not to be changed; empty unless there is a mask
     */
    default BitSet missing(int plane) throws IOException {
        return new BitSet();
    }
}

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

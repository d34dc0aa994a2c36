package org.mulligan.image.plane;

import java.io.IOException;
import java.util.BitSet;

/** The planes of another source; what implements it changes some of what they are on the way. */
public interface ForwardingPlanes extends PlaneSource {
    /** Where the planes come from. */
    PlaneSource image();

    @Override
    default int count() {
        return image().count();
    }

    @Override
    default int width() {
        return image().width();
    }

    @Override
    default int height() {
        return image().height();
    }

    @Override
    default int bitDepth() {
        return image().bitDepth();
    }

    @Override
    default int channels() {
        return image().channels();
    }

    @Override
    default int channel(int plane) {
        return image().channel(plane);
    }

    @Override
    default int[] piece() {
        return image().piece();
    }

    @Override
    default BitSet missing(int plane) throws IOException {
        return image().missing(plane);
    }
}

package org.mulligan.image.outlier;

import java.io.IOException;
import java.util.BitSet;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/** The planes of an image, each of which is looked at for {@link Outliers} when it is read. */
public record LookedAt(PlaneSource image, Outliers outliers) implements PlaneSource {
    @Override
    public int count() {
        return image.count();
    }

    @Override
    public int width() {
        return image.width();
    }

    @Override
    public int height() {
        return image.height();
    }

    @Override
    public int bitDepth() {
        return image.bitDepth();
    }

    @Override
    public int channels() {
        return image.channels();
    }

    @Override
    public int channel(int plane) {
        return image.channel(plane);
    }

    @Override
    public Pixels read(int plane) throws IOException {
        Pixels pixels = image.read(plane);
        outliers.look(plane, pixels);
        return pixels;
    }

    @Override
    public BitSet missing(int plane) throws IOException {
        return image.missing(plane);
    }
}

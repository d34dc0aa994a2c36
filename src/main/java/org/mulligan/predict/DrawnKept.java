package org.mulligan.predict;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * A restoration that leaves what was drawn into the image as it is.
 *
 * @param image as it came
 * @param input knows what was drawn
 * @param scale pixels of the result along a pixel of the image
 */
public record DrawnKept(Restoration everywhere, PlaneSource image, NetworkInput input, int scale)
        implements Restoration {
    @Override
    public void plane(int plane, Pixels result) throws IOException {
        everywhere.plane(plane, result);
        BitSet drawn = input.drawn(plane);
        if (drawn.isEmpty()) return;
        Pixels original = image.read(plane);
        float[] value = new float[1];
        float[] enlarged = new float[scale];
        for (int i = drawn.nextSetBit(0); i >= 0; i = drawn.nextSetBit(i + 1)) {
            int x = i % image.width();
            int y = i / image.width();
            original.get(x, y, 1, value);
            Arrays.fill(enlarged, value[0]);
            for (int dy = 0; dy < scale; dy++)
                result.set(scale * x, scale * y + dy, scale, enlarged);
        }
    }

    @Override
    public List<String> notes() {
        return everywhere.notes();
    }

    @Override
    public String outcome(long pixels) {
        return everywhere.outcome(pixels);
    }

    @Override
    public Optional<String> doubt() {
        return everywhere.doubt();
    }
}

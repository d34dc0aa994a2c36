package org.mulligan.image.depth;

import java.io.IOException;
import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The planes of a stack and others between them, as far apart as pixels are: each is made of the
 * two next to it by linear interpolation. The first is that of the stack, and the last lies within
 * half a pixel of the stack's. Channels and frames stay.
 */
final class EvenPlanes implements PlaneSource {
    private final PlaneSource stack;
    private final int slices;
    private final int frames;
    private final double step;

    /**
     * @param stack its planes in ImageJ's order: channels, slices, frames
     * @param slices of the stack
     * @param step from one of its slices to the next, px
     */
    EvenPlanes(PlaneSource stack, int slices, int frames, double step) {
        this.stack = stack;
        this.slices = slices;
        this.frames = frames;
        this.step = step;
    }

    /** Planes along the depth. */
    int slices() {
        return 1 + (int) Math.round((slices - 1) * step);
    }

    @Override
    public int count() {
        return Math.multiplyExact(Math.multiplyExact(stack.channels(), slices()), frames);
    }

    @Override
    public int width() {
        return stack.width();
    }

    @Override
    public int height() {
        return stack.height();
    }

    /** Values between two are no whole numbers. */
    @Override
    public int bitDepth() {
        return Float.SIZE;
    }

    @Override
    public int channels() {
        return stack.channels();
    }

    @Override
    public int channel(int plane) {
        return plane % channels();
    }

    @Override
    public Pixels read(int plane) throws IOException {
        int channel = channel(plane);
        int slice = plane / channels() % slices();
        int frame = plane / channels() / slices();
        double place = Math.min(slices - 1, slice / step);
        int above = (int) Math.floor(place);
        float[] values = slice(channel, above, frame).all();
        float share = (float) (place - above);
        if (share > 0) {
            float[] below = slice(channel, above + 1, frame).all();
            for (int i = 0; i < values.length; i++) values[i] += share * (below[i] - values[i]);
        }
        return Pixels.of(values, width(), height());
    }

    private Pixels slice(int channel, int slice, int frame) throws IOException {
        return stack.read((frame * slices + slice) * channels() + channel);
    }
}

package org.mulligan.predict.depth;

import org.mulligan.image.plane.Pixels;
import org.mulligan.image.plane.PlaneSource;

/**
 * The sections of stacks along their depth, which runs along their Y: XZ, one for each row of a
 * plane, or YZ, one for each column. One stack is in memory at a time.
 */
final class Sections implements PlaneSource {
    private final int width;
    private final int height;
    private final int slices;
    private final int channels;
    private final int frames;
    private final boolean columns;
    private float[][] stack = {};

    /**
     * @param width of a plane, px
     * @param height of a plane, px
     * @param slices planes of a stack
     * @param columns whether they are YZ
     */
    Sections(int width, int height, int slices, int channels, int frames, boolean columns) {
        this.width = width;
        this.height = height;
        this.slices = slices;
        this.channels = channels;
        this.frames = frames;
        this.columns = columns;
    }

    /** Sections of one stack. */
    int each() {
        return columns ? width : height;
    }

    /**
     * The number of a section.
     *
     * @param at row or column of a plane
     */
    int number(int channel, int frame, int at) {
        return (frame * each() + at) * channels + channel;
    }

    /**
     * From now on sections are those of this stack.
     *
     * @param planes by slice, not modified
     */
    void of(float[][] planes) {
        stack = planes;
    }

    @Override
    public int count() {
        return Math.multiplyExact(Math.multiplyExact(channels, each()), frames);
    }

    @Override
    public int width() {
        return columns ? height : width;
    }

    @Override
    public int height() {
        return slices;
    }

    @Override
    public int bitDepth() {
        return Float.SIZE;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int channel(int section) {
        return section % channels;
    }

    @Override
    public Pixels read(int section) {
        int at = section / channels % each();
        float[] values = new float[Math.multiplyExact(width(), slices)];
        for (int z = 0; z < slices; z++)
            for (int i = 0; i < width(); i++) values[z * width() + i] = stack[z][place(at, i)];
        return Pixels.of(values, width(), slices);
    }

    /**
     * Adds half of a section to planes.
     *
     * @param made axes as {@link #read} has them
     */
    void addHalf(float[] made, int at, float[][] planes) {
        for (int z = 0; z < slices; z++)
            for (int i = 0; i < width(); i++) planes[z][place(at, i)] += made[z * width() + i] / 2;
    }

    private int place(int at, int i) {
        return columns ? i * width + at : at * width + i;
    }
}

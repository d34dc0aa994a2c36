package org.mulligan.train.synthesis;

import org.mulligan.data.samples.SampleBatch;
import org.mulligan.model.LatentSpace;
import org.mulligan.model.NoiseField;
import org.mulligan.network.GuidedSystem;
import org.mulligan.network.SynthesisShape;

/**
 * Fixed samples of a system that draws from images: in a row of the sheet an input, the real image
 * of it, and what is drawn from it with {@link #DRAWN} seeds.
 */
final class GuidedSheet {
    private static final int COLUMNS = 8;
    private static final int BEFORE = 2;

    /** Seeds in a row. */
    static final int DRAWN = COLUMNS - BEFORE;

    /** Real images that are drawn anew. */
    static final int IMAGES = SynthesisGraph.ROWS / COLUMNS;

    private final SynthesisShape shape;
    private final SampleBatch real;
    private final float[] rows;

    /**
     * @param real {@link #IMAGES} images with their inputs
     * @param seed of the first drawn image of each row
     */
    GuidedSheet(SynthesisShape shape, LatentSpace space, SampleBatch real, long seed) {
        this.shape = shape;
        this.real = real;
        rows = new float[SynthesisGraph.ROWS * shape.row()];
        int pixels = shape.size() * shape.size();
        for (int i = 0; i < SynthesisGraph.ROWS; i++) {
            int at = i * shape.row();
            long own = seed + i % COLUMNS;
            channel(real.images(), i / COLUMNS, 1, pixels, rows, at);
            NoiseField noise = new NoiseField(own, 0);
            for (int y = 0; y < shape.size(); y++)
                noise.row(0, y, rows, at + pixels + y * shape.size(), 1, shape.size());
            int style = real.labels().length == 0 ? 0 : real.labels()[i / COLUMNS];
            float[] code = space.row(space.at(own), style);
            System.arraycopy(code, 0, rows, at + GuidedSystem.PLANES * pixels, code.length);
        }
    }

    /** What the generator is fed. */
    float[] rows() {
        return rows;
    }

    /**
     * @param drawn what it made of {@link #rows}
     * @return as many images
     */
    float[] picture(float[] drawn) {
        float[] sheet = drawn.clone();
        int pixels = shape.size() * shape.size();
        for (int i = 0; i < IMAGES; i++)
            for (int column = 0; column < BEFORE; column++)
                channel(
                        real.images(),
                        i,
                        BEFORE - 1 - column,
                        pixels,
                        sheet,
                        (i * COLUMNS + column) * pixels);
        return sheet;
    }

    /** One channel of one image of a batch, of which each pixel has two values. */
    static void channel(float[] images, int index, int channel, int pixels, float[] to, int start) {
        for (int k = 0; k < pixels; k++) to[start + k] = images[(index * pixels + k) * 2 + channel];
    }
}

package org.mulligan.service;

import java.io.IOException;
import java.util.function.IntUnaryOperator;
import org.mulligan.engine.RowNetwork;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Weights;

/** The images that a synthesiser draws, by number: the same number gives the same image. */
final class DrawnImages implements AutoCloseable {
    private final Synthesis synthesis;
    private final RowBuffers buffers;
    private final RowNetwork generator;

    /**
     * @throws IllegalArgumentException when the model draws no images
     */
    DrawnImages(ModelFile model, RowBuffers buffers) throws IOException {
        this.synthesis = synthesis(model);
        this.buffers = buffers;
        this.generator = buffers.engine().loadRows(model, Weights.GENERATOR);
    }

    /**
     * What a model draws.
     *
     * @throws IllegalArgumentException when it draws no images
     */
    static Synthesis synthesis(ModelFile model) {
        return model.description()
                .synthesis()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s is a model that can %s, and draws no images; give one of Train > Synthesiser..."
                                                .formatted(
                                                        model.name(), model.description().task())));
    }

    Synthesis synthesis() {
        return synthesis;
    }

    /**
     * Images number {@code first} to {@code first + count - 1} of a seed.
     *
     * @param classOf the class of an image, by its number
     * @return NHWC in -1 to 1, one after the other
     */
    float[] draw(long seed, int first, int count, IntUnaryOperator classOf) throws IOException {
        int width = synthesis.space().width();
        float[] codes = new float[count * width];
        for (int i = 0; i < count; i++) {
            float[] point = synthesis.space().at(seed + first + i);
            float[] row = synthesis.space().row(point, classOf.applyAsInt(first + i));
            System.arraycopy(row, 0, codes, i * width, width);
        }
        return buffers.run(generator, codes, width, synthesis.values());
    }

    /** Classes that take turns; 0 where there are none. */
    IntUnaryOperator inTurn() {
        int classes = synthesis.space().classes().size();
        return i -> classes == 0 ? 0 : i % classes;
    }

    @Override
    public void close() {
        generator.close();
    }
}

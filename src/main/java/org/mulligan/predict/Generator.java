package org.mulligan.predict;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.mulligan.engine.Engine;
import org.mulligan.engine.EngineException;
import org.mulligan.engine.EngineInfo;
import org.mulligan.engine.RowNetwork;
import org.mulligan.model.ModelDescription;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Synthesis;
import org.mulligan.model.Weights;

/**
 * The generator of a synthesiser, ready to draw: images from rows, and how a row must change for
 * its image to come nearer to another. One thread at a time.
 */
public final class Generator implements AutoCloseable {
    /** Rows that are drawn at a time. */
    public static final int TOGETHER = 16;

    private final String name;
    private final ModelDescription description;
    private final String hash;
    private final Engine engine;
    private final RowNetwork network;
    private final FloatBuffer rows;
    private final FloatBuffer images;
    private final RowBuffers buffers;

    /**
     * @param buffers of the same engine
     * @throws IllegalArgumentException when the model is no synthesiser
     * @throws IOException when its graph cannot be read
     */
    public Generator(Engine engine, RowBuffers buffers, ModelFile model) throws IOException {
        name = model.name();
        description = model.description();
        hash = model.hash();
        this.engine = engine;
        network = engine.loadRows(model, Weights.GENERATOR);
        this.buffers = buffers;
        rows = buffers.of(RowBuffers.Use.ROWS, TOGETHER * synthesis().space().width());
        images = buffers.of(RowBuffers.Use.IMAGES, TOGETHER * synthesis().values());
    }

    /** What users type. */
    public String name() {
        return name;
    }

    public ModelDescription description() {
        return description;
    }

    public Synthesis synthesis() {
        return description
                .synthesis()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The model \"%s\" draws no images: its task is %s"
                                                .formatted(name, description.task())));
    }

    /** SHA-256 of the package's description. */
    public String hash() {
        return hash;
    }

    public EngineInfo engine() throws EngineException {
        return engine.info();
    }

    /**
     * Draws. The same row gives the same image, whatever else is drawn with it.
     *
     * @param wanted rows of {@link org.mulligan.model.LatentSpace#width()} numbers
     * @return an image for each: height, width, channels; from -1 to 1
     * @throws EngineException when the engine's process ended; the next call starts it again
     */
    public float[][] draw(List<float[]> wanted) throws EngineException {
        float[][] drawn = new float[wanted.size()][synthesis().values()];
        for (int first = 0; first < drawn.length; first += TOGETHER) {
            int count = Math.min(TOGETHER, drawn.length - first);
            fill(wanted, first, count);
            network.run(rows, images, count);
            for (int i = 0; i < count; i++) images.get(i * drawn[0].length, drawn[first + i]);
        }
        return drawn;
    }

    /**
     * The gradient, by each row, of the mean squared difference of its image to one that is wanted.
     *
     * @param from {@link #TOGETHER} rows
     * @param image -1 to 1, as {@link #draw} has it
     */
    public float[][] pull(List<float[]> from, float[] image) throws EngineException {
        if (from.size() != TOGETHER)
            throw new IllegalArgumentException(
                    "Rows are pulled %d at a time, got %d".formatted(TOGETHER, from.size()));
        FloatBuffer gradient = buffers.of(RowBuffers.Use.GRADIENT, rows.capacity());
        fill(from, 0, TOGETHER);
        for (int i = 0; i < TOGETHER; i++) images.put(i * image.length, image);
        network.pull(rows, images, gradient, TOGETHER);
        float[][] slopes = new float[TOGETHER][synthesis().space().width()];
        for (int i = 0; i < TOGETHER; i++) gradient.get(i * slopes[i].length, slopes[i]);
        return slopes;
    }

    private void fill(List<float[]> from, int first, int count) {
        int width = synthesis().space().width();
        for (int i = 0; i < count; i++) rows.put(i * width, from.get(first + i), 0, width);
    }

    @Override
    public void close() {
        network.close();
    }
}

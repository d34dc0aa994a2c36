package org.mulligan.engine;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.mulligan.model.ConversionRequest;
import org.mulligan.model.ConvertedModel;
import org.mulligan.model.ModelFile;
import org.mulligan.model.Weights;

/**
 * The contract between the two halves of Mulligan: the front half asks, the engine room computes.
 * Only plain data crosses, so the engine room can run in a process of its own; where it does, every
 * method can throw {@link EngineException}.
 */
public interface Engine extends AutoCloseable {
    /** What computes. */
    EngineInfo info() throws EngineException;

    /**
     * Everything that could compute; each device is timed now, which takes a second or two.
     *
     * @return the devices that work, whatever this engine's own one is
     */
    Devices devices() throws EngineException;

    /**
     * Memory that the engine reads and writes without a copy.
     *
     * @return a direct buffer, valid until the engine is closed
     * @throws OutOfTileMemoryException when there is not that much
     */
    FloatBuffer allocate(int floats);

    /**
     * Loads a model's network.
     *
     * @param sharpness 0 = the faithful weights, 1 = the adversarial ones, between = weights in
     *     between
     * @throws IllegalArgumentException when the model has no adversarial weights and {@code
     *     sharpness} is not 0
     * @throws IOException when the graph cannot be read
     */
    Network load(ModelFile model, double sharpness, Precision precision) throws IOException;

    /**
     * Trains a network and writes its package. A cancelled training writes the best model so far,
     * if any.
     *
     * @throws IllegalArgumentException when folders or images do not fit the plan; the text names
     *     the file and says what to do
     * @throws IOException when a file cannot be read or written; checkpoints are kept
     */
    TrainingReport train(TrainingPlan plan, TrainingListener listener) throws IOException;

    /**
     * Trains a synthesiser and writes its package. A cancelled training writes what it has.
     *
     * @throws IllegalArgumentException when the images do not fit the plan, or the system cannot
     *     draw what it asks for; the text says what to do
     * @throws IOException when a file cannot be read or written; checkpoints are kept
     */
    TrainingReport train(SynthesisPlan plan, TrainingListener listener) throws IOException;

    /**
     * Loads a network of a synthesiser.
     *
     * @param weights {@link Weights#GENERATOR} or {@link Weights#DISCRIMINATOR}
     * @throws IllegalArgumentException when the model has no such weights
     * @throws IOException when the graph cannot be read
     */
    RowNetwork loadRows(ModelFile model, Weights weights) throws IOException;

    /**
     * Loads a network that describes images, which anybody may have made: a TensorFlow {@code
     * SavedModel} whose signature {@code serving_default} takes images [n, y, x, c] in -1 to 1 and
     * gives {@code features} [n, d] and, where it tells classes, {@code logits} [n, k]. Before
     * anything of it runs it is judged: one that could touch files, the network or other programs
     * is refused.
     *
     * @param savedModel the folder with {@code saved_model.pb}, or a zip of it
     * @param size side of the images, px
     * @param channels 1 or 3
     * @throws IllegalArgumentException when it is refused, or does not take such images; the text
     *     says why
     * @throws IOException when it cannot be read
     */
    FeatureNetwork loadFeatures(Path savedModel, int size, int channels) throws IOException;

    /**
     * Makes a stranger's network one of ours and writes it to a file. Before anything of it runs it
     * is judged: one that could touch files, the network or other programs is refused.
     *
     * @throws IllegalArgumentException when it is refused, cannot be run, or could be meant in
     *     several ways; the text says why, and what to give
     * @param cancelled asked meanwhile
     * @throws java.util.concurrent.CancellationException when it was
     * @throws IOException when it cannot be read or written
     */
    ConvertedModel convert(ConversionRequest request, BooleanSupplier cancelled) throws IOException;

    /**
     * What the graph of a model is made of; nothing of it runs.
     *
     * @throws IllegalArgumentException when the model has no such weights
     * @throws IOException when the graph cannot be read
     */
    GraphFacts facts(ModelFile model, Weights weights) throws IOException;

    /**
     * Writes a network of a model as a {@code SavedModel} message for other programs: weights as
     * constants, tag {@code serve}, signature {@code serving_default} from {@code input} to {@code
     * output}.
     *
     * @param sharpness as in {@link #load}; 0 for a synthesiser, whose generator is written
     * @param tensorFlow1 what TensorFlow 1.15 does not know is left out where it says nothing
     * @param file is made
     * @throws IllegalArgumentException when the model has no adversarial weights and {@code
     *     sharpness} is not 0, or TensorFlow 1.15 lacks an operation; the text names it
     * @throws IOException when the graph cannot be read or the file not be written
     */
    void saveGraph(ModelFile model, double sharpness, boolean tensorFlow1, Path file)
            throws IOException;

    @Override
    void close();
}

package org.mulligan.engine.process;

import java.nio.file.Path;
import org.mulligan.engine.Precision;
import org.mulligan.model.Weights;

/**
 * What a host and its engine's process say to each other besides the contract's own records. All of
 * them cross as {@link org.mulligan.engine.RecordCodec} writes them.
 */
public final class Messages {
    /** What is told on the way: {@link Alive}. */
    public static final String ALIVE = "alive";

    /** {@link Log}. */
    public static final String LOG = "log";

    /** {@link Update}. */
    public static final String UPDATE = "update";

    /** A {@link org.mulligan.engine.TrainingMeasurement}. */
    public static final String MEASURED = "measured";

    /** {@link Drew}. */
    public static final String DREW = "drew";

    /** {@link Done}: the training has heard that it is to stop. */
    public static final String STOPPING = "stopping";

    private Messages() {}

    /**
     * A piece of shared memory.
     *
     * @param size floats
     */
    public record Buffer(String name, int size) {}

    /** An answer that says no more. */
    public record Done() {}

    /** Loads a model's network under a name. */
    public record Load(String network, Path model, double sharpness, Precision precision) {}

    /** Answers it: in what it computes. */
    public record Loaded(Precision precision) {}

    /** Runs one tile; of an image it has a depth of 1. */
    public record Run(
            String network, Buffer input, Buffer output, int depth, int height, int width) {}

    /** Loads a model's network of rows. */
    public record LoadRows(String network, Path model, Weights weights) {}

    /** Loads a network that describes images. */
    public record LoadFeatures(String network, Path model, int size, int channels) {}

    /** Answers it. */
    public record LoadedFeatures(int features, int classes) {}

    /** Runs {@code count} rows. */
    public record RunRows(String network, Buffer rows, Buffer results, int count) {}

    /** Asks for the gradient of {@code count} rows. */
    public record Pull(String network, Buffer rows, Buffer target, Buffer gradient, int count) {}

    /** Forgets a network. */
    public record Unload(String network) {}

    /** Asks what a graph is made of. */
    public record Facts(Path model, Weights weights) {}

    /** Writes a graph for other programs. */
    public record SaveGraph(Path model, double sharpness, boolean tensorFlow1, Path file) {}

    /**
     * A sign of life.
     *
     * @param free share of the machine's memory that could be had
     */
    public record Alive(double free) {}

    /** A training's line for its log. */
    public record Log(String line) {}

    /** How far a training is. */
    public record Update(String what, double fraction, double secondsLeft) {}

    /** A training drew a sheet of samples. */
    public record Drew(Path sheet, long step) {}

    /** What went wrong. */
    public record Failure(Kind kind, String message) {
        /** Those that keep their type on the other side. */
        public enum Kind {
            ARGUMENT,
            INPUT_OUTPUT,
            CANCELLED,
            TILE_MEMORY,
            OTHER
        }
    }
}

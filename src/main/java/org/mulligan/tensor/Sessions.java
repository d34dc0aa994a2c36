package org.mulligan.tensor;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** Opens sessions on the device that this process computes on. */
public final class Sessions {
    /** Threads of one op; part of what makes a run repeatable. */
    public static final int THREADS = Runtime.getRuntime().availableProcessors();

    private static volatile Placement placement = Placement.CPU;

    private static volatile boolean sideBySide;

    private Sessions() {}

    /** From now on sessions are opened on this device; see {@link Placement} for when. */
    public static void use(Placement chosen) {
        placement = chosen;
    }

    /**
     * From now on ops are computed side by side, each by one thread, where else they share all
     * threads and wait for each other: a network of small dense layers takes 0.6 of the time so.
     * Only before the first session of a process: the threads of ops are made with it.
     */
    public static void computeSideBySide() {
        sideBySide = true;
    }

    /** The device that sessions are opened on. */
    public static Placement placement() {
        return placement;
    }

    /**
     * For a network that is only run.
     *
     * @param bf16 whether convolutions are computed in bfloat16
     */
    public static Session forPrediction(Graph graph, boolean bf16) {
        return new Session(graph, config(rewriter(bf16)));
    }

    /** For a network that is loaded with its session. */
    public static ConfigProto predictionConfig() {
        return config(rewriter(false));
    }

    /** For a graph with gradients. */
    public static Session forTraining(Graph graph, boolean bf16) {
        // The remapper trips over LeakyReluGrad and logs errors; fusing does nothing for training.
        return new Session(graph, config(rewriter(bf16).setRemapping(RewriterConfig.Toggle.OFF)));
    }

    /** For a graph that is only written: not one GPU is touched for it. */
    public static Session forExport(Graph graph) {
        ConfigProto.Builder config = ConfigProto.newBuilder();
        Placement.CPU.into(config);
        return new Session(graph, config.build());
    }

    private static RewriterConfig.Builder rewriter(boolean bf16) {
        RewriterConfig.Builder rewriter = RewriterConfig.newBuilder();
        if (bf16) rewriter.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
        return rewriter;
    }

    private static ConfigProto config(RewriterConfig.Builder rewriter) {
        ConfigProto.Builder config =
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(sideBySide ? 1 : THREADS)
                        .setInterOpParallelismThreads(sideBySide ? THREADS : 1)
                        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriter));
        placement.into(config);
        return config.build();
    }
}

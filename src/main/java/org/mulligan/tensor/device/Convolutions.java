package org.mulligan.tensor.device;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.mulligan.tensor.Placement;
import org.mulligan.tensor.Sessions;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunOptions;

/**
 * Looks where the convolutions of a session are computed. TensorFlow puts an op that it has no GPU
 * kernel for on the CPU without a word, and the whole graph where it sees no GPU; a run that is
 * called one on a GPU, and is none, must fail.
 */
public final class Convolutions {
    /** Plain, fused, oneDNN's own, and those of gradients. */
    private static final Pattern CONVOLUTION = Pattern.compile("_?\\w*Conv[23]D\\w*");

    private static final RunOptions TELL =
            RunOptions.newBuilder().setOutputPartitionGraphs(true).build();

    private final Placement placement = Sessions.placement();
    private final Set<String> seen = new HashSet<>();

    /**
     * Runs what was prepared. On a GPU the first run of each work is looked at: a session plans
     * each set of fetches and targets once and keeps to it. Sessions on the CPU are opened without
     * GPUs, and looking takes some 15 ms.
     *
     * @param work what is run, the same for the same fetches and targets
     * @throws IllegalStateException when a convolution was not computed on the device of this
     *     process
     */
    public Result run(String work, Session.Runner runner) {
        if (!placement.isGpu() || seen.contains(work)) return runner.run();
        Result result = look(work, runner);
        seen.add(work);
        return result;
    }

    /** Runs it and looks; the result has what was executed in its metadata. */
    Result look(String work, Session.Runner runner) {
        Result result = runner.setOptions(TELL).runAndFetchMetadata();
        try {
            check(work, result.getMetadata().orElseThrow().getPartitionGraphsList(), placement);
            return result;
        } catch (RuntimeException e) {
            result.close();
            throw e;
        }
    }

    /**
     * @param graphs what is executed, a graph for each device
     */
    static void check(String work, List<GraphDef> graphs, Placement placement) {
        String device = placement.isGpu() ? "/device:GPU:0" : "/device:CPU:0";
        List<NodeDef> all = graphs.stream().flatMap(graph -> graph.getNodeList().stream()).toList();
        List<NodeDef> convolutions =
                all.stream().filter(node -> CONVOLUTION.matcher(node.getOp()).matches()).toList();
        List<NodeDef> elsewhere =
                convolutions.stream().filter(node -> !node.getDevice().endsWith(device)).toList();
        if (!elsewhere.isEmpty())
            throw new IllegalStateException(
                    "%s was to be computed on %s, but TensorFlow put %d of its %d convolutions elsewhere (%s on %s). Nothing of it is kept; device=cpu works"
                            .formatted(
                                    work,
                                    placement.name(),
                                    elsewhere.size(),
                                    convolutions.size(),
                                    elsewhere.get(0).getName(),
                                    elsewhere.get(0).getDevice()));
    }
}

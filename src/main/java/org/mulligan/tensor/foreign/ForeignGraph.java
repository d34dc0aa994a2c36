package org.mulligan.tensor.foreign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.mulligan.tensor.frozen.GraphNames;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

/**
 * The part of a graph out of a file that would run: what its signature needs, and what TensorFlow
 * runs when it loads the model (its restore and its init operations). A graph is a program, so that
 * part is judged before anything runs (see {@link GraphValidator}), and only that part is kept.
 */
public final class ForeignGraph {
    /** The signature that a model is run by where nobody chose another. */
    public static final String SIGNATURE = "serving_default";

    private static final String TAG = "serve";
    private static final String INIT = "__saved_model_init_op";

    /** Collections of which TensorFlow runs every operation after it has loaded a model. */
    private static final List<String> INIT_COLLECTIONS =
            List.of("saved_model_main_op", "legacy_init_op", "table_initializer");

    private final String name;
    private final String signature;
    private final MetaGraphDef graph;

    /** With the signature {@code serving_default}. */
    public ForeignGraph(SavedModel model, String name) {
        this(model, name, SIGNATURE);
    }

    /**
     * @param name of the model, for messages
     * @param signature the one that will be run; the others are left out
     * @throws IllegalArgumentException when it has not one graph, or no such signature
     */
    public ForeignGraph(SavedModel model, String name, String signature) {
        List<MetaGraphDef> graphs =
                model.getMetaGraphsList().stream()
                        .filter(each -> each.getMetaInfoDef().getTagsList().contains(TAG))
                        .toList();
        if (graphs.size() != 1 || !graphs.get(0).containsSignatureDef(signature))
            throw new IllegalArgumentException(
                    "%s must hold one graph with the tag %s and the signature %s; it has %d such graphs%s"
                            .formatted(
                                    name,
                                    TAG,
                                    signature,
                                    graphs.size(),
                                    graphs.size() == 1
                                            ? " with the signatures "
                                                    + graphs.get(0).getSignatureDefMap().keySet()
                                            : ""));
        this.name = name;
        this.signature = signature;
        this.graph = graphs.get(0);
    }

    /**
     * A frozen graph, which has no signature, judged and pruned to what is run of it.
     *
     * @param tensors names of what goes in and what comes out
     * @throws IllegalArgumentException when an operation of that does more than compute
     */
    public static GraphDef validated(GraphDef frozen, Collection<String> tensors, String name) {
        GraphValidator validator = new GraphValidator(frozen, name, "");
        validator.validator(tensors, "it", OpAllowlist::computes);
        return validator.kept();
    }

    /** What goes in and what comes out. */
    public SignatureDef signature() {
        return graph.getSignatureDefOrThrow(signature);
    }

    /**
     * The model without what is never run.
     *
     * @throws IllegalArgumentException when an operation of the rest does more than compute
     */
    public SavedModel validated() {
        GraphValidator validator =
                new GraphValidator(
                        graph.getGraphDef(), name, graph.getMetaInfoDef().getTensorflowVersion());
        List<String> tensors = new ArrayList<>();
        signature().getOutputsMap().values().forEach(output -> tensors.add(output.getName()));
        signature().getInputsMap().values().forEach(input -> tensors.add(input.getName()));
        validator.validator(tensors, "its signature", OpAllowlist::computes);
        validator.validator(loading(), "loading it", OpAllowlist::loads);
        validator.judgeFiles(GraphNames.node(graph.getSaverDef().getFilenameTensorName()));
        // Whatever else there is, TensorFlow does not get to see it.
        MetaGraphDef.Builder pruned =
                MetaGraphDef.newBuilder()
                        .setMetaInfoDef(graph.getMetaInfoDef())
                        .setGraphDef(validator.kept())
                        .putSignatureDef(signature, signature());
        if (graph.hasSaverDef()) pruned.setSaverDef(graph.getSaverDef());
        if (graph.containsSignatureDef(INIT))
            pruned.putSignatureDef(INIT, graph.getSignatureDefOrThrow(INIT));
        for (String collection : INIT_COLLECTIONS)
            if (graph.containsCollectionDef(collection))
                pruned.putCollectionDef(collection, graph.getCollectionDefOrThrow(collection));
        return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(pruned).build();
    }

    /** Names of what TensorFlow runs by itself. */
    private List<String> loading() {
        List<String> names = new ArrayList<>();
        if (graph.hasSaverDef()) {
            names.add(graph.getSaverDef().getRestoreOpName());
            names.add(graph.getSaverDef().getFilenameTensorName());
        }
        if (graph.containsSignatureDef(INIT))
            graph.getSignatureDefOrThrow(INIT)
                    .getOutputsMap()
                    .values()
                    .forEach(output -> names.add(output.getName()));
        for (String collection : INIT_COLLECTIONS) {
            CollectionDef found =
                    graph.getCollectionDefOrDefault(collection, CollectionDef.getDefaultInstance());
            names.addAll(found.getNodeList().getValueList());
        }
        if (graph.getAssetFileDefCount() > 0)
            throw new IllegalArgumentException(
                    "%s is refused: it brings files of its own besides its weights (assets), which a network that computes images has no need of; export it without them"
                            .formatted(name));
        names.removeIf(String::isEmpty);
        return names;
    }
}

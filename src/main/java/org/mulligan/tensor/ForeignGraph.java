package org.mulligan.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

/**
 * The part of a stranger's graph that would run: what its signature needs, and what TensorFlow runs
 * when it loads the model (its restore and its init operations), through all functions. A graph is
 * a program, so that part is judged before anything runs, and only that part is kept: honest models
 * carry much that is never run and would be refused, such as what saves them.
 */
final class ForeignGraph {
    private static final String SIGNATURE = "serving_default";
    private static final String INIT = "__saved_model_init_op";

    /** Collections of which TensorFlow runs every operation after it has loaded a model. */
    private static final List<String> INIT_COLLECTIONS =
            List.of("saved_model_main_op", "legacy_init_op", "table_initializer");

    private final String name;
    private final MetaGraphDef graph;
    private final Map<String, NodeDef> nodes = new HashMap<>();
    private final Map<String, FunctionDef> functions = new HashMap<>();
    private final Set<String> keptNodes = new HashSet<>();
    private final Set<String> keptFunctions = new HashSet<>();

    /**
     * @param name of the model, for messages
     * @throws IllegalArgumentException when it has not one graph, or no signature {@code
     *     serving_default}
     */
    ForeignGraph(SavedModel model, String name) {
        List<MetaGraphDef> graphs =
                model.getMetaGraphsList().stream()
                        .filter(each -> each.getMetaInfoDef().getTagsList().contains("serve"))
                        .toList();
        if (graphs.size() != 1 || !graphs.get(0).containsSignatureDef(SIGNATURE))
            throw new IllegalArgumentException(
                    "%s must hold one graph with the tag serve and the signature %s; it has %d such graphs%s"
                            .formatted(
                                    name,
                                    SIGNATURE,
                                    graphs.size(),
                                    graphs.size() == 1
                                            ? " with the signatures "
                                                    + graphs.get(0).getSignatureDefMap().keySet()
                                            : ""));
        this.name = name;
        this.graph = graphs.get(0);
        for (NodeDef node : graph.getGraphDef().getNodeList()) nodes.put(node.getName(), node);
        for (FunctionDef function : graph.getGraphDef().getLibrary().getFunctionList())
            functions.put(function.getSignature().getName(), function);
    }

    /** What goes in and what comes out. */
    SignatureDef signature() {
        return graph.getSignatureDefOrThrow(SIGNATURE);
    }

    /**
     * The model without what is never run.
     *
     * @throws IllegalArgumentException when an operation of the rest does more than compute
     */
    SavedModel judged() {
        List<String> outputs = new ArrayList<>();
        signature().getOutputsMap().values().forEach(output -> outputs.add(output.getName()));
        signature().getInputsMap().values().forEach(input -> outputs.add(input.getName()));
        judge(outputs, "its signature", HarmlessOps::computes);
        judge(loading(), "loading it", HarmlessOps::loads);
        GraphDef all = graph.getGraphDef();
        GraphDef.Builder kept = all.toBuilder().clearNode().clearLibrary();
        for (NodeDef node : all.getNodeList())
            if (keptNodes.contains(node.getName())) kept.addNode(node);
        FunctionDefLibrary.Builder library = FunctionDefLibrary.newBuilder();
        for (FunctionDef function : all.getLibrary().getFunctionList())
            if (keptFunctions.contains(function.getSignature().getName()))
                library.addFunction(function);
        MetaGraphDef.Builder pruned =
                graph.toBuilder()
                        .setGraphDef(kept.setLibrary(library))
                        .clearSignatureDef()
                        .putSignatureDef(SIGNATURE, signature());
        if (graph.containsSignatureDef(INIT))
            pruned.putSignatureDef(INIT, graph.getSignatureDefOrThrow(INIT));
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
                    "%s brings files of its own besides its weights (assets), which a network that describes images has no need of; export it without them"
                            .formatted(name));
        names.removeIf(String::isEmpty);
        return names;
    }

    private void judge(List<String> roots, String why, Predicate<String> allowed) {
        Set<String> seen = new HashSet<>();
        Set<String> called = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (String root : roots) open.add(node(root));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (!seen.add(next)) continue;
            NodeDef node = nodes.get(next);
            if (node == null)
                throw new IllegalArgumentException(
                        "%s is broken: %s needs \"%s\", which is not in its graph"
                                .formatted(name, why, next));
            judge(node, why, allowed, called);
            for (String input : node.getInputList()) open.add(node(input));
        }
        keptNodes.addAll(seen);
        keptFunctions.addAll(called);
    }

    private void judge(NodeDef node, String why, Predicate<String> allowed, Set<String> called) {
        if (functions.containsKey(node.getOp())) call(node.getOp(), why, allowed, called);
        else if (!allowed.test(node.getOp()))
            throw new IllegalArgumentException(
                    "%s is refused: %s runs the operation %s (\"%s\"), and only operations that compute are let in, as others can touch files, the network or other programs. Export the network alone, without what reads, writes or prepares data"
                            .formatted(name, why, node.getOp(), node.getName()));
        for (AttrValue value : node.getAttrMap().values()) {
            if (value.hasFunc()) call(value.getFunc().getName(), why, allowed, called);
            if (value.hasList())
                value.getList()
                        .getFuncList()
                        .forEach(each -> call(each.getName(), why, allowed, called));
        }
    }

    /** All of a function runs that has effects, so all of it is judged. */
    private void call(String function, String why, Predicate<String> allowed, Set<String> called) {
        if (function.isEmpty() || !called.add(function)) return;
        FunctionDef body = functions.get(function);
        if (body == null)
            throw new IllegalArgumentException(
                    "%s is broken: %s calls the function \"%s\", which is not in its graph"
                            .formatted(name, why, function));
        for (NodeDef node : body.getNodeDefList()) judge(node, why, allowed, called);
    }

    /** Of a tensor's or a control input's name, e.g. {@code input:0}. */
    private static String node(String tensor) {
        return tensor.replaceFirst("^\\^", "").replaceFirst(":\\d+$", "");
    }
}

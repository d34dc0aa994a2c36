package org.mulligan.tensor.foreign;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mulligan.model.archive.ModelLimits;
import org.mulligan.tensor.frozen.GraphNames;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * Reads a graph out of a file before TensorFlow does. From the places where it would run it follows
 * what they need, through all functions: each operation on the way must be one that is let in, each
 * tensor of a possible size, each way must end. What is not on the way is left out; honest graphs
 * carry much that is never run and would be refused, such as what saves them. No native code runs
 * here.
 */
final class GraphValidator {
    private final GraphDef graph;
    private final String name;
    private final String writer;
    private final DeclaredTensors tensors;
    private final Map<String, NodeDef> nodes = new HashMap<>();
    private final Map<String, FunctionDef> functions = new HashMap<>();
    private final Set<String> keptNodes = new HashSet<>();
    private final Set<String> keptFunctions = new HashSet<>();
    private int validated;

    /**
     * @param name of the model, for messages
     * @param writer version of the TensorFlow that wrote it; empty when it does not say
     * @throws IllegalArgumentException when two of its parts have one name, or there are too many
     */
    GraphValidator(GraphDef graph, String name, String writer) {
        this.graph = graph;
        this.name = name;
        this.writer = writer;
        this.tensors = new DeclaredTensors(name);
        for (NodeDef node : graph.getNodeList())
            if (nodes.put(node.getName(), node) != null) throw twice("nodes", node.getName());
        for (FunctionDef function : graph.getLibrary().getFunctionList()) {
            String called = function.getSignature().getName();
            if (functions.put(called, function) != null) throw twice("functions", called);
            if (OpAllowlist.loads(called) || OpAllowlist.danger(called).isPresent())
                throw refused(
                        "it calls a function of its own %s, like an operation of TensorFlow's"
                                .formatted(called));
        }
    }

    private IllegalArgumentException twice(String what, String called) {
        return refused("two of its %s are named \"%s\"".formatted(what, called));
    }

    /**
     * Judges what is needed to compute something, and keeps it.
     *
     * @param roots names of tensors or nodes
     * @param why what runs them, for messages, e.g. {@code its signature}
     * @throws IllegalArgumentException when something on the way is not let in; the text says what
     *     and what it could do
     */
    void validator(Collection<String> roots, String why, Predicate<String> allowed) {
        Pass pass = new Pass(why, allowed);
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (String root : roots) open.add(GraphNames.node(root));
        List<NodeDef> reached = new ArrayList<>();
        while (!open.isEmpty()) {
            String next = open.remove();
            if (!seen.add(next)) continue;
            NodeDef node = nodes.get(next);
            if (node == null)
                throw new IllegalArgumentException(
                        "%s is broken: %s needs \"%s\", which is not in its graph; export it again"
                                .formatted(name, why, next));
            pass.validator(node, List.of());
            reached.add(node);
            for (String input : node.getInputList()) open.add(GraphNames.node(input));
        }
        pass.judgeWays(reached, "its graph");
        keptNodes.addAll(seen);
        keptFunctions.addAll(pass.called);
    }

    /**
     * Judges where the names of the files come from that weights are read from.
     *
     * @param filename the node that the loader gives the name of the model's own weights to; empty
     *     when it reads none
     */
    void judgeFiles(String filename) {
        new RestoredFiles(name, filename, functions)
                .validator(keptNodes.stream().map(nodes::get).toList());
    }

    /** What was kept, for TensorFlow. */
    GraphDef kept() {
        GraphDef.Builder kept = graph.toBuilder().clearNode().clearLibrary();
        for (NodeDef node : graph.getNodeList())
            if (keptNodes.contains(node.getName())) kept.addNode(KeptNode.of(node, keptNodes));
        // Gradients are left out: nothing that is let in asks for those of functions.
        FunctionDefLibrary.Builder library = FunctionDefLibrary.newBuilder();
        for (FunctionDef function : graph.getLibrary().getFunctionList())
            if (keptFunctions.contains(function.getSignature().getName()))
                library.addFunction(kept(function));
        return kept.setLibrary(library).build();
    }

    private static FunctionDef kept(FunctionDef function) {
        Set<String> names = new HashSet<>();
        for (NodeDef node : function.getNodeDefList()) names.add(node.getName());
        FunctionDef.Builder copy = function.toBuilder().clearNodeDef();
        for (NodeDef node : function.getNodeDefList()) copy.addNodeDef(KeptNode.of(node, names));
        return copy.build();
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("%s is refused: %s".formatted(name, why));
    }

    /** All that runs on one occasion. */
    private final class Pass {
        private final String why;
        private final Predicate<String> allowed;
        private final Set<String> called = new HashSet<>();

        Pass(String why, Predicate<String> allowed) {
            this.why = why;
            this.allowed = allowed;
        }

        /**
         * @param path functions that led here, the outermost first
         */
        void validator(NodeDef node, List<String> path) {
            if (++validated > ModelLimits.NODES)
                throw refused(
                        "it has more than the %,d nodes allowed".formatted(ModelLimits.NODES));
            if (functions.containsKey(node.getOp())) call(node.getOp(), path);
            else if (!allowed.test(node.getOp())) throw harmful(node, path);
            validator(node.getAttrMap(), node, path);
        }

        private IllegalArgumentException harmful(NodeDef node, List<String> path) {
            Optional<String> danger = OpAllowlist.danger(node.getOp());
            String where =
                    path.isEmpty()
                            ? ""
                            : " in the function \"%s\"".formatted(path.get(path.size() - 1));
            String could =
                    danger.orElse(
                            OpAllowlist.loads(node.getOp())
                                    ? "reads or changes the model's weights, which may happen only while it is loaded"
                                    : "Mulligan does not know, so that it could do anything%s"
                                            .formatted(
                                                    writer.isEmpty()
                                                            ? ""
                                                            : "; TensorFlow %s wrote it"
                                                                    .formatted(writer)));
            return refused(
                    "%s runs the operation %s (\"%s\"%s), which %s. Only operations that compute are let in; export the network alone, without what reads, writes or prepares data"
                            .formatted(why, node.getOp(), node.getName(), where, could));
        }

        /** Functions and tensors may be handed over with a function, and so on. */
        private void validator(Map<String, AttrValue> attributes, NodeDef node, List<String> path) {
            attributes.forEach(
                    (key, value) -> {
                        if (key.equals(KeptNode.OUTPUT_SHAPES)) return;
                        tensors.validator(value, node);
                        if (value.hasFunc()) validator(value.getFunc(), node, path);
                        for (NameAttrList function : value.getList().getFuncList())
                            validator(function, node, path);
                    });
        }

        private void validator(NameAttrList function, NodeDef node, List<String> path) {
            if (!function.getName().isEmpty()) call(function.getName(), path);
            validator(function.getAttrMap(), node, path);
        }

        /** All of a function runs that has effects, so all of it is judged. */
        private void call(String function, List<String> path) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(function);
            if (path.contains(function))
                throw refused(
                        "its functions call each other without end: %s"
                                .formatted(String.join(" -> ", last(deeper))));
            if (deeper.size() > ModelLimits.CALLS)
                throw refused(
                        "more than the %d functions allowed call each other in a row: %s"
                                .formatted(ModelLimits.CALLS, String.join(" -> ", last(deeper))));
            FunctionDef body = functions.get(function);
            if (body == null)
                throw new IllegalArgumentException(
                        "%s is broken: %s calls the function \"%s\", which is not in its graph; export it again"
                                .formatted(name, why, function));
            if (!called.add(function)) return;
            for (NodeDef node : body.getNodeDefList()) validator(node, deeper);
            validator(body.getAttrMap(), NodeDef.newBuilder().setName(function).build(), deeper);
            judgeWays(body.getNodeDefList(), "its function \"%s\"".formatted(function));
        }

        /** Sizes that nodes hand to each other, and whether their ways end. */
        private void judgeWays(List<NodeDef> all, String where) {
            Map<String, NodeDef> byName = new HashMap<>();
            for (NodeDef node : all)
                if (byName.put(node.getName(), node) != null)
                    throw refused(
                            "two nodes of %s are named \"%s\"".formatted(where, node.getName()));
            for (NodeDef node : all) tensors.judgeResult(node, byName);
            List<String> circle = GraphCycles.find(byName);
            if (!circle.isEmpty())
                throw refused(
                        "nodes of %s wait for each other without end: %s"
                                .formatted(where, String.join(" -> ", last(circle))));
        }

        private List<String> last(List<String> names) {
            return names.size() <= 6 ? names : names.subList(names.size() - 6, names.size());
        }
    }
}

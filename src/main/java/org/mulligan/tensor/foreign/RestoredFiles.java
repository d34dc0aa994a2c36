package org.mulligan.tensor.foreign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mulligan.tensor.frozen.GraphNames;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * Where the names of the files come from that a graph reads weights from. An operation that
 * restores reads whatever file it is told to, be it on another computer; it may be told only by the
 * loader, which names the model's own weights. The name may pass through functions, but be nothing
 * that the graph makes up.
 */
final class RestoredFiles {
    private final String model;
    private final String filename;
    private final Map<String, FunctionDef> functions;
    private final Map<String, Set<Integer>> known = new HashMap<>();

    /**
     * @param model its name, for messages
     * @param filename the node that the loader gives the name to
     */
    RestoredFiles(String model, String filename, Map<String, FunctionDef> functions) {
        this.model = model;
        this.filename = filename;
        this.functions = functions;
    }

    /**
     * @throws IllegalArgumentException when a name comes from elsewhere
     */
    void validator(Collection<NodeDef> nodes) {
        Map<String, NodeDef> byName = byName(nodes);
        for (NodeDef node : nodes)
            for (int input : names(node))
                if (!source(node, input, byName).equals(filename)) throw refused(node);
    }

    /** Arguments of a function that become names of files. */
    private Set<Integer> names(String function) {
        Set<Integer> found = known.get(function);
        if (found != null) return found;
        known.put(function, Set.of());
        FunctionDef body = functions.get(function);
        Map<String, NodeDef> byName = byName(body.getNodeDefList());
        List<String> arguments =
                body.getSignature().getInputArgList().stream().map(each -> each.getName()).toList();
        Set<Integer> names = new HashSet<>();
        for (NodeDef node : body.getNodeDefList())
            for (int input : names(node)) {
                int argument = arguments.indexOf(source(node, input, byName));
                if (argument < 0) throw refused(node);
                names.add(argument);
            }
        known.put(function, names);
        return names;
    }

    /** Inputs of a node that become names of files. */
    private Set<Integer> names(NodeDef node) {
        if (node.getOp().startsWith("Restore")) return Set.of(0);
        if (functions.containsKey(node.getOp())) return names(node.getOp());
        Set<Integer> names = new HashSet<>();
        boolean call = node.getOp().endsWith("PartitionedCall");
        for (AttrValue value : node.getAttrMap().values())
            for (String function : functions(value))
                // Branches and loops count their inputs in other ways.
                if (names.addAll(names(function)) && !call) throw refused(node);
        return names;
    }

    /** That a value hands over, and what is handed over with those. */
    private List<String> functions(AttrValue value) {
        List<NameAttrList> handed = new ArrayList<>(value.getList().getFuncList());
        if (value.hasFunc()) handed.add(value.getFunc());
        List<String> found = new ArrayList<>();
        for (NameAttrList each : handed) {
            if (functions.containsKey(each.getName())) found.add(each.getName());
            for (AttrValue inner : each.getAttrMap().values()) found.addAll(functions(inner));
        }
        return found;
    }

    /** The node or argument that an input comes from, through what only hands it on. */
    private static String source(NodeDef node, int input, Map<String, NodeDef> byName) {
        String from = from(node, input);
        for (int i = 0; i < byName.size(); i++) {
            NodeDef before = byName.get(from);
            if (before == null || !before.getOp().equals("Identity")) return from;
            from = from(before, 0);
        }
        return from;
    }

    private static String from(NodeDef node, int input) {
        return input < node.getInputCount() ? GraphNames.node(node.getInput(input)) : "";
    }

    private static Map<String, NodeDef> byName(Collection<NodeDef> nodes) {
        Map<String, NodeDef> byName = new HashMap<>();
        for (NodeDef node : nodes) byName.put(node.getName(), node);
        return byName;
    }

    private IllegalArgumentException refused(NodeDef node) {
        return new IllegalArgumentException(
                "%s is refused: loading it runs the operation %s (\"%s\") on a file that the graph itself names, and not on the model's weights; it can read files of this computer or speak to others"
                        .formatted(model, node.getOp(), node.getName()));
    }
}

package org.mulligan.tensor.foreign;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mulligan.tensor.frozen.GraphNames;
import org.tensorflow.proto.NodeDef;

/**
 * Nodes that wait for each other. The one way back that a graph may have is that of a loop in old
 * graphs: from a {@code NextIteration} to the {@code Merge} that starts the next round.
 */
final class GraphCycles {
    private GraphCycles() {}

    /**
     * One of the circles; empty when there is none.
     *
     * @param nodes by their names; inputs that are not among them count as given
     */
    static List<String> find(Map<String, NodeDef> nodes) {
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, List<String>> followers = new HashMap<>();
        for (NodeDef node : nodes.values()) {
            int open = 0;
            for (String input : node.getInputList()) {
                String from = GraphNames.node(input);
                if (!nodes.containsKey(from) || isWayBack(nodes.get(from), node)) continue;
                followers.computeIfAbsent(from, key -> new ArrayList<>()).add(node.getName());
                open++;
            }
            waiting.put(node.getName(), open);
        }
        Deque<String> free = new ArrayDeque<>();
        waiting.forEach((node, open) -> add(free, node, open));
        while (!free.isEmpty()) {
            String node = free.remove();
            waiting.remove(node);
            for (String follower : followers.getOrDefault(node, List.of()))
                add(free, follower, waiting.merge(follower, -1, Integer::sum));
        }
        return waiting.isEmpty() ? List.of() : circle(nodes, waiting);
    }

    private static void add(Deque<String> free, String node, int open) {
        if (open == 0) free.add(node);
    }

    private static boolean isWayBack(NodeDef from, NodeDef to) {
        return from.getOp().equals("NextIteration") && to.getOp().equals("Merge");
    }

    /** Each of the nodes that wait has one before it that waits: going back must meet itself. */
    private static List<String> circle(Map<String, NodeDef> nodes, Map<String, Integer> waiting) {
        List<String> way = new ArrayList<>();
        String at = waiting.keySet().stream().sorted().findFirst().orElseThrow();
        while (!way.contains(at)) {
            way.add(0, at);
            NodeDef node = nodes.get(at);
            at =
                    node.getInputList().stream()
                            .map(GraphNames::node)
                            .filter(waiting::containsKey)
                            .filter(from -> !isWayBack(nodes.get(from), node))
                            .findFirst()
                            .orElseThrow();
        }
        way = new ArrayList<>(way.subList(0, way.indexOf(at) + 1));
        way.add(0, at);
        return way;
    }
}

package org.mulligan.tensor.frozen;

/** How the parts of a graph call each other. */
public final class GraphNames {
    private GraphNames() {}

    /**
     * Of what a node takes: {@code node}, {@code node:0}, in a function {@code node:result:0}, or
     * {@code ^node} when it only waits for it.
     */
    public static String node(String input) {
        int from = input.startsWith("^") ? 1 : 0;
        int colon = input.indexOf(':', from);
        return input.substring(from, colon < 0 ? input.length() : colon);
    }
}

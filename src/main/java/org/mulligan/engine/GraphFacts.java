package org.mulligan.engine;

import java.util.List;

/**
 * What a graph is made of.
 *
 * @param operations kinds of operations, sorted
 * @param refused those of them that do more than compute, or that nobody knows; sorted
 * @param weights numbers that were learnt
 */
public record GraphFacts(List<String> operations, List<String> refused, long weights) {
    public GraphFacts {
        operations = List.copyOf(operations);
        refused = List.copyOf(refused);
    }
}

package org.claimtrail.origin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The strongly connected components of a graph: whoever has it from each other, directly or through others (Tarjan's
 * algorithm, in linear time). It keeps its own stack, since a chain of relays may be longer than the stack of a thread
 * is deep.
 */
final class Components {

    private static final int UNSEEN = -1;

    private final Graph graph;
    private final int[] componentOf;
    private final List<List<Integer>> components = new ArrayList<>();

    private final int[] seenAt;
    private final int[] lowest;
    private final Deque<Integer> open = new ArrayDeque<>();
    private int seen;

    Components(Graph graph) {
        this.graph = graph;
        componentOf = new int[graph.size()];
        seenAt = new int[graph.size()];
        lowest = new int[graph.size()];
        Arrays.fill(componentOf, UNSEEN);
        Arrays.fill(seenAt, UNSEEN);
        for (int node = 0; node < graph.size(); node++) {
            if (seenAt[node] == UNSEEN) {
                search(node);
            }
        }
    }

    private record Visit(int node, Iterator<Integer> next) {}

    private void search(int start) {
        Deque<Visit> path = new ArrayDeque<>();
        path.push(enter(start));
        while (!path.isEmpty()) {
            Visit visit = path.element();
            int node = visit.node();
            if (visit.next().hasNext()) {
                int next = visit.next().next();
                if (seenAt[next] == UNSEEN) {
                    path.push(enter(next));
                } else if (componentOf[next] == UNSEEN) {
                    lowest[node] = Math.min(lowest[node], seenAt[next]);
                }
            } else {
                path.pop();
                if (!path.isEmpty()) {
                    int before = path.element().node();
                    lowest[before] = Math.min(lowest[before], lowest[node]);
                }
                if (lowest[node] == seenAt[node]) {
                    close(node);
                }
            }
        }
    }

    private Visit enter(int node) {
        seenAt[node] = seen;
        lowest[node] = seen;
        seen++;
        open.push(node);
        return new Visit(node, graph.hasItFrom(node).keySet().iterator());
    }

    private void close(int root) {
        List<Integer> component = new ArrayList<>();
        int node;
        do {
            node = open.pop();
            componentOf[node] = components.size();
            component.add(node);
        } while (node != root);
        Collections.sort(component);
        components.add(component);
    }

    int of(int node) {
        return componentOf[node];
    }

    /** Their nodes, in order. A component stands after all those that it has it from. */
    List<List<Integer>> all() {
        return components;
    }
}

package org.claimtrail.origin;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimtrail.origin.ClaimGroup.Appearance;

/**
 * Finds circular reporting: each component of more than one source, with one shortest ring to show for it.
 *
 * <p>The search starts at each source in turn, by name, and looks only for rings shorter than the one it has. Of
 * several shortest rings it keeps the one whose first source comes first. No search can find the shortest ring of any
 * graph in linear time, so it ends after {@value #MOST_STEPS} steps in a component, as soon as it has a ring; that ring
 * is the shortest unless thousands of sources hang together. The first search is linear and always finds one. The
 * number of steps, not the time, ends it: the same record always shows the same ring.
 */
final class RingFinder {

    private static final int MOST_STEPS = 1_000_000;

    private static final int SHORTEST_POSSIBLE = 2;

    private record Arrival(int from, Appearance in, int distance) {}

    private final Graph graph;
    private final Components components;
    private int steps;

    private RingFinder(Graph graph, Components components) {
        this.graph = graph;
        this.components = components;
    }

    /** Ordered by the sources that the rings start with. */
    static List<Ring> find(Graph graph, Components components) {
        RingFinder finder = new RingFinder(graph, components);
        return components.all().stream()
                .filter(component -> component.size() > 1)
                .sorted(Comparator.comparing(component -> component.get(0)))
                .map(finder::ring)
                .toList();
    }

    private Ring ring(List<Integer> component) {
        List<Integer> sources = component.stream().filter(graph::isSpeaker).toList();
        steps = 0;
        List<Step> shortest = List.of();
        for (int source : sources) {
            List<Step> ring = ringThrough(source, shortest.isEmpty() ? Integer.MAX_VALUE : shortest.size());
            if (!ring.isEmpty()) {
                shortest = ring;
            }
            if (shortest.size() == SHORTEST_POSSIBLE || steps > MOST_STEPS) {
                break;
            }
        }
        return new Ring(shortest, sources.stream().map(graph::speaker).toList(), hasExit(component));
    }

    private boolean hasExit(List<Integer> component) {
        int own = components.of(component.get(0));
        return component.stream()
                .anyMatch(node -> graph.hasItFrom(node).keySet().stream().anyMatch(from -> components.of(from) != own));
    }

    /** The shortest ring through a source, by breadth-first search; empty if none is shorter than the limit. */
    private List<Step> ringThrough(int start, int limit) {
        Map<Integer, Arrival> reached = new HashMap<>();
        Set<Integer> jointStatements = new HashSet<>();
        Deque<Integer> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            int taker = next.remove();
            int distance =
                    taker == start ? 1 : requireNonNull(reached.get(taker)).distance() + 1;
            if (distance >= limit) {
                return List.of();
            }
            for (Map.Entry<Integer, Appearance> edge : graph.hasItFrom(taker).entrySet()) {
                int from = edge.getKey();
                Appearance in = edge.getValue();
                steps++;
                if (graph.isSpeaker(from)) {
                    reach(from, new Arrival(taker, in, distance), reached, next);
                } else if (jointStatements.add(from)) {
                    for (int giver : graph.hasItFrom(from).keySet()) {
                        steps++;
                        reach(giver, new Arrival(taker, in, distance), reached, next);
                    }
                }
            }
            if (reached.containsKey(start)) {
                return backFrom(start, reached);
            }
        }
        return List.of();
    }

    private void reach(int node, Arrival how, Map<Integer, Arrival> reached, Deque<Integer> next) {
        if (components.of(node) == components.of(how.from()) && reached.putIfAbsent(node, how) == null) {
            next.add(node);
        }
    }

    private List<Step> backFrom(int start, Map<Integer, Arrival> reached) {
        List<Step> ring = new ArrayList<>();
        int node = start;
        do {
            Arrival how = requireNonNull(reached.get(node));
            ring.add(Step.in(how.in(), graph.speaker(how.from()), graph.speaker(node)));
            node = how.from();
        } while (node != start);
        Collections.reverse(ring);
        return ring;
    }
}

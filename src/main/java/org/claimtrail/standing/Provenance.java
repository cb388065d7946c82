package org.claimtrail.standing;

import java.util.List;

/**
 * Where a claim comes from: its origins, and the circular reporting among those who relay it. The same record gives the
 * same answer, in whatever order it is read.
 */
record Provenance(Origins origins, List<Ring> rings, List<FalseConfirmation> falseConfirmations) {

    Provenance {
        rings = List.copyOf(rings);
        falseConfirmations = List.copyOf(falseConfirmations);
    }

    static Provenance of(ClaimGroup group) {
        Graph graph = new Graph(group);
        Components components = new Components(graph);
        return new Provenance(
                OriginFinder.find(group, graph, components),
                RingFinder.find(graph, components),
                FalseConfirmationFinder.find(graph, components));
    }
}

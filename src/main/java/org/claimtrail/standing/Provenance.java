package org.claimtrail.standing;

/** Where a claim comes from. The same record gives the same answer, in whatever order it is read. */
record Provenance(Origins origins) {

    static Provenance of(ClaimGroup group) {
        Graph graph = new Graph(group);
        Components components = new Components(graph);
        return new Provenance(OriginFinder.find(group, graph, components));
    }
}

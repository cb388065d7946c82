package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a passage most likely claims.
 *
 * @param body what {@code POST /claims} takes
 * @param from where the passage begins in the text, in UTF-16 code units
 * @param to the place behind it
 * @param confidence from 0 to 1
 */
public record Candidate(ObjectNode body, int from, int to, double confidence) {

    /** @param bodies in the order of the statements */
    static List<Candidate> of(List<Statement> statements, List<ObjectNode> bodies) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            Statement statement = statements.get(i);
            candidates.add(new Candidate(
                    bodies.get(i),
                    statement.passage().from(),
                    statement.passage().to(),
                    statement.confidence()));
        }
        return List.copyOf(candidates);
    }
}

package org.claimtrail.proposal;

import org.claimtrail.claim.ClaimKind;
import org.claimtrail.likeness.Likeness;
import org.claimtrail.platform.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Which recorded claims a candidate probably repeats. */
@Component
class Likes {

    private static final int MOST = 3;
    /** A few more are looked for, since some of them are denials of others. */
    private static final int LOOKED_FOR = 8;

    private final Likeness likeness;

    Likes(Likeness likeness) {
        this.likeness = likeness;
    }

    /** At most three, each with its score; a denial repeats denials alone, and nothing else repeats one. */
    ArrayNode of(Candidate candidate) {
        boolean denies = isDenial(candidate.body());
        ArrayNode likes = Json.mapper().createArrayNode();
        for (JsonNode like : likeness.duplicates(candidate.body(), LOOKED_FOR).claims()) {
            if (likes.size() < MOST && isDenial(like.path("claim")) == denies) {
                likes.add(like);
            }
        }
        return likes;
    }

    private static boolean isDenial(JsonNode claim) {
        return ClaimKind.DENIAL.name().equals(claim.path("kind").stringValue(""));
    }
}

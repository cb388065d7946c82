package org.claimtrail.publication;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.claimtrail.prose.Tree;

/**
 * A claim as its page tells it.
 *
 * @param corrections of the articles in which it appears, by their ids: what their publishers say of what they published
 * @param markup documents in the words of schema.org, as JSON
 */
public record PublishedClaim(
        Tree claim,
        Tree standing,
        List<Tree> relations,
        List<Tree> evidence,
        List<Tree> assessments,
        Map<String, Correction> corrections,
        List<String> markup,
        Instant modified) {

    /** @param withdrawn and not only corrected */
    public record Correction(boolean withdrawn, Instant recordedAt) {}

    public String name() {
        return "C-" + claim.get("number");
    }
}

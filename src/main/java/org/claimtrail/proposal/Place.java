package org.claimtrail.proposal;

import java.util.UUID;
import org.claimtrail.reading.Passage;
import org.claimtrail.reading.attribution.Span;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a version of an article, in which excerpts are found again.
 *
 * @param text all of it
 */
record Place(UUID article, int version, String text) {

    /** The appearance of a claim there: article, version and locator, whose places count code points. */
    void appear(Span passage, ObjectNode appearance) {
        appearance.putObject("article").put("id", article.toString());
        appearance.put("version", version);
        appearance.set("locator", new Passage(passage.from(), passage.to()).locator(text));
    }
}

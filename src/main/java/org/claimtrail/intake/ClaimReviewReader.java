package org.claimtrail.intake;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.intake.MarkupReader.Found;
import tools.jackson.databind.node.ObjectNode;

/** Reads reviews of claims out of markup; what holds none is told. */
final class ClaimReviewReader extends MarkupEntries {

    private final ClaimReviews reviews = new ClaimReviews();

    ClaimReviewReader(MarkupReader markup) {
        super(markup, "There is no ClaimReview in it.");
    }

    @Override
    void read(Found found) {
        List<ObjectNode> all = new ArrayList<>();
        gather(
                found.object(),
                object -> ClaimReviews.isReview(object)
                        || ClaimReviews.isToolsClaim(object)
                        // One of a graph may be what a review beside it is of.
                        || !found.aside() && ClaimReviews.isClaim(object),
                object -> {
                    if (ClaimReviews.isReview(object)) {
                        all.add(object);
                    } else if (ClaimReviews.isToolsClaim(object)) {
                        all.addAll(ClaimReviews.ofTools(object));
                    } else {
                        all.add(ClaimReviews.ofClaim(object));
                    }
                });
        String content = found.object().toString();
        if (all.isEmpty() && !found.aside()) {
            List<String> types = Markup.types(found.object());
            add(Entry.faulty(
                    found.line(),
                    content,
                    Remark.of("holds no ClaimReview" + (types.isEmpty() ? "." : ", but " + types.get(0) + "."))));
        }
        for (ObjectNode one : all) {
            add(reviews.entry(found.line(), all.size() == 1 ? content : one.toString(), one));
        }
    }
}

package org.claimtrail.intake;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.intake.MarkupReader.Found;
import tools.jackson.databind.JsonNode;
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
        gather(found.object(), object -> ClaimReviews.isReview(object) || ClaimReviews.isToolsClaim(object), object -> {
            if (ClaimReviews.isReview(object)) {
                all.add(object);
            } else {
                all.addAll(ClaimReviews.ofTools(object));
            }
        });
        String content = found.object().toString();
        if (all.isEmpty() && !found.aside()) {
            String type = type(found.object());
            add(Entry.faulty(
                    found.line(),
                    content,
                    Remark.of("holds no ClaimReview" + (type.isEmpty() ? "." : ", but " + type + "."))));
        }
        for (ObjectNode one : all) {
            add(reviews.entry(found.line(), all.size() == 1 ? content : one.toString(), one));
        }
    }

    private static String type(ObjectNode object) {
        JsonNode type = object.path("@type");
        String name = type.isArray() ? type.path(0).asString("") : type.asString("");
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    }
}

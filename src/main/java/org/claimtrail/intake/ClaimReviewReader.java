package org.claimtrail.intake;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.claimtrail.intake.MarkupReader.Found;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads reviews of claims out of markup; what holds none is told. */
final class ClaimReviewReader implements EntryReader {

    private final MarkupReader markup;
    private final ClaimReviews reviews = new ClaimReviews();
    private final Deque<Entry> ready = new ArrayDeque<>();
    private boolean any;

    ClaimReviewReader(MarkupReader markup) {
        this.markup = markup;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        while (ready.isEmpty()) {
            Found found = markup.next();
            if (found == null) {
                if (!any) {
                    throw new Unreadable("There is no ClaimReview in it.");
                }
                return null;
            }
            read(found);
        }
        any = true;
        return ready.poll();
    }

    private void read(Found found) {
        List<ObjectNode> all = new ArrayList<>();
        gather(found.object(), all, 0);
        String content = found.object().toString();
        if (all.isEmpty() && !found.aside()) {
            ready.add(Entry.faulty(
                    found.line(),
                    content,
                    Remark.of("holds no ClaimReview"
                            + (type(found.object()).isEmpty() ? "." : ", but " + type(found.object()) + "."))));
        }
        for (ObjectNode one : all) {
            ready.add(reviews.entry(found.line(), all.size() == 1 ? content : one.toString(), one));
        }
    }

    private static String type(ObjectNode object) {
        JsonNode type = object.path("@type");
        String name = type.isArray() ? type.path(0).asString("") : type.asString("");
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    }

    private static void gather(JsonNode node, List<ObjectNode> into, int depth) {
        if (depth > 12) {
            return;
        }
        if (node instanceof ObjectNode object) {
            if (ClaimReviews.isReview(object)) {
                into.add(object);
            } else if (ClaimReviews.isToolsClaim(object)) {
                into.addAll(ClaimReviews.ofTools(object));
            } else {
                object.forEach(member -> gather(member, into, depth + 1));
            }
        } else if (node.isArray()) {
            node.forEach(element -> gather(element, into, depth + 1));
        }
    }

    @Override
    public void close() {
        markup.close();
    }
}

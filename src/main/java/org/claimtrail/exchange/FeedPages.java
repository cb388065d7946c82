package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A feed of schema.org, an item for each claim: its reviews, or the claim itself. Google takes reviews only that have a rating and
 * the address of a page; how many are left out for that is told behind the items.
 */
final class FeedPages implements PageWriter {

    private final Dossiers dossiers;
    private final SchemaOrg words;
    private final boolean forGoogle;
    private final Optional<Instant> modified;
    private final OutputStream out;
    private boolean any;
    private long withoutRating;
    private long withoutUrl;

    /** @param modified the instant of which the record is read, if there is one */
    FeedPages(Dossiers dossiers, String base, boolean forGoogle, Optional<Instant> modified, OutputStream out) {
        this.dossiers = dossiers;
        this.words = new SchemaOrg(base);
        this.forGoogle = forGoogle;
        this.modified = modified;
        this.out = out;
    }

    @Override
    public void begin(boolean resumed) throws IOException {
        ObjectNode head = Json.object().put("@context", SchemaOrg.CONTEXT).put("@type", "DataFeed");
        modified.ifPresent(instant -> head.put("dateModified", instant.toString()));
        String open = new String(Json.write(head), StandardCharsets.UTF_8);
        put(open.substring(0, open.length() - 1) + ",\"dataFeedElement\":[");
    }

    @Override
    public void write(Section section, State state, List<Place> page) throws IOException {
        for (Dossier dossier :
                state.read(() -> dossiers.of(page.stream().map(Place::id).toList(), Dossiers.ALL))) {
            List<ObjectNode> items = items(dossier);
            if (items.isEmpty()) {
                continue;
            }
            ObjectNode element = Json.object().put("@type", "DataFeedItem");
            element.put(
                    "dateModified",
                    requireNonNull(dossier.claim().get("updatedAt")).asString());
            ArrayNode all = element.putArray("item");
            items.forEach(all::add);
            put((any ? ",\n" : "\n") + new String(Json.write(element), StandardCharsets.UTF_8));
            any = true;
        }
    }

    private List<ObjectNode> items(Dossier dossier) {
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode assessment : dossier.assessments()) {
            ObjectNode review = words.review(dossier, assessment);
            if (forGoogle && !review.has("reviewRating")) {
                withoutRating++;
            } else if (forGoogle && !review.has("url")) {
                withoutUrl++;
            } else {
                items.add(review);
            }
        }
        if (dossier.assessments().isEmpty() && !forGoogle) {
            items.add(words.claimItself(dossier));
        }
        return items;
    }

    @Override
    public void end() throws IOException {
        put("\n]");
        if (forGoogle) {
            put(",\"%1$swithoutRating\":%2$d,\"%1$swithoutUrl\":%3$d"
                    .formatted(SchemaOrg.OWN, withoutRating, withoutUrl));
        }
        put("}\n");
    }

    private void put(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}

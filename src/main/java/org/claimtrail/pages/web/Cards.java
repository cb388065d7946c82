package org.claimtrail.pages.web;

import static org.claimtrail.platform.Fields.given;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Measures;
import org.claimtrail.proposal.Proposals;
import org.claimtrail.reading.ArticleText;
import org.claimtrail.reading.Passage;
import org.claimtrail.readingroom.ReadingRoom;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.Things;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the card of a passage begins with: what can be read there, and what the claim before it has most likely left the same. */
@Component
class Cards {

    /**
     * @param body of the claim, as far as it can be told
     * @param suggested the pointers of what was read from the text, which is for whoever sees it to take or to replace
     */
    record Card(ObjectNode body, Set<String> suggested) {}

    private final Proposals proposals;
    private final ReadingRoom room;
    private final Claims claims;
    private final Sources sources;
    private final Measures measures;

    Cards(Proposals proposals, ReadingRoom room, Claims claims, Sources sources, Measures measures) {
        this.proposals = proposals;
        this.room = room;
        this.claims = claims;
        this.sources = sources;
        this.measures = measures;
    }

    Card of(ArticleText read, Passage passage) {
        ObjectNode body =
                proposals.ofPassage(read, passage.from(), passage.to()).body();
        ((ObjectNode) body.at("/appearances/0")).set("locator", passage.locator(given(read.text())));
        room.lastTaken(read.article())
                .ifPresent(last -> inherit(claims.read(last).tree(), body));
        return filledIn(body);
    }

    /** What was proposed of the article, as it was. */
    Card of(ObjectNode proposal) {
        return filledIn((ObjectNode) proposal.get("claim").deepCopy());
    }

    private Card filledIn(ObjectNode body) {
        tellNames(body);
        Set<String> suggested = new TreeSet<>();
        pointers(body, "", suggested);
        return new Card(body, suggested);
    }

    /** Whether somebody changed anything of what the card of a proposal showed. */
    boolean isEdited(ObjectNode proposal, Map<String, String> sent) {
        Form shown = Form.of(of(proposal).body());
        return sent.entrySet().stream()
                .filter(field ->
                        field.getKey().startsWith("/") && !field.getKey().contains("@"))
                .anyMatch(field ->
                        !shown.value(field.getKey()).equals(field.getValue().replace("\r\n", "\n")));
    }

    /** The claims of an article are most often about the same. */
    private static void inherit(ObjectNode last, ObjectNode body) {
        if (!last.path("topics").isEmpty()) {
            body.set("topics", last.get("topics").deepCopy());
        }
    }

    /** Of what is recorded, the body of a proposal has the id alone. */
    private void tellNames(ObjectNode body) {
        body.at("/appearances/0/attribution")
                .forEach(link -> link.path("sources").forEach(source -> tellName(source, sources)));
        body.path("about").forEach(source -> tellName(source, sources));
        body.path("figures").forEach(figure -> tellName(figure.path("measure"), measures));
    }

    private static void tellName(JsonNode reference, Things<?> things) {
        if (reference instanceof ObjectNode object && object.hasNonNull("id")) {
            object.set(
                    "name",
                    things.read(UUID.fromString(object.get("id").stringValue()))
                            .tree()
                            .get("name"));
        }
    }

    private static void pointers(JsonNode node, String at, Set<String> pointers) {
        if (node.isObject()) {
            node.properties().forEach(member -> pointers(member.getValue(), at + "/" + member.getKey(), pointers));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                pointers(node.get(i), at + "/" + i, pointers);
            }
        } else {
            pointers.add(at);
        }
    }
}

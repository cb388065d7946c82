package org.claimtrail.pages.web;

import static org.claimtrail.platform.Fields.given;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.claimtrail.platform.Json;
import org.claimtrail.readingroom.Passage;
import org.claimtrail.readingroom.ReadText;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the card of a passage begins with. */
@Component
class Cards {

    /**
     * @param body of the claim, as far as it can be told
     * @param suggested the pointers of what was read from the text, which is for whoever sees it to take or to replace
     */
    record Card(ObjectNode body, Set<String> suggested) {}

    Card of(ReadText read, Passage passage, UUID account) {
        ObjectNode body = Json.object();
        if (read.language() != null) {
            body.put("language", read.language());
        }
        ObjectNode appearance = body.putArray("appearances").addObject();
        appearance.set("locator", passage.locator(given(read.text())));
        appearance.putArray("attribution").addObject();
        Set<String> suggested = new TreeSet<>();
        pointers(body, "", suggested);
        return new Card(body, suggested);
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

package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a claim is made and through whom it got there, in the words of the W3C: an appearance is a Web Annotation of an article,
 * by the selectors of its excerpt; each link of its chain is an entity of PROV-O, attributed to who speaks, and derived from the
 * link that it relays.
 */
final class Provenance {

    static final String PROV = "http://www.w3.org/ns/prov#";
    static final String OA = "http://www.w3.org/ns/oa#";

    private final String base;

    Provenance(String base) {
        this.base = base;
    }

    /** The appearances of a claim. */
    List<ObjectNode> of(JsonNode claim) {
        String address = base + "/claims/" + text(claim, "id");
        List<ObjectNode> nodes = new ArrayList<>();
        for (JsonNode appearance : claim.get("appearances")) {
            String id = address + "/appearances/" + text(appearance, "id");
            ObjectNode annotation = Json.object().put("@id", id);
            annotation.putArray("@type").add(OA + "Annotation").add(PROV + "Entity");
            annotation.putObject(OA + "motivatedBy").put("@id", OA + "identifying");
            annotation.putObject(OA + "hasBody").put("@id", address);
            annotation.set(OA + "hasTarget", target(appearance));
            JsonNode publisher = appearance.at("/article/publisher");
            if (publisher.has("id")) {
                annotation.set(PROV + "wasAttributedTo", agent(publisher));
            }
            ObjectNode told = null;
            int nth = 0;
            for (JsonNode link : appearance.get("attribution")) {
                told = link(id + "#link-" + nth++, link, told);
            }
            if (told != null) {
                annotation.set(PROV + "wasDerivedFrom", told);
            }
            nodes.add(annotation);
        }
        return nodes;
    }

    private ObjectNode link(String id, JsonNode link, @Nullable ObjectNode relayed) {
        ObjectNode node = Json.object().put("@id", id).put("@type", PROV + "Entity");
        ArrayNode speakers = node.putArray(PROV + "wasAttributedTo");
        link.get("sources").forEach(source -> speakers.add(agent(source)));
        put(node, PROV + "value", text(link, "quote"));
        put(node, SchemaOrg.OWN + "cue", text(link, "cue"));
        put(node, SchemaOrg.OWN + "mode", text(link, "mode"));
        put(node, SchemaOrg.OWN + "basis", text(link, "basis"));
        put(node, SchemaOrg.OWN + "roleAsStated", text(link, "roleAsStated"));
        put(node, SchemaOrg.OWN + "saidOn", text(link, "saidOn"));
        put(node, SchemaOrg.OWN + "venue", text(link, "venue"));
        if (relayed != null) {
            node.set(PROV + ("DIRECT".equals(text(link, "mode")) ? "wasQuotedFrom" : "wasDerivedFrom"), relayed);
        }
        return node;
    }

    private ObjectNode agent(JsonNode source) {
        ObjectNode agent = Json.object().put("@id", base + "/sources/" + text(source, "id"));
        agent.put("@type", PROV + "Agent");
        return agent.put("name", requireNonNull(text(source, "name")));
    }

    private ObjectNode target(JsonNode appearance) {
        ObjectNode article = Json.object().put("@id", base + "/articles/" + text(appearance.get("article"), "id"));
        JsonNode locator = appearance.get("locator");
        if (locator == null) {
            return article;
        }
        ObjectNode target = Json.object().put("@type", OA + "SpecificResource");
        target.set(OA + "hasSource", article);
        ArrayNode selectors = target.putArray(OA + "hasSelector");
        if (locator.has("exact")) {
            ObjectNode quote = selectors.addObject().put("@type", OA + "TextQuoteSelector");
            put(quote, OA + "exact", text(locator, "exact"));
            put(quote, OA + "prefix", text(locator, "prefix"));
            put(quote, OA + "suffix", text(locator, "suffix"));
        }
        if (locator.has("start")) {
            ObjectNode position = selectors.addObject().put("@type", OA + "TextPositionSelector");
            position.set(OA + "start", locator.get("start"));
            position.set(OA + "end", locator.get("end"));
        }
        if (locator.has("fragment")) {
            put(
                    selectors.addObject().put("@type", OA + "FragmentSelector"),
                    Triples.RDF + "value",
                    text(locator, "fragment"));
        }
        return target;
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    private static void put(ObjectNode node, String member, @Nullable String value) {
        if (value != null) {
            node.put(member, value);
        }
    }
}

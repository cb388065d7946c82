package org.claimtrail.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a page says of its article in the words of schema.org, in every shape in which that is found. */
final class JsonLd {

    static final String FROM = "JSON-LD";

    private static final int MOST_NODES = 10_000;

    private static final Set<String> MORE_ARTICLES =
            Set.of("blogposting", "liveblogposting", "report", "socialmediaposting", "discussionforumposting");

    private final List<ObjectNode> objects = new ArrayList<>();
    private int nodes;

    /** Takes a script up; one that is no JSON says nothing. */
    void add(String script) {
        try {
            gather(Json.mapper().readTree(script));
        } catch (JacksonException | NumberFormatException e) {
            // Many pages have some that is broken.
        }
    }

    private void gather(JsonNode node) {
        if (nodes++ > MOST_NODES) {
            return;
        }
        if (node instanceof ArrayNode list) {
            list.forEach(this::gather);
        } else if (node instanceof ObjectNode object) {
            objects.add(object);
            for (String within : List.of("@graph", "mainEntity", "mainEntityOfPage")) {
                if (object.get(within) != null) {
                    gather(object.get(within));
                }
            }
        }
    }

    private static boolean isArticle(ObjectNode object) {
        return all(object.get("@type")).stream()
                .map(type -> type.asString("").replaceFirst("^.*[/:]", "").toLowerCase(Locale.ROOT))
                .anyMatch(type -> type.endsWith("article") || MORE_ARTICLES.contains(type));
    }

    /** What it is about, all but the text. */
    void tell(Findings found) {
        objects.stream().filter(JsonLd::isArticle).findFirst().ifPresent(article -> {
            found.title(text(article, "headline", "name"), FROM);
            found.authors(all(article.get("author")).stream().map(this::called).toList(), FROM);
            found.publisher(
                    all(article.get("publisher")).stream()
                            .map(this::called)
                            .findFirst()
                            .orElse(null),
                    FROM);
            found.publishedOn(text(article, "datePublished", "dateCreated"), FROM);
            found.language(text(article, "inLanguage"), FROM);
        });
    }

    void tellAddress(Findings found) {
        objects.stream().filter(JsonLd::isArticle).findFirst().ifPresent(article -> {
            found.url(text(article, "url"), FROM);
            JsonNode page = article.get("mainEntityOfPage");
            found.url(
                    page instanceof ObjectNode object ? text(object, "@id", "url") : text(article, "mainEntityOfPage"),
                    FROM);
        });
    }

    /** The text of the article; empty where it is not said. */
    String body() {
        return objects.stream()
                .filter(JsonLd::isArticle)
                .map(article -> text(article, "articleBody"))
                .filter(body -> body != null)
                .findFirst()
                .map(String::valueOf)
                .orElse("");
    }

    /** Somebody's name, also where he is described elsewhere and only referred to. */
    private String called(JsonNode who) {
        if (who instanceof ObjectNode object) {
            String name = text(object, "name");
            String id = text(object, "@id");
            if (name != null || id == null) {
                return name == null ? "" : name;
            }
            return objects.stream()
                    .filter(other -> id.equals(text(other, "@id")) && other.has("name"))
                    .map(other -> String.valueOf(text(other, "name")))
                    .findFirst()
                    .orElse("");
        }
        return who.asString("");
    }

    private static List<JsonNode> all(@Nullable JsonNode node) {
        if (node instanceof ArrayNode list) {
            return list.valueStream().toList();
        }
        return node == null || node.isNull() ? List.of() : List.of(node);
    }

    private static @Nullable String text(ObjectNode object, String... members) {
        for (String member : members) {
            for (JsonNode one : all(object.get(member))) {
                String text = one instanceof ObjectNode value
                        ? value.path("@value").asString("")
                        : one.isContainer() ? "" : one.asString("");
                if (!text.isBlank()) {
                    return text;
                }
            }
        }
        return null;
    }
}

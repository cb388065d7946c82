package org.claimtrail.publication.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Prose;
import org.claimtrail.prose.Tree;
import org.claimtrail.publication.PublicationSettings;
import org.claimtrail.publication.Publications;
import org.claimtrail.publication.web.Published.Made;
import org.claimtrail.publication.web.Published.Telling;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is new and what changed, for readers of feeds: Atom (RFC 4287, RFC 5005) and JSON Feed 1.1. */
@RestController
@ConditionalOnBooleanProperty("claimtrail.public-read")
class Feeds {

    private static final MediaType ATOM = MediaType.parseMediaType("application/atom+xml;charset=UTF-8");
    private static final MediaType JSON = MediaType.parseMediaType("application/feed+json");
    private static final String MOST = "50";

    private static final String CLAIMS = "claims";
    private static final String SOURCES = "sources";

    private final Publications publications;
    private final Published published;
    private final PublicationSettings settings;
    private final Prose prose;

    Feeds(Publications publications, Published published, PublicationSettings settings, Prose prose) {
        this.publications = publications;
        this.published = published;
        this.settings = settings;
        this.prose = prose;
    }

    /**
     * @param address of its page, after that of the service
     * @param language of its title
     */
    private record Entry(
            String id,
            String address,
            String title,
            @Nullable String language,
            String summary,
            String recorded,
            String changed,
            List<String> topics) {}

    private record Feed(
            String kind,
            List<Entry> entries,
            @Nullable String cursor,
            @Nullable String next) {}

    @GetMapping("/public/claims.atom")
    ResponseEntity<byte[]> claimsAsAtom(HttpServletRequest request) {
        return answer(request, CLAIMS, "atom", ATOM, this::claims, this::atom);
    }

    @GetMapping("/public/claims.json")
    ResponseEntity<byte[]> claimsAsJson(HttpServletRequest request) {
        return answer(request, CLAIMS, "json", JSON, this::claims, this::json);
    }

    @GetMapping("/public/sources.atom")
    ResponseEntity<byte[]> sourcesAsAtom(HttpServletRequest request) {
        return answer(request, SOURCES, "atom", ATOM, this::sources, this::atom);
    }

    @GetMapping("/public/sources.json")
    ResponseEntity<byte[]> sourcesAsJson(HttpServletRequest request) {
        return answer(request, SOURCES, "json", JSON, this::sources, this::json);
    }

    private ResponseEntity<byte[]> answer(
            HttpServletRequest request,
            String kind,
            String form,
            MediaType type,
            Function<Query, Page> list,
            Function<Telling<Feed>, byte[]> write) {
        String cursor = request.getParameter("cursor");
        Map<String, List<String>> asked = new HashMap<>(Map.of("sort", List.of("-updatedAt"), "limit", List.of(MOST)));
        if (cursor != null) {
            asked.put("cursor", List.of(cursor));
        }
        Function<String, Feed> read = base -> {
            Page page = list.apply(new Query(asked));
            List<Entry> entries = Tree.of(page).stream()
                    .map(kind.equals(CLAIMS) ? this::claim : this::source)
                    .toList();
            return new Feed(kind, entries, cursor, page.next());
        };
        ResponseEntity<byte[]> answer;
        try {
            answer = published.answer(
                    request,
                    "feed " + kind + " " + form + " " + cursor,
                    type,
                    read,
                    told -> new Made(
                            write.apply(told),
                            told.what().entries().isEmpty()
                                    ? null
                                    : Instant.parse(told.what().entries().get(0).changed())));
        } catch (InvalidQuery e) {
            return ResponseEntity.badRequest().build();
        }
        // No cookie counts here, so that pages of others may read it.
        return ResponseEntity.status(answer.getStatusCode())
                .headers(headers -> headers.addAll(answer.getHeaders()))
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(answer.getBody());
    }

    private Page claims(Query query) {
        return publications.claims(query);
    }

    private Page sources(Query query) {
        return publications.sources(query);
    }

    private Entry claim(Tree claim) {
        String number = "C-" + claim.get("number");
        String occurred = prose.date(claim.get("occurred"));
        return new Entry(
                text(claim, "id"),
                PublishedPages.CLAIMS + "/" + number,
                Links.shortened(text(claim, "text"), 300),
                (String) claim.get("language"),
                Spoken.of("{0}: it is {1}.", number, prose.status(claim.get("status")))
                        + (occurred.isEmpty() ? "" : " " + Spoken.of("When: {0}.", occurred)),
                text(claim, "createdAt"),
                text(claim, "updatedAt"),
                claim.get("topics") instanceof List<?> topics
                        ? topics.stream().map(Objects::toString).toList()
                        : List.of());
    }

    private Entry source(Tree source) {
        return new Entry(
                text(source, "id"),
                PublishedPages.SOURCES + "/" + source.get("id"),
                Links.shortened(text(source, "name"), 300),
                null,
                source.get("description") == null
                        ? prose.sourceKind(source.get("kind")) + "."
                        : Links.shortened(text(source, "description"), 500),
                text(source, "createdAt"),
                text(source, "updatedAt"),
                List.of());
    }

    private static String text(Tree thing, String member) {
        return String.valueOf(thing.get(member));
    }

    private byte[] atom(Telling<Feed> told) {
        Feed feed = told.what();
        String home = told.base() + "/public/" + feed.kind();
        Xml xml = new Xml(
                "feed",
                "xmlns",
                "http://www.w3.org/2005/Atom",
                "xml:lang",
                Spoken.language().toLanguageTag());
        xml.element("id", home + ".atom")
                .element("title", title(feed))
                .element(
                        "updated",
                        feed.entries().isEmpty()
                                ? Instant.EPOCH.toString()
                                : feed.entries().get(0).changed());
        xml.start("author")
                .element("name", settings.name())
                .element("uri", home)
                .end();
        xml.start("link", "rel", "self", "type", "application/atom+xml", "href", at(home, ".atom", feed.cursor()))
                .end();
        xml.start("link", "rel", "alternate", "type", "text/html", "href", home).end();
        if (feed.next() != null) {
            xml.start("link", "rel", "next", "type", "application/atom+xml", "href", at(home, ".atom", feed.next()))
                    .end();
        }
        for (Entry entry : feed.entries()) {
            if (entry.language() == null) {
                xml.start("entry");
            } else {
                xml.start("entry", "xml:lang", entry.language());
            }
            xml.element("id", "urn:uuid:" + entry.id())
                    .element("title", entry.title(), "type", "text")
                    .element("published", entry.recorded())
                    .element("updated", entry.changed());
            xml.start("link", "rel", "alternate", "type", "text/html", "href", told.base() + entry.address())
                    .end();
            entry.topics().forEach(topic -> xml.start("category", "term", topic).end());
            xml.element(
                            "summary",
                            entry.summary(),
                            "type",
                            "text",
                            "xml:lang",
                            Spoken.language().toLanguageTag())
                    .end();
        }
        return xml.end().document();
    }

    private byte[] json(Telling<Feed> told) {
        Feed feed = told.what();
        String home = told.base() + "/public/" + feed.kind();
        ObjectNode json = Json.object();
        json.put("version", "https://jsonfeed.org/version/1.1");
        json.put("title", title(feed));
        json.put("home_page_url", home);
        json.put("feed_url", at(home, ".json", feed.cursor()));
        json.put("language", "en");
        if (feed.next() != null) {
            json.put("next_url", at(home, ".json", feed.next()));
        }
        json.putArray("authors").addObject().put("name", settings.name()).put("url", home);
        ArrayNode items = json.putArray("items");
        for (Entry entry : feed.entries()) {
            ObjectNode item = items.addObject();
            item.put("id", "urn:uuid:" + entry.id());
            item.put("url", told.base() + entry.address());
            item.put("title", entry.title());
            item.put("content_text", entry.title() + "\n\n" + entry.summary());
            item.put("summary", entry.summary());
            item.put("date_published", entry.recorded());
            item.put("date_modified", entry.changed());
            if (entry.language() != null) {
                item.put("language", entry.language());
            }
            if (!entry.topics().isEmpty()) {
                ArrayNode tags = item.putArray("tags");
                entry.topics().forEach(tags::add);
            }
        }
        return Json.write(json);
    }

    private static String at(String home, String form, @Nullable String cursor) {
        return home + PublishedPages.address(form, Map.of(), cursor);
    }

    private String title(Feed feed) {
        return Spoken.of("{0}: " + feed.kind() + " that are new or changed", settings.name());
    }
}

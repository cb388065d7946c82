package org.claimtrail.publication.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.PublicRecord;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.ResponseHeaders;
import org.claimtrail.prose.Prose;
import org.claimtrail.prose.Tree;
import org.claimtrail.publication.Publications;
import org.claimtrail.publication.PublishedClaim;
import org.claimtrail.publication.PublishedSource;
import org.claimtrail.publication.web.Published.Made;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The pages for everybody: claims and sources, each on its own address, and lists of both. */
@RestController
@ConditionalOnBooleanProperty("claimtrail.public-read")
class PublishedPages {

    static final String CLAIMS = "/public/claims";
    static final String SOURCES = "/public/sources";
    static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    /** So much of a claim its title tells, and a line in a list. */
    static final int TITLE = 110;

    /** What lists of each kind are asked for. Whatever else an address has, such as where somebody found it, is left alone. */
    private static final Set<String> OF_CLAIMS = Set.of("q", "topic", "status", "source", "about", "cursor");

    private static final Set<String> OF_SOURCES = Set.of("q", "kind", "cursor");

    private final Publications publications;
    private final PublicRecord record;
    private final Published published;
    private final PublicTemplates templates;
    private final SiteAddress address;
    private final Prose prose;

    PublishedPages(
            Publications publications,
            PublicRecord record,
            Published published,
            PublicTemplates templates,
            SiteAddress address,
            Prose prose) {
        this.publications = publications;
        this.record = record;
        this.published = published;
        this.templates = templates;
        this.address = address;
        this.prose = prose;
    }

    @GetMapping("/public")
    ResponseEntity<byte[]> start() {
        return moved(CLAIMS);
    }

    @GetMapping(CLAIMS)
    ResponseEntity<byte[]> claims(HttpServletRequest request, HttpServletResponse response) {
        return list("claims", CLAIMS, OF_CLAIMS, Map.of("sort", "-updatedAt"), publications::claims, request, response);
    }

    @GetMapping(SOURCES)
    ResponseEntity<byte[]> sources(HttpServletRequest request, HttpServletResponse response) {
        return list("sources", SOURCES, OF_SOURCES, Map.of(), publications::sources, request, response);
    }

    @GetMapping(CLAIMS + "/{id}")
    ResponseEntity<byte[]> claim(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        return claim(id, "claim", CLAIMS + "/", "", request, response);
    }

    /** To be shown on pages of others. */
    @GetMapping("/claims/{id}/embed")
    ResponseEntity<byte[]> embedded(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        ResponseEntity<byte[]> answer = claim(id, "embed", "/claims/", "/embed", request, response);
        ResponseHeaders.letOthersShow(response);
        return answer;
    }

    private ResponseEntity<byte[]> claim(
            String id,
            String template,
            String before,
            String behind,
            HttpServletRequest request,
            HttpServletResponse response) {
        ClaimKey key = ClaimKey.of(id);
        try {
            if (Ids.parse(id).isPresent()) {
                return moved(before + name(record.read(() -> publications.claim(key))) + behind);
            }
            return published.answer(
                    request,
                    template + " " + id,
                    HTML,
                    base -> publications.claim(key, base + Api.BASE, base + CLAIMS + "/"),
                    told -> new Made(
                            templates.page(template, told.base(), model(told.what()), request, response),
                            told.what().modified()));
        } catch (NotRecorded e) {
            Publications.End end = publications.endOf(key).orElseThrow(() -> e);
            return ResponseEntity.status(HttpStatus.GONE)
                    .cacheControl(CacheControl.noCache())
                    .contentType(HTML)
                    .body(templates.page(
                            "gone", address.of(request), Map.of("name", id, "end", end.name()), request, response));
        }
    }

    /** What its page is called. */
    static String name(Tree claim) {
        return "C-" + claim.get("number");
    }

    private Map<String, Object> model(PublishedClaim told) {
        Map<String, Object> model = new HashMap<>();
        String text = String.valueOf(told.claim().get("text"));
        model.put("name", told.name());
        model.put("claim", told.claim());
        model.put("standing", told.standing());
        model.put("relations", told.relations());
        model.put("evidence", told.evidence());
        model.put("assessments", told.assessments());
        model.put("corrections", told.corrections());
        model.put("markup", told.markup().stream().map(Links::inScript).toList());
        model.put("modified", told.modified());
        model.put("title", Links.shortened(text, TITLE));
        model.put("isLong", text.length() > 400);
        model.put("moreRelations", told.relations().size() == Publications.MOST_PARTS);
        model.put("path", CLAIMS + "/" + told.name());
        model.put("description", description(told.claim(), told.standing()));
        return model;
    }

    private String description(Tree claim, Tree standing) {
        StringBuilder said = new StringBuilder(Spoken.of("It is {0}.", prose.status(claim.get("status"))));
        if (standing.get("explanation") instanceof List<?> sentences) {
            sentences.stream().limit(2).forEach(sentence -> said.append(' ').append(sentence));
        }
        return Links.shortened(said.toString(), 300);
    }

    @GetMapping(SOURCES + "/{id}")
    ResponseEntity<byte[]> source(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        String path = SOURCES + "/" + id;
        try {
            return published.answer(
                    request,
                    "source " + id,
                    HTML,
                    base -> publications.source(id, base + Api.BASE, base + path),
                    told -> new Made(
                            templates.page("source", told.base(), model(told.what(), path), request, response), null));
        } catch (NotRecorded e) {
            Optional<UUID> survivor = publications.survivor(id).filter(this::isPublished);
            return moved(SOURCES + "/" + survivor.orElseThrow(() -> e));
        }
    }

    private boolean isPublished(UUID source) {
        try {
            return record.read(() -> {
                publications.requireSource(source);
                return true;
            });
        } catch (NotRecorded e) {
            return false;
        }
    }

    private static Map<String, Object> model(PublishedSource told, String path) {
        String name = String.valueOf(told.source().get("name"));
        return Map.of(
                "source", told.source(),
                "record", told.record(),
                "items", told.claims(),
                "more", told.more(),
                "markup", List.of(Links.inScript(told.markup())),
                "title", Links.shortened(name, TITLE),
                "path", path,
                "description", "What the record has of " + Links.shortened(name, TITLE) + ".");
    }

    private ResponseEntity<byte[]> list(
            String template,
            String path,
            Set<String> known,
            Map<String, String> always,
            Function<Query, Page> list,
            HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, String> asked = new LinkedHashMap<>();
        known.stream().sorted().forEach(name -> {
            String value = request.getParameter(name);
            if (value != null && !value.isBlank()) {
                asked.put(name, value.strip());
            }
        });
        Map<String, List<String>> query = new HashMap<>();
        asked.forEach((name, value) -> query.put(name, List.of(value)));
        always.forEach((name, value) -> {
            // By relevance, where something is looked for.
            if (!asked.containsKey("q")) {
                query.put(name, List.of(value));
            }
        });
        try {
            return published.answer(
                    request,
                    template + " " + asked,
                    HTML,
                    base -> list.apply(new Query(query)),
                    told -> new Made(
                            templates.page(
                                    template,
                                    told.base(),
                                    model(told.what(), path, template, asked),
                                    request,
                                    response),
                            null));
        } catch (InvalidQuery e) {
            Map<String, Object> model = new HashMap<>(Map.of(
                    "items", List.of(), "asked", asked, "path", path, "kind", template, "title", titled(template)));
            model.put("faults", e.faults());
            model.put("description", titled(template));
            return ResponseEntity.badRequest()
                    .cacheControl(CacheControl.noCache())
                    .contentType(HTML)
                    .body(templates.page(template, address.of(request), model, request, response));
        }
    }

    private static Map<String, Object> model(Page page, String path, String kind, Map<String, String> asked) {
        Map<String, Object> model = new HashMap<>();
        model.put("items", Tree.of(page));
        model.put("asked", asked);
        model.put("kind", kind);
        model.put("title", titled(kind));
        model.put("description", Spoken.of("All " + kind + " that are published here."));
        // What is looked for is nobody's page; the pages of a list are.
        model.put("path", asked.isEmpty() ? path : address(path, asked, asked.get("cursor")));
        if (page.next() != null) {
            model.put("next", address(path, asked, page.next()));
        }
        if (asked.containsKey("cursor")) {
            model.put("first", address(path, asked, null));
        }
        return model;
    }

    private static String titled(String kind) {
        return Spoken.of(kind.equals("claims") ? "Claims" : "Sources");
    }

    static String address(String path, Map<String, String> asked, @Nullable String cursor) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        asked.forEach((name, value) -> {
            if (!name.equals("cursor")) {
                address.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
            }
        });
        if (cursor != null) {
            address.queryParam("cursor", UriUtils.encode(cursor, StandardCharsets.UTF_8));
        }
        return address.build(true).toUriString();
    }

    private static ResponseEntity<byte[]> moved(String path) {
        return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
                .location(URI.create(path))
                .cacheControl(CacheControl.noCache())
                .build();
    }
}

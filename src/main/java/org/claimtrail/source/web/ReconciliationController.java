package org.claimtrail.source.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.ReconciliationDoor;
import org.claimtrail.source.Reconciliation;
import org.claimtrail.source.Reconciliation.Asked;
import org.claimtrail.source.Reconciliation.Candidate;
import org.claimtrail.source.Reconciliation.Found;
import org.claimtrail.source.Reconciliation.Property;
import org.claimtrail.source.Reconciliation.Shown;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The W3C Reconciliation Service API, version 0.2, over sources: as OpenRefine asks it. */
@RestController
@RequestMapping(Api.BASE + "/reconcile")
class ReconciliationController {

    private static final int FEW = 10;

    /** How long a name is at most that somebody looks for. */
    private static final int LONGEST = 1000;

    /** And all else that a request says. */
    private static final int SHORT = 100;

    /** What a table is extended with: all that is told of a source beside its name. */
    private static final int MOST_IDS = 1000;

    private final Reconciliation sources;

    ReconciliationController(Reconciliation sources) {
        this.sources = sources;
    }

    /** What the service can do; with {@code queries} or {@code extend}, what is asked. */
    @RequestMapping(
            method = {RequestMethod.GET, RequestMethod.POST},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> answer(Query query, HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        ReconciliationDoor.requireForm(request);
        Optional<String> queries = query.text("queries");
        Optional<String> extend = query.text("extend");
        if (queries.isPresent() && extend.isPresent()) {
            query.fault("extend", "cannot be asked together with queries.");
        }
        Map<String, Asked> asked = queries.map(json -> asked(json, query)).orElse(Map.of());
        Extension extension = extend.map(json -> extension(json, query)).orElse(null);
        query.done();
        return json(
                queries.isPresent()
                        ? results(asked)
                        : extension != null ? extended(extension) : manifest(ReconciliationDoor.base(request)));
    }

    private static Map<String, Object> manifest(String base) {
        String service = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("versions", List.of("0.1", "0.2"));
        manifest.put("name", "Claimtrail sources");
        manifest.put("identifierSpace", service + "/sources/");
        manifest.put("schemaSpace", service + "/openapi.yaml#Source");
        manifest.put("documentation", service + "/docs");
        manifest.put("batchSize", Reconciliation.MOST_QUERIES);
        manifest.put("defaultTypes", types(""));
        manifest.put("view", Map.of("url", service + "/sources/{{id}}"));
        manifest.put("preview", ordered("url", base + "/preview?id={{id}}", "width", 400, "height", 150));
        Map<String, Object> suggest = new LinkedHashMap<>();
        for (String what : List.of("entity", "property", "type")) {
            suggest.put(what, ordered("service_url", base, "service_path", "/suggest/" + what));
        }
        manifest.put("suggest", suggest);
        manifest.put(
                "extend", Map.of("propose_properties", ordered("service_url", base, "service_path", "/properties")));
        return manifest;
    }

    private static Map<String, Asked> asked(String json, Query query) {
        Map<String, Asked> asked = new LinkedHashMap<>();
        JsonNode batch = object(json, "queries", query);
        if (batch.size() > Reconciliation.MOST_QUERIES) {
            query.fault(
                    "queries",
                    "may be %d at a time, these are %d.".formatted(Reconciliation.MOST_QUERIES, batch.size()));
            return asked;
        }
        batch.properties().forEach(one -> {
            List<String> faults = new ArrayList<>();
            Asked read = asked(one.getValue(), faults);
            faults.forEach(fault -> query.fault("queries", "has in " + one.getKey() + " " + fault));
            asked.put(one.getKey(), read);
        });
        return asked;
    }

    private static Asked asked(JsonNode one, List<String> faults) {
        String name =
                one.path("query").isString() && !one.path("query").stringValue().isBlank()
                        ? one.path("query").stringValue()
                        : null;
        if (one.has("query") && !one.path("query").isString()) {
            faults.add("a query that is no text.");
        }
        if (name != null && (name.length() > LONGEST || !isWritable(name))) {
            faults.add("a query of more than %d characters, or of what are none.".formatted(LONGEST));
        }
        List<SourceKind> kinds = new ArrayList<>();
        for (JsonNode type : several(one.path("type"))) {
            kind(type.isObject() ? type.path("id") : type)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> faults.add("a type that is not the kind of a source: one of "
                                    + Arrays.toString(SourceKind.values()) + "."));
        }
        Map<Property, List<String>> properties = new LinkedHashMap<>();
        for (JsonNode property : several(one.path("properties"))) {
            String id = property.path("pid").asString("");
            Optional<Property> known = Property.of(id);
            if (known.isEmpty()) {
                faults.add("the property \"" + id + "\", which sources do not have.");
                continue;
            }
            for (JsonNode value : several(property.path("v"))) {
                properties
                        .computeIfAbsent(known.get(), key -> new ArrayList<>())
                        .add(text(value));
            }
        }
        if (name == null && properties.isEmpty() && faults.isEmpty()) {
            faults.add("nothing that is asked: a query, or properties.");
        }
        String strict = one.path("type_strict").asString("any");
        if (strict.equals("all") && kinds.size() > 1) {
            faults.add("several types that a source should all have: it has one.");
        }
        int limit = FEW;
        if (one.has("limit")) {
            limit = one.path("limit").isIntegralNumber() && one.path("limit").canConvertToInt()
                    ? one.path("limit").intValue()
                    : 0;
            if (limit < 1) {
                faults.add("a limit that is no number from 1 on.");
            }
        }
        return new Asked(
                name, kinds, strict.equals("should"), properties, Math.min(limit, Reconciliation.MOST_CANDIDATES));
    }

    /** Whether the database could keep it: neither NUL nor half of a surrogate pair. */
    private static boolean isWritable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private static Iterable<JsonNode> several(JsonNode node) {
        return node.isArray() ? node : node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
    }

    private static Optional<SourceKind> kind(JsonNode id) {
        return Arrays.stream(SourceKind.values())
                .filter(kind -> kind != SourceKind.UNNAMED && kind.name().equals(id.asString("")))
                .findFirst();
    }

    /** Of a cell that was reconciled itself, its id. */
    private static String text(JsonNode value) {
        return value.isObject() ? value.path("id").asString("") : value.asString("");
    }

    private static JsonNode object(String json, String parameter, Query query) {
        try {
            JsonNode read = Json.mapper().readTree(json);
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            // Told below.
        }
        query.fault(parameter, "must be a JSON object.");
        return Json.object();
    }

    private Map<String, Object> results(Map<String, Asked> asked) {
        List<List<Candidate>> found = sources.candidates(List.copyOf(asked.values()));
        Map<String, Object> results = new LinkedHashMap<>();
        int place = 0;
        for (String name : asked.keySet()) {
            results.put(
                    name,
                    Map.of(
                            "result",
                            found.get(place++).stream()
                                    .map(ReconciliationController::candidate)
                                    .toList()));
        }
        return results;
    }

    private static Map<String, Object> candidate(Candidate candidate) {
        Map<String, Object> answer = entity(candidate.source());
        answer.put("type", List.of(type(candidate.source().kind())));
        answer.put("score", candidate.score());
        answer.put("match", candidate.match());
        List<Map<String, Object>> features = new ArrayList<>();
        features.add(ordered("id", "name_similarity", "value", candidate.likeness()));
        candidate
                .properties()
                .forEach((property, agrees) -> features.add(ordered("id", property.id(), "value", agrees)));
        answer.put("features", features);
        return answer;
    }

    private static Map<String, Object> entity(Found source) {
        Map<String, Object> answer = ordered("id", source.id(), "name", source.name());
        if (source.description() != null) {
            answer.put("description", source.description());
        }
        return answer;
    }

    /** The ids of cells, as they were given, and which properties of theirs are wanted. */
    private record Extension(List<String> ids, List<Property> properties) {}

    private static Extension extension(String json, Query query) {
        JsonNode asked = object(json, "extend", query);
        List<String> ids = new ArrayList<>();
        several(asked.path("ids")).forEach(id -> ids.add(id.asString("")));
        if (ids.size() > MOST_IDS) {
            query.fault("extend", "may name %d ids at a time, these are %d.".formatted(MOST_IDS, ids.size()));
        }
        List<Property> properties = new ArrayList<>();
        several(asked.path("properties")).forEach(property -> {
            String id = property.path("id").asString("");
            Property.of(id)
                    .ifPresentOrElse(
                            properties::add,
                            () -> query.fault("extend", "has the property \"" + id + "\", which sources do not have."));
        });
        return new Extension(ids, properties);
    }

    private Map<String, Object> extended(Extension asked) {
        List<UUID> ids =
                asked.ids().stream().flatMap(id -> Ids.parse(id).stream()).toList();
        Map<UUID, Found> found = sources.find(ids);
        Map<String, Object> rows = new LinkedHashMap<>();
        for (String id : asked.ids()) {
            Found source = Ids.parse(id).map(found::get).orElse(null);
            Map<String, Object> cells = new LinkedHashMap<>();
            for (Property property : asked.properties()) {
                String value = source == null ? null : source.value(property);
                cells.put(property.id(), value == null ? List.of() : List.of(Map.of("str", value)));
            }
            rows.put(id, cells);
        }
        return ordered(
                "meta",
                asked.properties().stream()
                        .map(property -> ordered("id", property.id(), "name", property.label()))
                        .toList(),
                "rows",
                rows);
    }

    /** What tables can be extended with. */
    @GetMapping(path = "/properties", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> propose(Query query) {
        String type = query.typed("type", SHORT);
        int limit = query.number("limit", 1, MOST_IDS, MOST_IDS);
        query.done();
        Map<String, Object> answer =
                ordered("properties", properties("").stream().limit(limit).toList(), "limit", limit);
        if (!type.isEmpty()) {
            answer.put("type", type);
        }
        return json(answer);
    }

    @GetMapping(path = "/suggest/entity", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> suggestEntity(Query query) {
        String prefix = prefix(query);
        List<Map<String, Object>> found = new ArrayList<>();
        for (Found source : sources.suggest(prefix)) {
            Map<String, Object> entity = entity(source);
            entity.put("notable", List.of(type(source.kind())));
            found.add(entity);
        }
        return json(Map.of("result", found));
    }

    @GetMapping(path = "/suggest/property", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> suggestProperty(Query query) {
        return json(Map.of("result", properties(prefix(query))));
    }

    @GetMapping(path = "/suggest/type", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> suggestType(Query query) {
        return json(Map.of("result", types(prefix(query))));
    }

    /** OpenRefine sends where to go on from, and there is nothing more. */
    private static String prefix(Query query) {
        String prefix = query.typed("prefix", LONGEST);
        query.typed("cursor", SHORT);
        query.typed("limit", SHORT);
        query.done();
        return prefix.strip().toLowerCase(Locale.ROOT);
    }

    private static List<Map<String, Object>> properties(String prefix) {
        return Arrays.stream(Property.values())
                .filter(property -> begins(prefix, property.id(), property.label()))
                .map(property -> ordered("id", property.id(), "name", property.label()))
                .toList();
    }

    private static List<Map<String, Object>> types(String prefix) {
        return Arrays.stream(SourceKind.values())
                .filter(kind -> kind != SourceKind.UNNAMED && begins(prefix, kind.name()))
                .map(ReconciliationController::type)
                .toList();
    }

    private static boolean begins(String prefix, String... names) {
        return Arrays.stream(names)
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(prefix));
    }

    private static Map<String, Object> type(SourceKind kind) {
        return ordered("id", kind.name(), "name", name(kind));
    }

    private static String name(SourceKind kind) {
        return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** A few lines to be shown beside a cell, in a frame of another page. */
    @GetMapping(path = "/preview", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> preview(Query query) {
        String id = query.typed("id", SHORT);
        if (id.isEmpty()) {
            query.fault("id", "is required.");
        }
        query.done();
        Shown shown = Ids.parse(id).flatMap(sources::show).orElseThrow(() -> new NotRecorded("source", id));
        Found source = shown.source();
        StringBuilder page = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(HtmlUtils.htmlEscape(source.name()))
                .append("</title></head><body><p><strong>")
                .append(HtmlUtils.htmlEscape(source.name()))
                .append("</strong></p>");
        line(page, String.join(", ", present(name(source.kind()), source.country(), source.wikidataId())));
        line(page, source.description());
        line(page, shown.aliases().isEmpty() ? null : "Also: " + String.join("; ", shown.aliases()));
        line(page, shown.partOf().isEmpty() ? null : "Part of: " + String.join("; ", shown.partOf()));
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(page.append("</body></html>\n").toString());
    }

    private static List<String> present(@Nullable String... texts) {
        return Arrays.stream(texts)
                .flatMap(text -> Optional.ofNullable(text).stream())
                .toList();
    }

    private static void line(StringBuilder page, @Nullable String text) {
        if (text != null) {
            page.append("<p>").append(HtmlUtils.htmlEscape(text)).append("</p>");
        }
    }

    private static ResponseEntity<byte[]> json(Object answer) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.write(answer));
    }

    /** Names and values in turn. */
    private static Map<String, Object> ordered(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }
}

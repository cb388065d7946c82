package org.claimtrail.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.claimtrail.contract.Contract.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Makes requests for the operations of the contract out of its own schemas: half of them good, half of them spoiled. */
final class Requests {

    private static final JsonNode DOCUMENT = load();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> WORDS = List.of(
            "containers",
            "North Korea",
            "shells",
            "about 6,700 containers",
            "Said the ministry.",
            "\uc815\ubd80",
            "\u041c\u0438\u043d\u0438\u0441\u0442\u0435\u0440\u0441\u0442\u0432\u043e",
            "Stra\u00dfe",
            "na\u00efve",
            "\ud83d\ude80 launched");

    private static final List<String> DATES = List.of(
            "2024",
            "2024-06",
            "2024-06-19",
            "2023-08/2024-02",
            "2024-06~",
            "..2024-06-18",
            "2024/..",
            "198X",
            "2024-21",
            "Y-17000",
            "[2023,2024]",
            "1950S2",
            "2024-06-19T07:30:00Z",
            "-0043");

    /** What an id in a body speaks of, by the name of the member that it stands in. */
    private static final Map<String, String> COLLECTIONS = Map.of(
            "article",
            "articles",
            "measure",
            "measures",
            "figure",
            "figures",
            "alternativeTo",
            "figures",
            "to",
            "claims",
            "evidence",
            "evidence",
            "claim",
            "claims");

    private final Random random;
    private final Hostile hostile;

    /** Ids that are there, by what they belong to. */
    private final Map<String, List<String>> ids = new LinkedHashMap<>();

    Requests(Random random) {
        this.random = random;
        this.hostile = new Hostile(random);
    }

    /** Remembers an address such as {@code /api/v1/claims/ID/figures/ID}: later requests go there. */
    void found(String path) {
        String[] segments = path.split("/");
        if (segments.length >= 5) {
            known(segments[3], segments[4]);
        }
        if (segments.length >= 7) {
            known(segments[5], segments[4] + "/" + segments[6]);
        }
    }

    private void known(String collection, String id) {
        List<String> known = ids.computeIfAbsent(collection, c -> new ArrayList<>());
        if (!known.contains(id) && known.size() < 50) {
            known.add(id);
        }
    }

    /**
     * @param etags gives the present ETag of an address, or an empty text
     */
    Wire.Request of(Operation operation, UnaryOperator<String> etags) {
        JsonNode pathItem = DOCUMENT.get("paths").get(operation.path());
        JsonNode declared = pathItem.get(operation.method().toLowerCase(Locale.ROOT));
        String path = path(operation.path());
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode owner : List.of(pathItem, declared)) {
            owner.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        }
        String query = query(parameters);
        List<String> headers = new ArrayList<>();
        boolean guarded =
                parameters.stream().anyMatch(p -> p.path("name").asString().equals("If-Match"));
        if (guarded || chance(40)) {
            ifMatch(path, etags, headers);
        }
        if (chance(12)) {
            headers.add("If-None-Match: " + (chance(2) ? etags.apply(path) : hostile.headerValue()));
        }
        if (operation.method().equals("POST") ? chance(4) : chance(50)) {
            headers.add("Idempotency-Key: " + (chance(2) ? "key-" + random.nextInt(5) : hostile.headerValue()));
        }
        if (chance(8)) {
            headers.add("Accept: " + hostile.headerValue());
        }
        if (chance(40)) {
            String name = List.of("Range", "Origin", "Accept-Language", "Accept-Charset", "Cookie", "X-Forwarded-Host")
                    .get(random.nextInt(6));
            headers.add(name + ": " + hostile.headerValue());
        }
        byte[] body = new byte[0];
        JsonNode content = resolved(declared.path("requestBody")).path("content");
        if (content.size() > 0) {
            String type = content.propertyNames().iterator().next();
            if (!chance(40)) {
                headers.add("Content-Type: " + (chance(15) ? hostile.contentType() : type));
            }
            JsonNode document = valid(content.get(type).get("schema"), "", 0);
            body = hostile.encoded(chance(2) ? document.toString() : hostile.spoiled(document));
        } else if (chance(30)) {
            headers.add("Content-Type: " + hostile.contentType());
            body = hostile.encoded(hostile.value().toString());
        }
        String method = chance(60)
                ? List.of("HEAD", "TRACE", "PATCH", "DELETE", "PUT", "POST", "PURGE", "get")
                        .get(random.nextInt(8))
                : operation.method();
        return new Wire.Request(method, path + query, headers, body);
    }

    /** A page's cursor with other things in it, or something else altogether. */
    String tampered(String cursor) {
        if (chance(4)) {
            return percent(chance(2) ? hostile.shortString() : base64(hostile.cursorValue()));
        }
        try {
            JsonNode parts = YAML.readTree(Base64.getUrlDecoder().decode(cursor));
            List<String> members = new ArrayList<>();
            parts.forEach(part -> members.add(part.toString()));
            int at = random.nextInt(4);
            if (at < members.size()) {
                members.set(at, hostile.cursorValue());
            } else if (chance(2)) {
                members.add(hostile.cursorValue());
            } else {
                members.remove(0);
            }
            return percent(base64("[" + String.join(",", members) + "]"));
        } catch (RuntimeException e) {
            // Not every cursor is made the same way.
            return percent(hostile.shortString());
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void ifMatch(String path, UnaryOperator<String> etags, List<String> headers) {
        switch (random.nextInt(10)) {
            case 0 -> {
                // none
            }
            case 1 -> headers.add("If-Match: " + hostile.headerValue());
            case 2 -> {
                headers.add("If-Match: \"other\"");
                headers.add("If-Match: *");
            }
            case 3, 4 -> headers.add("If-Match: " + etags.apply(path));
            default -> headers.add("If-Match: *");
        }
    }

    private String path(String template) {
        String[] segments = template.split("/");
        int variables = 0;
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].startsWith("{")) {
                segments[i] = segment(segments, i, ++variables);
            }
        }
        String path = String.join("/", segments);
        // What is below the health endpoint is not in the contract.
        return chance(60) && !path.startsWith("/actuator/")
                ? path
                        + List.of("/", "//", "/.", "/..", ";x=y", "%00", "%2F", ".json")
                                .get(random.nextInt(8))
                : path;
    }

    private String segment(String[] segments, int at, int variable) {
        if (chance(7)) {
            return hostile.segment();
        }
        String collection = segments[at - 1];
        if (collection.equals("versions")) {
            return String.valueOf(1 + random.nextInt(3));
        }
        if (collection.equals("problems")) {
            return pick(List.of("stale", "not-found", "invalid-body", "nonsense"));
        }
        if (variable == 1) {
            // Of the thing that has such a part, where there is one.
            String part = at + 1 < segments.length ? segments[at + 1] : "";
            List<String> owners = ids.getOrDefault(part, List.of());
            return chance(15) || owners.isEmpty() || collection.equals("sources") || collection.equals("articles")
                    ? anyId(collection)
                    : pick(owners).split("/")[0];
        }
        List<String> parts = ids.getOrDefault(collection, List.of());
        String owner = segments[at - 2];
        List<String> own =
                parts.stream().filter(part -> part.startsWith(owner + "/")).toList();
        return chance(10) || own.isEmpty() ? anyId(collection) : pick(own).split("/")[1];
    }

    private String anyId(String collection) {
        List<String> known = ids.getOrDefault(collection, List.of());
        if (chance(12) || known.isEmpty()) {
            List<String> all = ids.values().stream().flatMap(List::stream).toList();
            return all.isEmpty() || chance(4) ? "01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24" : last(pick(all));
        }
        return last(pick(known));
    }

    private static String last(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private String query(List<JsonNode> parameters) {
        List<String> pairs = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            if (!parameter.path("in").asString().equals("query")) {
                continue;
            }
            String name = parameter.get("name").asString();
            boolean required = parameter.path("required").asBoolean(false);
            if (required ? chance(20) : !chance(5)) {
                continue;
            }
            JsonNode schema = resolved(parameter.get("schema"));
            boolean list = schema.path("type").asString("").equals("array");
            int times = chance(300) ? 1_500 : chance(30) ? 2 : list ? 1 + random.nextInt(2) : 1;
            for (int i = 0; i < times; i++) {
                String value = chance(4)
                        ? hostile.shortString()
                        : valid(list ? schema.get("items") : schema, name, 9).asString();
                pairs.add(name + "=" + percent(value));
            }
        }
        if (chance(25)) {
            pairs.add(pick(List.of(
                    "unknown=1",
                    "q=%00",
                    "q=%ff",
                    "q=%zz",
                    "q",
                    "limit=%F0%9F%98%80",
                    "=x",
                    "a[]=1",
                    "cursor=",
                    "cursor=%",
                    "cursor=AAAA",
                    "sort=id;select",
                    "\u00e9=\u00e9",
                    "limit=%2B5",
                    "limit=5e0",
                    "limit=1e9999999",
                    "count=TRUE",
                    "_method=DELETE",
                    "access_token=x",
                    percent(hostile.shortString()) + "=1")));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Something that the schema allows; the rules that no schema can tell may be broken nevertheless. */
    private JsonNode valid(JsonNode given, String member, int depth) {
        JsonNode schema = resolved(given);
        String type = type(schema);
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (type.equals("object") || schema.has("properties")) {
            return object(schema, member, depth);
        }
        if (schema.has("anyOf")) {
            return valid(
                    schema.get("anyOf").get(random.nextInt(schema.get("anyOf").size())), member, depth);
        }
        return switch (type) {
            case "array" -> {
                ArrayNode array = JSON.arrayNode();
                for (int i = schema.path("minItems").asInt(0) + random.nextInt(3); i > 0; i--) {
                    array.add(valid(schema.get("items"), member, depth + 1));
                }
                yield array;
            }
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "integer" -> {
                long least = schema.path("minimum").asLong(0);
                long most = schema.path("maximum").asLong(5);
                yield JSON.numberNode(pick(List.of(
                        least, most, least + random.nextInt((int) Math.max(1, most - least)))));
            }
            case "number" ->
                JSON.numberNode(new BigDecimal(pick(List.of("6700", "0", "-1.5", "0.000000000001", "1e30"))));
            case "null" -> JSON.nullNode();
            default -> JSON.stringNode(string(schema, given, member));
        };
    }

    private ObjectNode object(JsonNode schema, String member, int depth) {
        if (depth == 0 && schema.has("examples") && chance(4)) {
            return (ObjectNode) pick(schema.get("examples")).deepCopy();
        }
        Set<String> required = new LinkedHashSet<>();
        Set<String> excluded = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        for (String choice : List.of("anyOf", "oneOf")) {
            JsonNode choices = schema.path("then").path(choice);
            if (choices.path(0).has("required")) {
                if (choice.equals("oneOf")) {
                    choices.forEach(one -> excluded.add(one.at("/required/0").asString("")));
                }
                pick(choices).path("required").forEach(name -> required.add(name.asString()));
            }
        }
        excluded.removeAll(required);
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            boolean rare = name.equals("id")
                    || property.getValue().path("readOnly").asBoolean(false)
                    || excluded.contains(name);
            boolean wanted = required.contains(name) || chance(rare ? 60 : 3 + 2 * depth);
            if (wanted && (depth < 6 || required.contains(name))) {
                object.set(name, valid(property.getValue(), name.equals("id") ? member : name, depth + 1));
            }
        }
        if (!object.has("kind")
                && object.path("name").isString()
                && schema.path("then").has("anyOf")
                && schema.path("properties").has("kind")) {
            object.put("kind", pick(List.of("PERSON", "ORGANIZATION", "UNNAMED")));
        }
        if (object.path("qualifier").isString() && !chance(6)) {
            number(object);
        }
        return object;
    }

    /** Gives a figure the numbers that its qualifier wants. */
    private void number(ObjectNode figure) {
        figure.remove(List.of("amount", "lowerBound", "upperBound"));
        switch (figure.get("qualifier").asString()) {
            case "EXACT", "ABOUT" -> figure.put("amount", random.nextInt(9_000));
            case "AT_LEAST", "MORE_THAN" -> figure.put("lowerBound", random.nextInt(9_000));
            case "AT_MOST", "LESS_THAN", "NEARLY" -> figure.put("upperBound", random.nextInt(9_000));
            case "BETWEEN" -> figure.put("lowerBound", random.nextInt(10)).put("upperBound", 10 + random.nextInt(10));
            default -> {
                // none
            }
        }
    }

    private String string(JsonNode schema, JsonNode given, String member) {
        String reference = given.path("$ref").asString("");
        if (reference.contains("/Edtf")) {
            return pick(DATES);
        }
        if (reference.contains("WebAddress")) {
            return "https://news.example/" + random.nextInt(200) + pick(List.of("", "?b=2&a=1", "#part", "/\u00e4"));
        }
        if (reference.contains("Language")) {
            return pick(List.of("en", "ko", "zh-Hant", "de-AT"));
        }
        if (reference.endsWith("/ClaimKey") && chance(2)) {
            return "C-" + (1 + random.nextInt(4));
        }
        if (schema.path("format").asString("").equals("uuid") || reference.endsWith("/ClaimKey")) {
            return anyId(COLLECTIONS.getOrDefault(member, "sources"));
        }
        if (schema.path("format").asString("").startsWith("date") || reference.endsWith("/DayOrInstant")) {
            return pick(List.of("2024-06-19T07:30:00Z", "2024-06-19T07:30:00.123456+09:00", "1969-12-31T23:59:59Z"));
        }
        if (schema.has("examples")) {
            return pick(schema.get("examples")).asString();
        }
        return pick(WORDS) + (chance(2) ? "" : " " + random.nextInt(100));
    }

    /** Whether the contract gives the operation a body; where it does not, one that is sent is of no account. */
    static boolean takesBody(String path, String method) {
        return DOCUMENT.get("paths")
                .get(path)
                .path(method.toLowerCase(Locale.ROOT))
                .has("requestBody");
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("");
    }

    /** With its references followed; what stands beside one, or beside what it is composed of, is added. */
    private static JsonNode resolved(JsonNode schema) {
        if (schema.has("allOf")) {
            ObjectNode whole = (ObjectNode) schema.deepCopy();
            ObjectNode properties = whole.withObject("/properties");
            schema.get("allOf")
                    .forEach(part -> resolved(part).path("properties").properties().stream()
                            .filter(property -> !properties.has(property.getKey()))
                            .forEach(property -> properties.set(property.getKey(), property.getValue())));
            return whole;
        }
        JsonNode reference = schema.get("$ref");
        if (reference == null) {
            return schema;
        }
        ObjectNode resolved = (ObjectNode)
                resolved(DOCUMENT.at(reference.asString().substring(1))).deepCopy();
        schema.properties().stream()
                .filter(property -> !property.getKey().equals("$ref"))
                .forEach(property -> resolved.set(property.getKey(), property.getValue()));
        return resolved;
    }

    private JsonNode pick(JsonNode array) {
        return array.get(random.nextInt(array.size()));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Once in so many times. */
    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private static final YAMLMapper YAML = new YAMLMapper();

    private static JsonNode load() {
        try (InputStream in = Requests.class.getClassLoader().getResourceAsStream("api-spec/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.claimtrail.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Compares what the service is asked and answers with {@code api-spec/openapi.yaml}. */
public final class Contract {

    /** An address and a method that the contract knows; the path has its variables in braces. */
    public record Operation(String method, String path) {}

    /** A place in the document, references followed. */
    record Place(String pointer, JsonNode node) {

        /** The member, or an empty optional where there is none. */
        Optional<Place> at(String member) {
            JsonNode child = node.get(member);
            return child == null
                    ? Optional.empty()
                    : Optional.of(
                            follow(pointer + "/" + member.replace("~", "~0").replace("/", "~1"), child));
        }

        Stream<Place> members() {
            return node.propertyNames().stream().flatMap(name -> at(name).stream());
        }

        Stream<Place> elements() {
            return Stream.iterate(0, i -> i < node.size(), i -> i + 1).map(i -> follow(pointer + "/" + i, node.get(i)));
        }

        String text(String member) {
            return node.path(member).asString("");
        }
    }

    private static final String RESOURCE = "api-spec/openapi.yaml";
    private static final String ADDRESS = "classpath:" + RESOURCE + "#";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final JsonNode DOCUMENT = load();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(
            Dialects.getOpenApi31(),
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(true)
                    .locale(Locale.ENGLISH)
                    .build()));
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    private Contract() {}

    /** Every operation of the contract, in its order. */
    public static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(METHODS::contains)
                        .forEach(method ->
                                operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()))));
        return operations;
    }

    /** The names of all parameters that a GET of the path takes. */
    public static List<String> parameters(String path) {
        List<String> names = new ArrayList<>();
        DOCUMENT.get("paths").get(path).get("get").get("parameters").forEach(parameter -> {
            JsonNode ref = parameter.get("$ref");
            names.add((ref == null ? parameter : DOCUMENT.at(ref.stringValue().substring(1)))
                    .get("name")
                    .stringValue());
        });
        return names;
    }

    /** The role that each operation wants, by method and path. */
    public static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        operations().forEach(operation -> {
            JsonNode node = DOCUMENT.get("paths")
                    .get(operation.path())
                    .get(operation.method().toLowerCase(Locale.ROOT));
            if (node.has("x-role")) {
                roles.put(
                        operation.method() + " " + operation.path(),
                        node.get("x-role").stringValue());
            }
        });
        return roles;
    }

    /** A path with the contract's names for its variables; as it is where the contract has no such path. */
    public static String named(String path) {
        return template(path.replaceAll("\\{[^}]*}", "x")).orElse(path);
    }

    /** Those that strangers may use. */
    public static List<Operation> publicOperations() {
        return operations().stream()
                .filter(operation -> DOCUMENT.get("paths")
                        .get(operation.path())
                        .get(operation.method().toLowerCase(Locale.ROOT))
                        .path("x-public")
                        .asBoolean(false))
                .toList();
    }

    /**
     * Checks one exchange. A request that was answered with success has to be allowed by the contract, and any answer has
     * to be one that the contract gives for the operation.
     *
     * @param path with the query, encoded as it was sent
     * @param responseHeaders names in any case
     * @throws AssertionError with every difference
     */
    public static void check(
            String method,
            String path,
            @Nullable String requestContentType,
            byte @Nullable [] requestBody,
            int status,
            Map<String, List<String>> responseHeaders,
            byte @Nullable [] responseBody) {
        List<String> differences = new ArrayList<>();
        boolean head = method.equals("HEAD");
        String[] parts = path.split("\\?", 2);
        String template = template(parts[0]).orElse(null);
        Place pathItem = template == null
                ? null
                : document().at("paths").flatMap(paths -> paths.at(template)).orElseThrow();
        Place operation = pathItem == null
                ? null
                : pathItem.at(head ? "get" : method.toLowerCase(Locale.ROOT)).orElse(null);
        if (operation == null) {
            if (status < 400) {
                differences.add("the contract has no such operation");
            } else {
                checkAnswer(component("responses", "OtherProblem"), head, responseHeaders, responseBody, differences);
            }
        } else {
            if (status < 400) {
                checkParameters(pathItem, operation, template, parts, differences);
                checkBody(operation, requestContentType, requestBody, differences);
            }
            Place responses = operation.at("responses").orElseThrow();
            responses
                    .at(String.valueOf(status))
                    .or(() -> status < 400 ? Optional.empty() : responses.at("default"))
                    .ifPresentOrElse(
                            answer -> checkAnswer(answer, head, responseHeaders, responseBody, differences),
                            () -> differences.add("the operation does not answer " + status));
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    method + " " + path + " answered " + status + ", and differs from the contract:\n- "
                            + String.join("\n- ", differences)
                            + (responseBody == null ? "" : "\n" + new String(responseBody, StandardCharsets.UTF_8)));
        }
    }

    private static void checkParameters(
            Place pathItem, Place operation, String template, String[] path, List<String> differences) {
        Map<String, Place> known = new LinkedHashMap<>();
        Stream.of(pathItem, operation)
                .flatMap(place -> place.at("parameters").stream())
                .flatMap(Place::elements)
                .forEach(parameter -> known.put(parameter.text("in") + " " + parameter.text("name"), parameter));
        Map<String, List<String>> given = new LinkedHashMap<>();
        String[] variables = template.split("/");
        String[] segments = path[0].split("/");
        for (int i = 0; i < variables.length; i++) {
            if (variables[i].startsWith("{")) {
                given.put(
                        "path " + variables[i].substring(1, variables[i].indexOf('}')),
                        List.of(UriUtils.decode(
                                segments[i].substring(
                                        0,
                                        segments[i].length()
                                                - ending(variables[i]).length()),
                                StandardCharsets.UTF_8)));
            }
        }
        if (path.length == 2) {
            for (String pair : path[1].split("&")) {
                String[] nameAndValue = pair.split("=", 2);
                given.computeIfAbsent("query " + decoded(nameAndValue[0]), name -> new ArrayList<>())
                        .add(nameAndValue.length == 2 ? decoded(nameAndValue[1]) : "");
            }
        }
        given.forEach((name, values) -> {
            Place parameter = known.get(name);
            if (parameter == null) {
                differences.add("request: " + name + " is not a known parameter");
                return;
            }
            Place schema = parameter.at("schema").orElseThrow();
            boolean list = schema.text("type").equals("array");
            if (!list && values.size() > 1) {
                differences.add("request: " + name + " is given " + values.size() + " times");
            }
            Place ofOne = list ? schema.at("items").orElseThrow() : schema;
            values.forEach(value -> validate("request: " + name, ofOne, typed(ofOne, value), differences));
        });
        known.forEach((name, parameter) -> {
            if (parameter.text("in").equals("query")
                    && parameter.node().path("required").asBoolean(false)
                    && !given.containsKey(name)) {
                differences.add("request: " + name + " is required");
            }
        });
    }

    private static void checkBody(
            Place operation, @Nullable String contentType, byte @Nullable [] body, List<String> differences) {
        Place declared = operation.at("requestBody").orElse(null);
        boolean given = body != null && body.length > 0;
        if (declared == null || !given) {
            if (given) {
                differences.add("request: the operation takes no body");
            } else if (declared != null && declared.node().path("required").asBoolean(false)) {
                differences.add("request: a body is required");
            }
            return;
        }
        checkContent("request", declared, contentType, body, differences);
    }

    private static void checkAnswer(
            Place answer,
            boolean head,
            Map<String, List<String>> headers,
            byte @Nullable [] body,
            List<String> differences) {
        answer.at("headers")
                .ifPresent(declared -> declared.node().propertyNames().forEach(name -> {
                    Place header = declared.at(name).orElseThrow();
                    List<String> values = header(headers, name);
                    if (values.isEmpty() && header.node().path("required").asBoolean(false)) {
                        differences.add("answer: the header " + name + " is missing");
                    }
                    Place schema = header.at("schema").orElseThrow();
                    values.forEach(
                            value -> validate("answer: header " + name, schema, typed(schema, value), differences));
                }));
        if (head) {
            return;
        }
        boolean given = body != null && body.length > 0;
        if (answer.at("content").isPresent()) {
            String contentType =
                    header(headers, "Content-Type").stream().findFirst().orElse(null);
            checkContent("answer", answer, contentType, given ? body : new byte[0], differences);
        } else if (given) {
            differences.add("answer: there should be no body");
        }
    }

    private static void checkContent(
            String what, Place declared, @Nullable String contentType, byte[] body, List<String> differences) {
        Place content = declared.at("content").orElseThrow();
        String type = contentType == null
                ? "none"
                : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Place mediaType = content.at(type).orElse(null);
        if (mediaType == null) {
            differences.add(what + ": the content type is " + type + " instead of "
                    + String.join(" or ", content.node().propertyNames()));
            return;
        }
        JsonNode value;
        try {
            // What is sent as a file is more than one document, or may be long.
            value = type.endsWith("json")
                            && !mediaType
                                    .at("schema")
                                    .filter(schema -> schema.text("type").equals("string"))
                                    .isPresent()
                    ? Json.mapper().readTree(body)
                    : StringNode.valueOf(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            differences.add(what + ": the body is not JSON: " + e.getOriginalMessage());
            return;
        }
        mediaType.at("schema").ifPresent(schema -> {
            List<Error> errors = new ArrayList<>(validate(schema, value));
            errors.removeIf(error -> isRefusedAlone(schema, value, error));
            errors.forEach(
                    error -> differences.add(what + " " + error.getInstanceLocation() + ": " + error.getMessage()));
        });
    }

    /** Whether a fault is in an element of an array that takes all others in spite of it: {@code x-refused-alone}. */
    private static boolean isRefusedAlone(Place schema, JsonNode value, Error error) {
        return schema.node().path("properties").properties().stream()
                .filter(property -> error.getInstanceLocation().toString().startsWith("/" + property.getKey() + "/"))
                .map(property -> property.getValue().path("x-refused-alone").properties())
                .anyMatch(condition -> !condition.isEmpty()
                        && condition.stream()
                                .allMatch(field -> value.path(field.getKey()).equals(field.getValue())));
    }

    /** The path of the contract that an address belongs to: where several do, the one that leaves least open. */
    private static Optional<String> template(String path) {
        return DOCUMENT.get("paths").propertyNames().stream()
                .filter(template -> matches(template.split("/", -1), path.split("/", -1)))
                .min(Comparator.comparing(Contract::variables)
                        .thenComparing(
                                template -> template.replaceAll("\\{[^}]*}", "").length(), Comparator.reverseOrder()));
    }

    private static boolean matches(String[] template, String[] path) {
        if (template.length != path.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            String ending = ending(template[i]);
            boolean fits = template[i].startsWith("{")
                    ? path[i].endsWith(ending) && path[i].length() > ending.length()
                    : template[i].equals(path[i]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** What follows a variable, such as {@code .jsonld}. */
    private static String ending(String segment) {
        return segment.substring(segment.indexOf('}') + 1);
    }

    private static long variables(String template) {
        return template.chars().filter(c -> c == '{').count();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static List<String> header(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey() != null && header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /** A parameter or a header as the value that its schema speaks of; text that is none stays text, and is found out. */
    private static JsonNode typed(Place schema, String text) {
        try {
            return switch (schema.text("type")) {
                case "integer", "number" -> Json.mapper().valueToTree(asNumber(text));
                case "boolean" ->
                    List.of("true", "false").contains(text)
                            ? Json.mapper().valueToTree(Boolean.valueOf(text))
                            : StringNode.valueOf(text);
                default -> StringNode.valueOf(text);
            };
        } catch (NumberFormatException e) {
            return StringNode.valueOf(text);
        }
    }

    private static Number asNumber(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.scale() == 0 ? number.toBigIntegerExact() : number;
    }

    private static void validate(String what, Place schema, JsonNode value, List<String> differences) {
        for (Error error : validate(schema, value)) {
            differences.add(what + " " + error.getInstanceLocation() + ": " + error.getMessage());
        }
    }

    static List<Error> validate(Place schema, JsonNode value) {
        return COMPILED.computeIfAbsent(
                        schema.pointer(), pointer -> SCHEMAS.getSchema(SchemaLocation.of(ADDRESS + encoded(pointer))))
                .validate(value);
    }

    private static String encoded(String pointer) {
        return String.join(
                "/",
                Arrays.stream(pointer.split("/", -1))
                        .map(part -> UriUtils.encode(part, StandardCharsets.UTF_8))
                        .toList());
    }

    static Place document() {
        return new Place("", DOCUMENT);
    }

    static Place component(String section, String name) {
        String pointer = "/components/" + section + "/" + name;
        return follow(pointer, DOCUMENT.at(pointer));
    }

    /** A reference that has siblings is a schema, which JSON Schema follows itself. */
    private static Place follow(String pointer, JsonNode node) {
        JsonNode reference = node.get("$ref");
        if (reference == null || node.size() > 1) {
            return new Place(pointer, node);
        }
        String target = reference.asString().substring(1);
        return follow(target, DOCUMENT.at(target));
    }

    private static JsonNode load() {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

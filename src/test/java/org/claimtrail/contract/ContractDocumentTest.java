package org.claimtrail.contract;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.claimtrail.contract.Contract.Place;
import org.claimtrail.platform.web.ProblemType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Holds the contract to what a reader may expect of it. */
class ContractDocumentTest {

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(""))
                .allSatisfy(target ->
                        assertThat(at(target).isMissingNode()).as(target).isFalse());
    }

    @Test
    void everyComponentIsUsed() {
        Set<String> reached = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(references("/paths"));
        while (!open.isEmpty()) {
            String target = open.remove(open.size() - 1);
            if (reached.add(target)) {
                open.addAll(references(target));
            }
        }
        Set<String> components = new TreeSet<>();
        at("/components")
                .properties()
                .forEach(section -> section.getValue()
                        .propertyNames()
                        .forEach(name -> components.add("/components/" + section.getKey() + "/" + name)));
        components.removeAll(reached);
        // These are named, not referred to.
        at("/security")
                .forEach(scheme -> scheme.propertyNames()
                        .forEach(name -> components.remove("/components/securitySchemes/" + name)));
        assertThat(components).isEmpty();
    }

    @Test
    void everyOperationHasANameOfItsOwnASummaryAndATag() {
        Set<String> tags = Contract.document()
                .at("tags")
                .orElseThrow()
                .elements()
                .map(tag -> tag.text("name"))
                .collect(toSet());
        assertThat(operations().map(operation -> operation.text("operationId")))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.text("summary")).isNotEmpty();
            assertThat(operation
                            .at("tags")
                            .orElseThrow()
                            .elements()
                            .map(tag -> tag.node().asString()))
                    .hasSize(1)
                    .isSubsetOf(tags);
        });
    }

    /** What others may put into an object has to be said, or a field that is not in the contract goes unseen. */
    @Test
    void everyObjectSaysWhatElseItMayHold() {
        Set<String> bases = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        each("", Contract.document().node(), (pointer, node) -> {
            if (node.path("$ref").isString()) {
                String parent = pointer.substring(0, pointer.lastIndexOf('/'));
                (parent.endsWith("/allOf") ? bases : others)
                        .add(node.get("$ref").asString().substring(1));
            }
        });
        bases.removeAll(others);
        each("", Contract.document().node(), (pointer, node) -> {
            boolean object = node.path("type").toString().contains("\"object\"");
            assertThat(!object
                            // Such an if holds always: what stands in its then is a rule for the object around it.
                            || pointer.endsWith("/if")
                            || node.has("additionalProperties")
                            || node.has("unevaluatedProperties")
                            || bases.contains(pointer))
                    .as(pointer)
                    .isTrue();
        });
    }

    /** What JSON Schema does not know it passes over, as what a comma left in a description cut off. */
    @Test
    void everySchemaHasOnlyWordsThatMeanSomething() {
        Set<String> words = Set.of(
                ("$ref additionalProperties allOf anyOf const default dependentRequired dependentSchemas description else enum "
                                + "examples exclusiveMaximum exclusiveMinimum format if items maxItems maxLength maxProperties maximum minItems minLength "
                                + "minProperties minimum not oneOf pattern properties propertyNames readOnly required then title "
                                + "type unevaluatedProperties x-enum-varnames x-refused-alone")
                        .split(" "));
        eachSchema((pointer, schema) ->
                assertThat(schema.propertyNames()).as(pointer).allMatch(words::contains));
    }

    /** Generators of clients make a type of every choice, and of null; rules for bodies go where these do not look. */
    @Test
    void generatorsOfClientsFindNoChoiceButThatOfAThingOrNull() {
        eachSchemaForGenerators((pointer, schema) -> {
            assertThat(schema.has("oneOf")).as(pointer + " oneOf").isFalse();
            assertThat(schema.path("type").asString("")).as(pointer).isNotEqualTo("null");
            if (schema.has("anyOf")) {
                // A component of its own would be a type of its own, which Python does not read.
                assertThat(pointer.split("/")).as(pointer).hasSizeGreaterThan(4);
                assertThat(schema.get("anyOf")).as(pointer + " anyOf").hasSize(2);
                assertThat(schema.at("/anyOf/0").has("$ref"))
                        .as(pointer + " anyOf")
                        .isTrue();
                assertThat(schema.at("/anyOf/1")).as(pointer + " anyOf").hasToString("{\"type\":\"null\"}");
            }
            assertThat(schema.has("$ref") && schema.has("required"))
                    .as(pointer + " what stands beside a reference is passed over")
                    .isFalse();
        });
    }

    @Test
    void generatorsOfClientsAreToldTheTypeOfEveryListOfValues() {
        eachSchemaForGenerators(
                (pointer, schema) -> assertThat(!schema.has("enum") && !schema.has("const") || schema.has("type"))
                        .as(pointer)
                        .isTrue());
    }

    /** In TypeScript, a field with a default has to be given. */
    @Test
    void noFieldOfABodyThatMayBeLeftOutHasADefault() {
        eachSchemaForGenerators(
                (pointer, schema) -> assertThat(schema.has("default") && pointer.contains("/components/schemas/"))
                        .as(pointer)
                        .isFalse());
    }

    /** In Java, a list of a body is sent as an empty one where nothing is given: not what the service sets itself. */
    @Test
    void noFieldOfABodyThatTheServiceSetsIsAList() {
        eachSchemaForGenerators(
                (pointer, schema) -> assertThat(schema.path("readOnly").asBoolean(false)
                                && schema.path("type").toString().contains("array"))
                        .as(pointer)
                        .isFalse());
    }

    /** Python matches patterns at the beginning of a text, bean validation against all of it, and neither knows each class. */
    @Test
    void everyPatternThatGeneratorsOfClientsFindIsOfAWholeTextAndPlain() {
        eachSchemaForGenerators((pointer, schema) -> {
            if (schema.has("pattern")) {
                assertThat(schema.get("pattern").asString())
                        .as(pointer)
                        .startsWith("^")
                        .endsWith("$")
                        .doesNotContain("\\p{");
            }
        });
    }

    /** In Go, NewThing is what makes a Thing, and the values of all closed lists are constants of one package. */
    @Test
    void noTwoNamesClashInGo() {
        Set<String> schemas = new LinkedHashSet<>();
        at("/components/schemas").propertyNames().forEach(schemas::add);
        assertThat(schemas)
                .noneMatch(name -> name.startsWith("New") && schemas.contains(name.substring("New".length())));
        List<String> constants = new ArrayList<>();
        at("/components/schemas")
                .forEach(schema -> schema.path(schema.has("x-enum-varnames") ? "x-enum-varnames" : "enum")
                        .forEach(value -> constants.add(value.asString().toUpperCase(Locale.ROOT))));
        assertThat(constants).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    @Test
    void namesOfConstantsAreAsManyAsTheirValues() {
        eachSchema((pointer, schema) -> {
            if (schema.has("x-enum-varnames")) {
                assertThat(schema.get("x-enum-varnames")).as(pointer).hasSameSizeAs(schema.get("enum"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsAsItsSchemaSays() {
        List<DynamicTest> tests = new ArrayList<>();
        each("", Contract.document().node(), (pointer, node) -> {
            if (node.path("examples").isArray()) {
                Place schema = new Place(pointer, node);
                schema.node().get("examples").forEach(example -> tests.add(example(pointer, schema, example)));
            }
            if (node.path("examples").isObject() && node.has("schema")) {
                Place holder = new Place(pointer, node);
                Place schema = holder.at("schema").orElseThrow();
                holder.at("examples")
                        .orElseThrow()
                        .members()
                        .forEach(example -> tests.add(example(
                                example.pointer(), schema, example.node().get("value"))));
            }
        });
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    /** By its schema, or for itself; {@link #everyExampleIsAsItsSchemaSays} holds it against the schema. */
    @Test
    void everyOperationShowsWhatItTakesAndAnswers() {
        Set<String> without = new TreeSet<>();
        operations()
                .forEach(operation -> Stream.concat(
                                operation.at("requestBody").stream(),
                                operation.at("responses").stream()
                                        .flatMap(responses -> responses.node().propertyNames().stream()
                                                .filter(status -> status.startsWith("2"))
                                                .flatMap(status -> responses.at(status).stream())))
                        .flatMap(body -> body.at("content").stream())
                        .flatMap(Place::members)
                        .filter(content -> !content.node().has("examples")
                                && !content.node().has("example")
                                && !content.at("schema").orElseThrow().node().has("examples"))
                        .forEach(content -> without.add(content.pointer())));
        assertThat(without).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemTypeIsInTheContractWithAnExample(ProblemType type) {
        String address = "/problems/" + type.slug();
        assertThat(Contract.component("schemas", "Problem").node().at("/properties/type/enum"))
                .anyMatch(value -> value.asString().equals(address));
        assertThat(Contract.document()
                        .at("components")
                        .flatMap(components -> components.at("examples"))
                        .orElseThrow()
                        .members()
                        .map(example -> example.node().get("value")))
                .filteredOn(example -> example.path("type").asString("").equals(address))
                .singleElement()
                .satisfies(example -> {
                    assertThat(example.get("title").asString()).isEqualTo(type.title());
                    assertThat(example.get("status").asInt())
                            .isEqualTo(type.status().value());
                });
    }

    @Test
    void theContractKnowsNoOtherProblemTypes() {
        assertThat(Contract.component("schemas", "Problem").node().at("/properties/type/enum"))
                .hasSize(ProblemType.values().length);
    }

    @TestFactory
    Stream<DynamicTest> closedListsAreThoseOfTheService() {
        Map<String, String> lists = new LinkedHashMap<>();
        lists.put("SourceKind", "source.SourceKind");
        lists.put("Reliability", "source.Reliability");
        lists.put("Medium", "article.Medium");
        lists.put("VersionNote", "article.VersionNote");
        lists.put("ClaimKind", "claim.ClaimKind");
        lists.put("Status", "claim.Status");
        lists.put("Stage", "claim.Stage");
        lists.put("Qualifier", "claim.Qualifier");
        lists.put("AttributionMode", "claim.Mode");
        lists.put("AttributionBasis", "claim.Basis");
        lists.put("RelationType", "claim.RelationType");
        lists.put("RelationScope", "claim.Relation$Scope");
        lists.put("RelationAct", "claim.Relation$Act");
        lists.put("RelationNature", "claim.Relation$Nature");
        lists.put("EvidenceKind", "assessment.Evidence$EvidenceKind");
        lists.put("Stance", "assessment.Evidence$Stance");
        return lists.entrySet().stream()
                .map(list -> DynamicTest.dynamicTest(list.getKey(), () -> {
                    Object[] constants =
                            Class.forName("org.claimtrail." + list.getValue()).getEnumConstants();
                    assertThat(Contract.component("schemas", list.getKey())
                                    .node()
                                    .get("enum"))
                            .extracting(JsonNode::asString)
                            .containsExactlyElementsOf(Arrays.stream(constants)
                                    .map(Object::toString)
                                    .toList());
                }));
    }

    private static DynamicTest example(String name, Place schema, JsonNode value) {
        return DynamicTest.dynamicTest(
                name, () -> assertThat(Contract.validate(schema, value)).isEmpty());
    }

    private static Stream<Place> operations() {
        return Contract.operations().stream()
                .map(operation -> Contract.document()
                        .at("paths")
                        .flatMap(paths -> paths.at(operation.path()))
                        .flatMap(path -> path.at(operation.method().toLowerCase()))
                        .orElseThrow());
    }

    /** The targets of all references at a place and below. */
    private static List<String> references(String below) {
        List<String> targets = new ArrayList<>();
        each(below, at(below), (pointer, node) -> {
            if (node.path("$ref").isString()) {
                targets.add(node.get("$ref").asString().substring(1));
            }
        });
        return targets;
    }

    private static JsonNode at(String pointer) {
        return Contract.document().node().at(pointer);
    }

    /** Visits every schema, those within others included. */
    private static void eachSchema(BiConsumer<String, JsonNode> visitor) {
        eachSchema(true, visitor);
    }

    /** Visits every schema that generators of clients look at. */
    private static void eachSchemaForGenerators(BiConsumer<String, JsonNode> visitor) {
        eachSchema(false, visitor);
    }

    private static void eachSchema(boolean rules, BiConsumer<String, JsonNode> visitor) {
        each("", Contract.document().node(), (pointer, node) -> {
            if (node.has("schema")) {
                eachSchema(pointer + "/schema", node.get("schema"), rules, visitor);
            }
        });
        at("/components/schemas")
                .properties()
                .forEach(schema ->
                        eachSchema("/components/schemas/" + schema.getKey(), schema.getValue(), rules, visitor));
    }

    private static void eachSchema(
            String pointer, JsonNode schema, boolean rules, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, schema);
        for (String holder : rules ? List.of("properties", "dependentSchemas") : List.of("properties")) {
            schema.path(holder)
                    .properties()
                    .forEach(member -> eachSchema(
                            pointer + "/" + holder + "/" + member.getKey(), member.getValue(), rules, visitor));
        }
        List<String> single = List.of("items", "additionalProperties", "propertyNames", "if", "then", "else");
        for (String holder : rules ? single : single.subList(0, 2)) {
            if (schema.path(holder).isObject()) {
                eachSchema(pointer + "/" + holder, schema.get(holder), rules, visitor);
            }
        }
        for (String holder : rules ? List.of("allOf", "anyOf", "oneOf") : List.of("allOf")) {
            for (int i = 0; i < schema.path(holder).size(); i++) {
                eachSchema(pointer + "/" + holder + "/" + i, schema.get(holder).get(i), rules, visitor);
            }
        }
    }

    /** Visits every object except within examples, whose members are data. */
    private static void each(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(pointer, node);
        }
        if (node.isObject()) {
            node.properties().forEach(member -> {
                if (!member.getKey().equals("examples") || member.getValue().isObject()) {
                    each(
                            pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                            member.getValue(),
                            visitor);
                }
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                each(pointer + "/" + i, node.get(i), visitor);
            }
        }
    }
}

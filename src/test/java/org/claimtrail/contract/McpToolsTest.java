package org.claimtrail.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.claimtrail.contract.Contract.Place;
import org.claimtrail.platform.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What tools of {@code /mcp} say that they are called with is what the contract says of the same. */
class McpToolsTest {

    /** Names that some who hand tools on refuse, and what is for other clients. */
    private static final Set<String> NOT_OFFERED = Set.of("highlight", "format", "Last-Event-ID", "If-None-Match");

    private static final JsonNode TOOLS = read();

    private static JsonNode read() {
        try (var json = McpToolsTest.class.getResourceAsStream("/org/claimtrail/mcp/tools.json")) {
            return Json.mapper().readTree(json.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode schema(String tool) {
        return TOOLS.valueStream()
                .filter(one -> one.path("name").stringValue().equals(tool))
                .findFirst()
                .orElseThrow()
                .path("inputSchema");
    }

    @ParameterizedTest
    @CsvSource({
        "search_claims, /api/v1/claims",
        "search_sources, /api/v1/sources",
        "search_measures, /api/v1/measures",
        "list_changes, /api/v1/changes"
    })
    void aListIsAskedForByTheParametersOfTheApi(String tool, String path) {
        Map<String, Place> parameters = new HashMap<>();
        Contract.document()
                .at("paths")
                .flatMap(paths -> paths.at(path))
                .flatMap(one -> one.at("get"))
                .flatMap(get -> get.at("parameters"))
                .orElseThrow()
                .elements()
                .forEach(parameter -> parameters.put(
                        parameter.text("name"), parameter.at("schema").orElseThrow()));
        parameters.keySet().removeIf(name -> name.endsWith("!") || NOT_OFFERED.contains(name));
        JsonNode properties = schema(tool).path("properties");
        Set<String> offered = new TreeSet<>(properties.propertyNames());
        offered.add("count");
        assertThat(offered).isEqualTo(new TreeSet<>(union(parameters.keySet(), "count")));

        List<String> wrong = new ArrayList<>();
        properties.properties().forEach(property -> {
            Place promised = parameters.get(property.getKey());
            JsonNode told = property.getValue();
            if (!told.path("type").asString().equals(promised.text("type"))) {
                wrong.add(property.getKey() + " is of another type");
            }
            Set<String> choices = choices(told);
            if (!choices.isEmpty() && !property.getKey().equals("include") && !choices.equals(choices(promised))) {
                wrong.add(property.getKey() + " is one of " + choices(promised));
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static Set<String> union(Set<String> names, String more) {
        Set<String> all = new TreeSet<>(names);
        all.add(more);
        return all;
    }

    private static Set<String> choices(JsonNode schema) {
        JsonNode choices =
                schema.path("type").asString().equals("array") ? schema.at("/items/enum") : schema.path("enum");
        return choices.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> choices(Place schema) {
        return schema.text("type").equals("array")
                ? choices(schema.at("items").orElseThrow().node())
                : choices(schema.node());
    }

    /** All that a claim is recorded with is known to the API, with the same choices. */
    @Test
    void aClaimIsRecordedWithWhatTheApiTakes() {
        List<String> wrong = new ArrayList<>();
        compare("", schema("record_claim"), schema("record_claim"), Contract.component("schemas", "ClaimPatch"), wrong);
        assertThat(wrong).isEmpty();
        assertThat(schema("record_claim").path("properties").propertyNames())
                .contains("text", "kind", "figures", "appearances", "externalIds");
    }

    private static void compare(String at, JsonNode root, JsonNode told, Place promised, List<String> wrong) {
        JsonNode here = told.has("$ref") ? root.at(told.path("$ref").asString().substring(1)) : told;
        Place there = promised.at("anyOf")
                .flatMap(either -> either.elements().findFirst())
                .orElse(promised);
        here.path("properties").properties().forEach(property -> {
            Optional<Place> known = there.at("properties")
                    .flatMap(properties -> properties.at(property.getKey()))
                    .map(McpToolsTest::plain);
            if (known.isEmpty()) {
                wrong.add(at + "/" + property.getKey() + " is not known");
            } else {
                compare(at + "/" + property.getKey(), root, property.getValue(), known.get(), wrong);
            }
        });
        if (here.has("items")) {
            Optional<Place> items = there.at("items").map(McpToolsTest::plain);
            if (items.isEmpty()) {
                wrong.add(at + " is no list");
            } else {
                compare(at + "/0", root, here.path("items"), items.get(), wrong);
            }
        }
        if (here.has("enum") && !choices(here).equals(choices(there))) {
            wrong.add(at + " is one of " + choices(there));
        }
    }

    /** What a reference with siblings stands for. */
    private static Place plain(Place schema) {
        String reference = schema.text("$ref");
        return reference.isEmpty()
                ? schema
                : plain(Contract.component("schemas", reference.substring(reference.lastIndexOf('/') + 1)));
    }

    /** Those who hand tools on to others take names of these characters, and objects alone. */
    @Test
    void eachToolSaysWhatItIs() {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        TOOLS.forEach(tool -> {
            String name = tool.path("name").stringValue();
            assertThat(name).matches("[a-z_]{1,64}");
            assertThat(tool.path("title").stringValue()).isNotBlank();
            assertThat(tool.path("description").stringValue()).hasSizeBetween(50, 1024);
            JsonNode input = tool.path("inputSchema");
            assertThat(metaSchema.validate(input)).as(name).isEmpty();
            assertThat(input.path("type").stringValue()).isEqualTo("object");
            assertThat(input.path("additionalProperties").booleanValue()).isFalse();
            input.path("properties")
                    .propertyNames()
                    .forEach(property -> assertThat(property).matches("[a-zA-Z0-9_.-]{1,64}"));
            assertThat(tool.at("/annotations/readOnlyHint").booleanValue()).isEqualTo(!name.equals("record_claim"));
            assertThat(tool.at("/annotations/destructiveHint").isBoolean()).isTrue();
            assertThat(tool.at("/annotations/destructiveHint").booleanValue()).isFalse();
        });
    }
}

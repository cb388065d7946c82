package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an export has a row for. Each is a table of its own, in which nothing is told twice but what the rows belong to. */
enum Table {
    CLAIMS(
            Resource.CLAIM,
            row().integer("number", "number")
                    .text("id")
                    .texts("externalIds", Table::called)
                    .text("text")
                    .text("kind")
                    .text("language")
                    .texts("topics", claim -> strings(claim.path("topics")))
                    .texts("about", claim -> names(claim.path("about")))
                    .text("occurred")
                    .text("resolvesBy")
                    .text("place")
                    .text("status")
                    .text("stage")
                    .text("assignee")
                    .texts(
                            "speakers",
                            claim -> each(
                                            claim.path("appearances"),
                                            one -> one.path("attribution").path(0))
                                    .flatMap(origin -> stream(origin.path("sources")))
                                    .map(source -> text(source, "name")))
                    .texts(
                            "articles",
                            claim -> each(claim.path("appearances"), one -> one.path("article"))
                                    .map(article ->
                                            article.has("url") ? text(article, "url") : text(article, "citation")))
                    .texts(
                            "publishers",
                            claim -> each(claim.path("appearances"), one -> one.at("/article/publisher"))
                                    .map(publisher -> text(publisher, "name")))
                    .texts("figures", claim -> stream(claim.path("figures")).map(Table::stated))
                    .text("createdAt")
                    .text("updatedAt")) {
        @Override
        Stream<JsonNode> parts(JsonNode claim) {
            return Stream.of(claim);
        }
    },
    FIGURES(
            Resource.CLAIM,
            row().integer("claim", "/claim/number")
                    .text("id")
                    .integer("position", "position")
                    .text("measure", "/measure/name")
                    .text("measureUnit", "/measure/unit")
                    .text("measureId", "/measure/id")
                    .text("asStated")
                    .text("qualifier")
                    .number("amount")
                    .number("lowerBound")
                    .number("upperBound")
                    .text("unit")
                    .text("period")
                    .text("derivedFrom", "/derivedFrom/figure/id")
                    .number("factor", "/derivedFrom/factor")
                    .text("assumption", "/derivedFrom/assumption")
                    .text("alternativeTo", "/alternativeTo/id")) {
        @Override
        Stream<JsonNode> parts(JsonNode claim) {
            return numbered(claim, claim.path("figures"));
        }
    },
    /** An appearance whose chain is empty, since the article speaks for itself, has a row without a link. */
    ATTRIBUTIONS(
            Resource.CLAIM,
            row().integer("claim", "/claim/number")
                    .text("appearance", "/appearance/id")
                    .text("articleId", "/appearance/article/id")
                    .text("url", "/appearance/article/url")
                    .text("citation", "/appearance/article/citation")
                    .text("title", "/appearance/article/title")
                    .text("publishedOn", "/appearance/article/publishedOn")
                    .text("publisher", "/appearance/article/publisher/name")
                    .text("publisherId", "/appearance/article/publisher/id")
                    .integer("version", "/appearance/version")
                    .text("exact", "/appearance/locator/exact")
                    .text("prefix", "/appearance/locator/prefix")
                    .text("suffix", "/appearance/locator/suffix")
                    .text("fragment", "/appearance/locator/fragment")
                    .integer("position", "position")
                    .texts("sources", link -> names(link.path("sources")))
                    .texts("sourceIds", link -> stream(link.path("sources")).map(one -> text(one, "id")))
                    .text("roleAsStated")
                    .text("cue")
                    .text("mode")
                    .text("basis")
                    .text("quote")
                    .text("quoteLanguage")
                    .text("original")
                    .text("originalLanguage")
                    .text("translator")
                    .text("saidOn")
                    .text("venue")) {
        @Override
        Stream<JsonNode> parts(JsonNode claim) {
            return stream(claim.path("appearances")).flatMap(appearance -> {
                ObjectNode alone = Json.object();
                alone.set("appearance", appearance);
                JsonNode chain = appearance.path("attribution");
                return (chain.isEmpty() ? numbered(claim, List.of(alone)) : numbered(claim, chain)).peek(link -> {
                    ObjectNode one = (ObjectNode) link;
                    one.set("appearance", appearance);
                    if (chain.isEmpty()) {
                        one.remove("position");
                    }
                });
            });
        }
    },
    ASSESSMENTS(
            Resource.ASSESSMENT,
            row().integer("claim", "/claim/number")
                    .text("claimText", "/claim/text")
                    .text("id")
                    .text("scale", "/scale/name")
                    .number("worst", "/scale/worst")
                    .number("best", "/scale/best")
                    .text("rating", "/rating/label")
                    .number("value", "/rating/value")
                    .text("summary")
                    .text("reviewer", "/reviewer/name")
                    .text("reviewerId", "/reviewer/id")
                    .text("reviewedOn")
                    .text("url")
                    .texts("evidence", one -> stream(one.path("evidence")).map(used -> text(used, "title")))
                    .texts("externalIds", Table::called)
                    .text("createdAt")
                    .text("updatedAt")) {
        @Override
        Stream<JsonNode> parts(JsonNode assessment) {
            return Stream.of(assessment);
        }
    },
    SOURCES(
            Resource.SOURCE,
            row().text("id")
                    .texts("externalIds", Table::called)
                    .text("name")
                    .text("kind")
                    .texts("aliases", source -> strings(source.path("aliases")))
                    .texts(
                            "partOf",
                            source -> each(source.path("partOf"), one -> one.path("source"))
                                    .map(whole -> text(whole, "name")))
                    .text("description")
                    .text("homepage")
                    .text("country")
                    .text("wikidataId")
                    .text("reliability")
                    .text("createdAt")
                    .text("updatedAt")) {
        @Override
        Stream<JsonNode> parts(JsonNode source) {
            return Stream.of(source);
        }
    },
    ARTICLES(
            Resource.ARTICLE,
            row().text("id")
                    .texts("externalIds", Table::called)
                    .text("url")
                    .text("citation")
                    .text("medium")
                    .text("title")
                    .text("publisher", "/publisher/name")
                    .text("publisherId", "/publisher/id")
                    .texts("authors", article -> strings(article.path("authors")))
                    .text("publishedOn")
                    .text("retrievedAt")
                    .text("language")
                    .text("archiveUrl")
                    .texts("addresses", article -> strings(article.path("addresses")))
                    .integer("version", "version")
                    .text("note")
                    .text("sha256")
                    .text("createdAt")
                    .text("updatedAt")) {
        @Override
        Stream<JsonNode> parts(JsonNode article) {
            return Stream.of(article);
        }
    },
    MEASURES(
            Resource.MEASURE,
            row().text("id")
                    .texts("externalIds", Table::called)
                    .text("name")
                    .text("unit")
                    .text("nature")
                    .text("description")
                    .text("createdAt")
                    .text("updatedAt")) {
        @Override
        Stream<JsonNode> parts(JsonNode measure) {
            return Stream.of(measure);
        }
    },
    TOPICS(
            Resource.TOPIC,
            row().text("id")
                    .texts("externalIds", Table::called)
                    .text("name")
                    .text("description")
                    .text("createdAt")
                    .text("updatedAt")) {
        @Override
        Stream<JsonNode> parts(JsonNode topic) {
            return Stream.of(topic);
        }
    };

    /** Tables that claims can be exported as. */
    static final List<Table> OF_CLAIMS = List.of(CLAIMS, FIGURES, ATTRIBUTIONS, ASSESSMENTS);

    private final Resource kind;
    private final List<Column> columns;
    private final List<Function<JsonNode, @Nullable Object>> values;

    Table(Resource kind, Row row) {
        this.kind = kind;
        this.columns = List.copyOf(row.columns);
        this.values = List.copyOf(row.values);
    }

    /** What its rows are made of. */
    Resource kind() {
        return kind;
    }

    List<Column> columns() {
        return columns;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What an answer has rows for. */
    abstract Stream<JsonNode> parts(JsonNode answer);

    /** The rows of an answer, with a text, a number or null for each column. */
    Stream<List<@Nullable Object>> rows(JsonNode answer) {
        return parts(answer)
                .map(part -> Arrays.asList(
                        values.stream().map(value -> value.apply(part)).toArray()));
    }

    static Table of(Resource kind) {
        return Arrays.stream(values())
                .filter(table -> table.kind == kind)
                .findFirst()
                .orElseThrow();
    }

    static Table parse(String text) {
        return OF_CLAIMS.stream()
                .filter(table -> table.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + String.join(", ", OF_CLAIMS.stream().map(Table::word).toList()) + "."));
    }

    /** The columns of a table, and where their values stand in an answer. */
    private static final class Row {

        private final List<Column> columns = new ArrayList<>();
        private final List<Function<JsonNode, @Nullable Object>> values = new ArrayList<>();

        Row text(String member) {
            return text(member, "/" + member);
        }

        Row text(String name, String pointer) {
            return add(Column.text(name), part -> {
                JsonNode value = part.at(pointer);
                return value.isMissingNode() || value.isNull() ? null : value.asString();
            });
        }

        Row integer(String name, String place) {
            return decimal(Column.integer(name), place.startsWith("/") ? place : "/" + place);
        }

        Row number(String member) {
            return number(member, "/" + member);
        }

        Row number(String name, String pointer) {
            return decimal(Column.number(name), pointer);
        }

        private Row decimal(Column column, String pointer) {
            return add(column, part -> {
                JsonNode value = part.at(pointer);
                return value.isNumber() ? value.decimalValue() : null;
            });
        }

        Row texts(String name, Function<JsonNode, Stream<@Nullable String>> values) {
            return add(Column.text(name), part -> {
                List<String> all = new ArrayList<>();
                values.apply(part).filter(Objects::nonNull).forEach(value -> all.add(requireNonNull(value)));
                return all.isEmpty() ? null : Cells.join(all);
            });
        }

        private Row add(Column column, Function<JsonNode, @Nullable Object> value) {
            columns.add(column);
            values.add(value);
            return this;
        }
    }

    private static Row row() {
        return new Row();
    }

    private static Stream<JsonNode> numbered(JsonNode claim, Iterable<? extends JsonNode> parts) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode part : parts) {
            ObjectNode row = (ObjectNode) part.deepCopy();
            row.putObject("claim").set("number", claim.get("number"));
            row.put("position", rows.size());
            rows.add(row);
        }
        return rows.stream();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.values().stream();
    }

    private static Stream<JsonNode> each(JsonNode array, Function<JsonNode, JsonNode> member) {
        return stream(array).map(member);
    }

    private static Stream<@Nullable String> names(JsonNode array) {
        return stream(array).map(one -> text(one, "name"));
    }

    private static Stream<@Nullable String> strings(JsonNode array) {
        return stream(array).map(JsonNode::asString);
    }

    private static Stream<@Nullable String> called(JsonNode thing) {
        return stream(thing.path("externalIds")).map(one -> text(one, "scheme") + ":" + text(one, "id"));
    }

    private static @Nullable String stated(JsonNode figure) {
        String stated = text(figure, "asStated");
        if (stated != null) {
            return stated;
        }
        List<String> words = new ArrayList<>();
        for (String member : List.of("qualifier", "amount", "lowerBound", "upperBound", "unit")) {
            if (figure.hasNonNull(member)) {
                words.add(figure.get(member).asString());
            }
        }
        return String.join(" ", words);
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        return value == null || !value.isString() ? null : value.stringValue();
    }
}

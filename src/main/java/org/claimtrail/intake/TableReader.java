package org.claimtrail.intake;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.claimtrail.intake.Field.Reads;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the rows of a table as claims, by what is said of its columns. A row is a claim with one appearance, one chain, one
 * figure, one assessment and one piece of evidence, as far as it says any of them.
 */
final class TableReader implements EntryReader {

    private static final Map<String, String> QUALIFIERS = Map.ofEntries(
            Map.entry("=", "EXACT"),
            Map.entry("~", "ABOUT"),
            Map.entry("≈", "ABOUT"),
            Map.entry("APPROXIMATELY", "ABOUT"),
            Map.entry("AROUND", "ABOUT"),
            Map.entry(">=", "AT_LEAST"),
            Map.entry("≥", "AT_LEAST"),
            Map.entry(">", "MORE_THAN"),
            Map.entry("OVER", "MORE_THAN"),
            Map.entry("<=", "AT_MOST"),
            Map.entry("≤", "AT_MOST"),
            Map.entry("UP_TO", "AT_MOST"),
            Map.entry("<", "LESS_THAN"),
            Map.entry("UNDER", "LESS_THAN"));

    private final Table table;
    private final Reading reading;

    /** A row as it is read: what fields say, and in which columns that stood. */
    private static final class Said {

        private final Map<Field, List<String>> values = new EnumMap<>(Field.class);
        private final Map<Field, String> columns = new EnumMap<>(Field.class);
        private final List<Remark> faults = new ArrayList<>();

        void add(Field field, String value, @Nullable String column) {
            values.computeIfAbsent(field, one -> new ArrayList<>()).add(value);
            if (column != null) {
                columns.putIfAbsent(field, column);
            }
        }

        @Nullable
        String one(Field field) {
            List<String> all = values.get(field);
            return all == null ? null : String.join(" ", all);
        }

        List<String> all(Field field) {
            return values.getOrDefault(field, List.of());
        }

        /** Whether a row itself says any of them, constants apart. */
        boolean says(Predicate<Field> wanted) {
            return columns.keySet().stream().anyMatch(wanted);
        }
    }

    /** @param table behind its header */
    TableReader(Table table, Reading reading) {
        this.table = table;
        this.reading = reading;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        Table.Row row = table.next();
        if (row == null) {
            return null;
        }
        Said said = said(row);
        String content = Json.mapper().writeValueAsString(row.cells());
        if (!said.faults.isEmpty()) {
            return Entry.faulty(row.line(), content, said.faults.toArray(Remark[]::new));
        }
        List<Draft> drafts = new ArrayList<>();
        drafts.add(new Draft(
                Resource.CLAIM,
                claim(said),
                null,
                Resource.CLAIM,
                columns(said, field -> !field.isOfAssessment() && !field.isOfEvidence())));
        if (said.says(Field::isOfEvidence)) {
            drafts.add(new Draft(
                    Resource.EVIDENCE, evidence(said), null, Resource.CLAIM, columns(said, Field::isOfEvidence)));
        }
        if (said.says(Field::isOfAssessment)) {
            drafts.add(new Draft(
                    Resource.ASSESSMENT, assessment(said), null, Resource.CLAIM, columns(said, Field::isOfAssessment)));
        }
        return new Entry(row.line(), content, List.copyOf(drafts), List.of(), List.of());
    }

    private Map<String, String> columns(Said said, Predicate<Field> wanted) {
        Map<String, String> columns = new LinkedHashMap<>();
        said.columns.forEach((field, column) -> {
            if (wanted.test(field)) {
                columns.putIfAbsent(field.pointer(), column);
                // What is wrong with a whole is told of the first column that says anything of it.
                for (String at = field.pointer(); at.lastIndexOf('/') > 0; at = at.substring(0, at.lastIndexOf('/'))) {
                    columns.putIfAbsent(at.substring(0, at.lastIndexOf('/')), column);
                }
            }
        });
        reading.columns().stream()
                .filter(column -> column.field() == Field.TEXT)
                .findFirst()
                .ifPresent(column -> columns.putIfAbsent(Field.TEXT.pointer(), column.name()));
        return columns;
    }

    private Said said(Table.Row row) {
        Said said = new Said();
        for (int i = 0; i < reading.columns().size(); i++) {
            Reading.Column column = reading.columns().get(i);
            Field field = column.field();
            String cell = row.cell(i);
            if (field == null || cell == null) {
                continue;
            }
            String[] values = column.split() == null || field.reads() != Reads.LIST
                    ? new String[] {cell}
                    : cell.split(Pattern.quote(column.split()));
            for (String value : values) {
                if (!value.isBlank()) {
                    read(said, field, value.strip(), column.name(), row.exact().contains(i));
                }
            }
        }
        reading.constants().forEach((field, value) -> {
            if (said.all(field).isEmpty()) {
                read(said, field, value, null, false);
            }
        });
        return said;
    }

    private void read(Said said, Field field, String value, @Nullable String column, boolean exact) {
        try {
            said.add(
                    field,
                    switch (field.reads()) {
                        case DATE -> reading.cells().date(value);
                        case NUMBER ->
                            exact ? value : reading.cells().number(value).toPlainString();
                        case CHOICE -> word(field, value);
                        case TEXT, LIST -> value;
                    },
                    column);
        } catch (IllegalArgumentException e) {
            said.faults.add(
                    new Remark(null, column == null ? field.toString() : column, String.valueOf(e.getMessage())));
        }
    }

    /** As the API writes the words of its lists. */
    private static String word(Field field, String value) {
        String word = value.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
        return field == Field.FIGURE_QUALIFIER ? QUALIFIERS.getOrDefault(word, word) : word;
    }

    private ObjectNode claim(Said said) {
        ObjectNode claim = Json.object();
        put(claim, "text", said.one(Field.TEXT));
        put(claim, "kind", said.one(Field.KIND));
        put(claim, "language", said.one(Field.LANGUAGE));
        put(claim, "occurred", said.one(Field.OCCURRED));
        put(claim, "resolvesBy", said.one(Field.RESOLVES_BY));
        put(claim, "place", said.one(Field.PLACE));
        list(claim, "topics", said.all(Field.TOPICS));
        sources(claim, "about", said.all(Field.ABOUT), said.one(Field.ABOUT_KIND));
        String id = said.one(Field.EXTERNAL_ID);
        if (id != null) {
            externalId(claim, id);
        }
        appearance(claim, said);
        figure(claim, said);
        return claim;
    }

    private void externalId(ObjectNode thing, String id) {
        thing.putArray("externalIds")
                .addObject()
                .put("scheme", reading.scheme() == null ? "table" : reading.scheme())
                .put("id", id);
    }

    private static final Set<Field> OF_ARTICLE = Set.of(
            Field.ARTICLE_URL,
            Field.ARTICLE_TITLE,
            Field.ARTICLE_CITATION,
            Field.ARTICLE_PUBLISHER,
            Field.ARTICLE_PUBLISHED_ON,
            Field.ARTICLE_AUTHORS,
            Field.ARTICLE_ARCHIVE_URL);

    private static final Set<Field> OF_CHAIN = Set.of(
            Field.SPEAKER,
            Field.SPEAKER_ROLE,
            Field.THROUGH,
            Field.CUE,
            Field.MODE,
            Field.BASIS,
            Field.QUOTE,
            Field.SAID_ON,
            Field.VENUE);

    private static void appearance(ObjectNode claim, Said said) {
        boolean chained = said.says(OF_CHAIN::contains);
        if (!chained && !said.says(OF_ARTICLE::contains) && !said.says(Field.EXCERPT::equals)) {
            return;
        }
        ObjectNode appearance = claim.putArray("appearances").addObject();
        ObjectNode article = appearance.putObject("article");
        put(article, "url", said.one(Field.ARTICLE_URL));
        String title = said.one(Field.ARTICLE_TITLE);
        String citation = said.one(Field.ARTICLE_CITATION);
        put(article, "title", title);
        // What has no address is known by what it is called.
        put(article, "citation", citation == null && !article.has("url") ? title : citation);
        String publisher = said.one(Field.ARTICLE_PUBLISHER);
        if (publisher != null) {
            ObjectNode one = article.putObject("publisher").put("name", publisher);
            String kind = said.one(Field.ARTICLE_PUBLISHER_KIND);
            one.put("kind", kind == null ? "PUBLICATION" : kind);
        }
        put(article, "publishedOn", said.one(Field.ARTICLE_PUBLISHED_ON));
        list(article, "authors", said.all(Field.ARTICLE_AUTHORS));
        put(article, "language", said.one(Field.ARTICLE_LANGUAGE));
        put(article, "medium", said.one(Field.ARTICLE_MEDIUM));
        put(article, "archiveUrl", said.one(Field.ARTICLE_ARCHIVE_URL));
        String excerpt = said.one(Field.EXCERPT);
        if (excerpt != null) {
            appearance.putObject("locator").put("exact", excerpt);
        }
        if (!chained) {
            return;
        }
        ArrayNode chain = appearance.putArray("attribution");
        ObjectNode first = chain.addObject();
        sources(first, "sources", said.all(Field.SPEAKER), said.one(Field.SPEAKER_KIND));
        put(first, "roleAsStated", said.one(Field.SPEAKER_ROLE));
        put(first, "cue", said.one(Field.CUE));
        put(first, "mode", said.one(Field.MODE));
        put(first, "basis", said.one(Field.BASIS));
        put(first, "quote", said.one(Field.QUOTE));
        put(first, "saidOn", said.one(Field.SAID_ON));
        put(first, "venue", said.one(Field.VENUE));
        if (!said.all(Field.THROUGH).isEmpty()) {
            sources(chain.addObject(), "sources", said.all(Field.THROUGH), said.one(Field.THROUGH_KIND));
        }
    }

    private static void figure(ObjectNode claim, Said said) {
        if (!said.says(field -> field.toString().startsWith("figure."))) {
            return;
        }
        ObjectNode figure = claim.putArray("figures").addObject();
        number(figure, "amount", said.one(Field.FIGURE_AMOUNT));
        number(figure, "lowerBound", said.one(Field.FIGURE_LOWER_BOUND));
        number(figure, "upperBound", said.one(Field.FIGURE_UPPER_BOUND));
        String qualifier = said.one(Field.FIGURE_QUALIFIER);
        figure.put("qualifier", qualifier == null ? qualifier(figure) : qualifier);
        bound(figure);
        put(figure, "asStated", said.one(Field.FIGURE_AS_STATED));
        String unit = said.one(Field.FIGURE_UNIT);
        put(figure, "unit", unit);
        put(figure, "period", said.one(Field.FIGURE_PERIOD));
        String measure = said.one(Field.FIGURE_MEASURE);
        if (measure != null) {
            put(figure.putObject("measure").put("name", measure), "unit", unit);
        }
    }

    /** By which numbers there are. */
    private static String qualifier(ObjectNode figure) {
        if (figure.has("amount")) {
            return "EXACT";
        }
        boolean lower = figure.has("lowerBound");
        boolean upper = figure.has("upperBound");
        return lower && upper ? "BETWEEN" : lower ? "AT_LEAST" : upper ? "AT_MOST" : "UNSTATED";
    }

    /** "At least" beside an amount means that the amount is the bound. */
    private static void bound(ObjectNode figure) {
        String bound = switch (figure.get("qualifier").stringValue()) {
            case "AT_LEAST", "MORE_THAN" -> "lowerBound";
            case "AT_MOST", "LESS_THAN", "NEARLY" -> "upperBound";
            default -> null;
        };
        if (bound != null && figure.has("amount") && !figure.has(bound)) {
            figure.set(bound, figure.remove("amount"));
        }
    }

    private ObjectNode assessment(Said said) {
        ObjectNode assessment = Json.object();
        String label = said.one(Field.ASSESSMENT_RATING);
        String value = said.one(Field.ASSESSMENT_VALUE);
        if (label != null || value != null) {
            ObjectNode rating = assessment.putObject("rating");
            put(rating, "label", label);
            number(rating, "value", value);
        }
        String reviewer = said.one(Field.ASSESSMENT_REVIEWER);
        String worst = said.one(Field.ASSESSMENT_WORST);
        String best = said.one(Field.ASSESSMENT_BEST);
        if (value != null || said.one(Field.ASSESSMENT_SCALE) != null) {
            ObjectNode scale = assessment.putObject("scale");
            String name = said.one(Field.ASSESSMENT_SCALE);
            scale.put(
                    "name",
                    name == null ? (reviewer == null ? "Table" : reviewer) + ", " + worst + " to " + best : name);
            number(scale, "worst", worst);
            number(scale, "best", best);
        }
        put(assessment, "summary", said.one(Field.ASSESSMENT_SUMMARY));
        put(assessment, "url", said.one(Field.ASSESSMENT_URL));
        put(assessment, "reviewedOn", said.one(Field.ASSESSMENT_REVIEWED_ON));
        if (reviewer != null) {
            String kind = said.one(Field.ASSESSMENT_REVIEWER_KIND);
            assessment.putObject("reviewer").put("name", reviewer).put("kind", kind == null ? "ORGANIZATION" : kind);
        }
        ofRow(assessment, said);
        return assessment;
    }

    private ObjectNode evidence(Said said) {
        ObjectNode evidence = Json.object();
        put(evidence, "url", said.one(Field.EVIDENCE_URL));
        put(evidence, "title", said.one(Field.EVIDENCE_TITLE));
        String kind = said.one(Field.EVIDENCE_KIND);
        evidence.put("kind", kind == null ? "ARTICLE" : kind);
        String stance = said.one(Field.EVIDENCE_STANCE);
        evidence.put("stance", stance == null ? "CONTEXT" : stance);
        ofRow(evidence, said);
        return evidence;
    }

    /** What belongs to a claim that is known again is known again, too. */
    private void ofRow(ObjectNode part, Said said) {
        String id = said.one(Field.EXTERNAL_ID);
        if (id != null) {
            externalId(part, id);
        }
    }

    private static void put(ObjectNode node, String member, @Nullable String value) {
        if (value != null) {
            node.put(member, value);
        }
    }

    private static void number(ObjectNode node, String member, @Nullable String value) {
        if (value != null) {
            node.put(member, new BigDecimal(value));
        }
    }

    private static void list(ObjectNode node, String member, List<String> values) {
        if (!values.isEmpty()) {
            values.stream().distinct().forEach(node.putArray(member)::add);
        }
    }

    /** Who is called so; where the kind is not said, only who is recorded already. */
    private static void sources(ObjectNode node, String member, List<String> names, @Nullable String kind) {
        if (names.isEmpty()) {
            return;
        }
        ArrayNode sources = node.putArray(member);
        for (String name : names) {
            put(sources.addObject().put("name", name), "kind", kind);
        }
    }

    /** The names of columns, each once: those without one by their place, those of one name by numbers. */
    static List<String> names(List<String> header) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip().replaceAll("\\s+", " ");
            if (name.isEmpty()) {
                name = "Column " + (i + 1);
            }
            String one = name;
            for (int n = 2; names.contains(one); n++) {
                one = name + " (" + n + ")";
            }
            names.add(one);
        }
        return List.copyOf(names);
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}

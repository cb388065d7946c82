package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.past.KnownOn;
import org.claimtrail.platform.Folded;
import org.claimtrail.platform.Query;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the parameter {@code q}: words that claims are to have, in the syntax of search engines, and beginnings of words,
 * {@code contain*}.
 */
@Component
class ClaimWords {

    /**
     * What is looked for.
     *
     * @param text whole words, as they were given
     * @param beginnings what words are to begin with
     * @param queries what that is in claims of each language; none where nothing of it counts
     */
    record Words(String text, List<String> beginnings, List<OfLanguages> queries) {

        /** That claim {@code c} has the words. */
        String condition() {
            return KnownOn.day().isEmpty()
                    ? Sql.of(
                            "c.id in (select s.claim_id from claim_search s where {condition})",
                            Map.of("condition", conditionOfRow()))
                    : Sql.of(
                            "({everHad} and (select {matches} from claim_search s where s.claim_id = c.id))",
                            Map.of("everHad", everHad("c.id"), "matches", matches()));
        }

        /** The same, of a claim whose row of {@code claim_search} is {@code s}. */
        String conditionOfRow() {
            return Sql.of(
                    "({found} and {matches})",
                    Map.of(
                            "found",
                            KnownOn.day().isEmpty() ? any("s.words", OfLanguages::ofIndex) : everHad("s.claim_id"),
                            "matches",
                            matches()));
        }

        /** How well the claim of row {@code s} matches. */
        String rank() {
            return Sql.of(
                    "search.rank(s.words, {query}, {ofText})",
                    Map.of("query", ofRow(OfLanguages::query), "ofText", ofRow(OfLanguages::ofText)));
        }

        /** The query that is right for the language of row {@code s}. */
        private String ofRow(Function<OfLanguages, String> of) {
            return queries.isEmpty()
                    ? "cast(null as tsquery)"
                    : queries.stream()
                            .map(query -> Sql.of(
                                    "when s.config in ({configs}) then {query}",
                                    Map.of(
                                            "configs",
                                            query.configs().stream()
                                                    .map(Words::literal)
                                                    .collect(Collectors.joining(", ")),
                                            "query",
                                            query(of.apply(query)))))
                            .collect(Collectors.joining(" ", "case ", " end"));
        }

        /** In a form of which the planner expects that it holds: it has its expectation from the index's queries. */
        private String matches() {
            return Sql.of("nullif(s.words @@ {query}, false) is not null", Map.of("query", ofRow(OfLanguages::query)));
        }

        /** Where a claim was to be known earlier, by what it ever had, or may have had where that was cut off. */
        private String everHad(String claim) {
            return Sql.of(
                    "{claim} in (select k.claim_id from as_of.claim_search k where {any} or k.words @@ {truncated})",
                    Map.of(
                            "claim", claim,
                            "any", any("k.words", OfLanguages::positive),
                            "truncated", query("'TRUNCATED'")));
        }

        /** Literals, so that the planner knows how common the words are at each execution. */
        private String any(String words, Function<OfLanguages, String> of) {
            return queries.isEmpty()
                    ? "false"
                    : MergedQueries.of(queries.stream().map(of).toList()).stream()
                            .map(query -> words + " @@ " + query(query))
                            .collect(Collectors.joining(" or ", "(", ")"));
        }

        void bindTo(Selection selection) {
            selection.value("words", text).value("beginnings", Selection.texts(beginnings));
        }

        private static String query(String query) {
            return "cast(" + literal(query) + " as tsquery)";
        }

        private static String literal(String text) {
            return "'" + text.replace("'", "''") + "'";
        }
    }

    /**
     * What is looked for in the claims of some languages, as text search queries.
     *
     * @param configs the configurations of these languages
     * @param ofIndex what an index of the claims of all languages is asked
     * @param positive what a claim must have of that
     * @param ofText the query of the text of a claim alone
     */
    record OfLanguages(List<String> configs, String query, String ofIndex, String positive, String ofText) {}

    private static final Pattern PART = Pattern.compile("\"[^\"]*\"?|[^\\s\"]+");
    private static final Pattern BEGINNING = Pattern.compile("^(.*?)([\\p{L}\\p{M}\\p{N}]+)\\*+$", Pattern.DOTALL);

    private final JdbcClient db;

    ClaimWords(JdbcClient db) {
        this.db = db;
    }

    Optional<Words> read(Query query) {
        return query.value("q", ClaimWords::split).map(this::looked);
    }

    private record Parts(String text, List<String> beginnings) {}

    private static Parts split(String q) {
        StringBuilder text = new StringBuilder();
        List<String> beginnings = new ArrayList<>();
        Matcher part = PART.matcher(Folded.legible(Query.searchable(q)));
        boolean choice = false;
        while (part.find()) {
            boolean begins = !part.group().startsWith("\"") && part.group().endsWith("*");
            if (begins) {
                Matcher beginning = BEGINNING.matcher(part.group());
                if (!beginning.matches()) {
                    throw new IllegalArgumentException("needs letters or digits before a star.");
                }
                if (part.group().startsWith("-")) {
                    throw new IllegalArgumentException("cannot exclude a beginning of words.");
                }
                text.append(beginning.group(1)).append(' ');
                beginnings.add(beginning.group(2));
            } else {
                text.append(part.group()).append(' ');
                choice |= part.group().toLowerCase(Locale.ROOT).equals("or");
            }
        }
        if (choice && !beginnings.isEmpty()) {
            throw new IllegalArgumentException("cannot offer a choice together with a beginning of words.");
        }
        return new Parts(text.toString().strip(), beginnings);
    }

    private Words looked(Parts parts) {
        List<OfLanguages> queries = db.sql("""
                        select configs, query, of_index, querytree(of_index) as positive, of_text
                        from search.distinct_queries(:words, :beginnings)""")
                .param("words", parts.text())
                .param("beginnings", Selection.texts(parts.beginnings()))
                .query((row, n) -> new OfLanguages(
                        List.of((String[]) row.getArray("configs").getArray()),
                        row.getString("query"),
                        row.getString("of_index"),
                        row.getString("positive"),
                        row.getString("of_text")))
                .list();
        return new Words(parts.text(), parts.beginnings(), queries);
    }
}

package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.KnownOn;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Selection;
import org.jspecify.annotations.Nullable;
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
     * @param query as a literal in SQL, so that the planner knows how common the words are at each execution
     * @param positive what a claim must ever have had, whatever it was known to have, likewise
     */
    record Words(String text, List<String> beginnings, String query, String positive) {

        /** That claim {@code c} has the words. */
        String condition() {
            return KnownOn.day().isEmpty()
                    ? "c.id in (select s.claim_id from claim_search s where s.words @@ " + query + ")"
                    : "(%s and (select s.words @@ %s from claim_search s where s.claim_id = c.id))"
                            .formatted(everHad(), query);
        }

        /** The same, of a claim whose row of {@code claim_search} is {@code s}. */
        String conditionOfRow() {
            return KnownOn.day().isEmpty()
                    ? "s.words @@ " + query
                    : "(%s and s.words @@ %s)".formatted(everHad(), query);
        }

        private String everHad() {
            return "c.id in (select k.claim_id from as_of.claim_search k where k.words @@ " + positive + ")";
        }

        void bindTo(Selection selection) {
            selection.value("words", text).value("beginnings", Selection.texts(beginnings));
        }
    }

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
        Matcher part = PART.matcher(q);
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
        record Queries(@Nullable String query, @Nullable String positive) {}
        Queries queries = db.sql("""
                        select x.query, querytree(x.query) as positive
                        from (select search.query(:words, :beginnings) as query) x""")
                .param("words", parts.text())
                .param("beginnings", Selection.texts(parts.beginnings()))
                .query((row, n) -> new Queries(row.getString("query"), row.getString("positive")))
                .single();
        return new Words(
                parts.text(),
                parts.beginnings(),
                literal(queries.query()),
                // What was cut off may have been among what was known.
                literal(queries.positive() == null ? null : "(" + queries.positive() + ") | 'TRUNCATED'"));
    }

    private static String literal(@Nullable String query) {
        return query == null ? "cast(null as tsquery)" : "cast('" + query.replace("'", "''") + "' as tsquery)";
    }
}

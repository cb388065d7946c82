package org.claimtrail.likeness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimtrail.database.Selection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Likeness by words: BM25 of the stems that a text and a claim share. The claims that have one of the rarest stems of the
 * text are looked at, so that no long list is read however many claims there are.
 */
@Component
class Words {

    /** How many claims are looked at for their words. */
    private static final int MOST = 1000;

    /** From how many claims with a stem on the statistics are good enough. */
    private static final int MANY = 1000;

    /** Up to how many claims with a stem are counted, where the statistics do not know it, as right after a bulk load. */
    private static final int MOST_COUNTED = 10_000;

    /** The usual parameters of BM25: how soon repeating a word counts no more, and how much a long text loses. */
    private static final double SATURATION = 1.2;

    private static final double LENGTH = 0.75;

    private static final String STEMS = """
            with stem as (
                select l.lexeme, (array_agg(w.word order by w.nth))[1] as word, strip(array_to_tsvector(array[l.lexeme]))::text as query
                from unnest(cast(:words as text[])) with ordinality w (word, nth)
                cross join lateral unnest(to_tsvector(stem_config(:language), search.separated(w.word))) l
                group by l.lexeme
            ), common as materialized (
                select e.lexeme, e.part
                from pg_stats s
                cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) e (lexeme, part)
                where s.schemaname = current_schema() and s.tablename = 'claim_stems' and s.attname = 'stems'
                  and e.lexeme in (select lexeme from stem)
            ), record as materialized (
                select coalesce(max(claim_number), 0) as claims from claim_stems
            )
            select stem.lexeme, stem.word, stem.query, record.claims,
                case
                    when common.part * record.claims > :many then common.part * record.claims
                    else (select count(*) from (
                        select from claim_stems s where s.stems @@ stem.query::tsquery limit :mostCounted) counted)
                end as claims_with_it
            from stem cross join record left join common using (lexeme)""";

    private static final String SCORES = """
            with stem as (
                select * from unnest(cast(:stems as text[]), cast(:weights as float8[])) s (lexeme, weight)
            ), looked_at as (
                (select s.claim_number from claim_stems s where s.stems @@ cast(:wanted as tsquery) limit :most)
                union
                select unnest(cast(:near as bigint[]))
            ), claim_text as materialized (
                select s.claim_number, s.stems, s.length, avg(s.length) over () as mean
                from looked_at join claim_stems s using (claim_number)
            )
            select t.claim_number, array_remove(array_agg(stem.lexeme), null) as shared,
                coalesce(sum(stem.weight * cardinality(l.positions) * (:saturation + 1)
                    / (cardinality(l.positions) + :saturation * (1 - :length + :length * t.length / t.mean))), 0) as score
            from claim_text t
            left join lateral unnest(t.stems) l on true
            left join stem on stem.lexeme = l.lexeme
            group by t.claim_number""";

    /** A stem of the text. */
    private record Stem(String lexeme, String word, String query, double weight, double claims) {}

    /**
     * How a claim is like the text by its words.
     *
     * @param score by BM25, comparable within one text
     * @param part which part of the weight of all words of the text the shared ones have, from 0 to 1
     * @param words the shared ones as the text has them, the rarest first
     */
    record Match(double score, double part, List<String> words) {}

    private final JdbcClient db;

    Words(JdbcClient db) {
        this.db = db;
    }

    /**
     * The claims that share words with a text, by number.
     *
     * @param near numbers of claims that are to be looked at besides: those that there are, are in what is returned, whether
     *     they share words or not
     */
    Map<Long, Match> matches(Wording text, @Nullable String language, Collection<Long> near) {
        List<Stem> stems = stems(text, language);
        Map<Long, Match> matches = new HashMap<>();
        double weight = stems.stream().mapToDouble(Stem::weight).sum();
        db.sql(SCORES)
                .param("stems", Selection.texts(stems.stream().map(Stem::lexeme).toList()))
                .param("weights", stems.stream().map(Stem::weight).toArray(Double[]::new))
                .param("wanted", rarest(stems))
                .param("most", MOST)
                .param("near", near.toArray(Long[]::new))
                .param("saturation", SATURATION)
                .param("length", LENGTH)
                .query(row -> {
                    List<String> shared =
                            Arrays.asList((String[]) row.getArray("shared").getArray());
                    List<Stem> found = stems.stream()
                            .filter(stem -> shared.contains(stem.lexeme()))
                            .toList();
                    matches.put(
                            row.getLong("claim_number"),
                            new Match(
                                    row.getDouble("score"),
                                    found.isEmpty()
                                            ? 0
                                            : found.stream()
                                                            .mapToDouble(Stem::weight)
                                                            .sum()
                                                    / weight,
                                    found.stream().map(Stem::word).distinct().toList()));
                });
        return matches;
    }

    /** The stems of a text, the rarest first. */
    private List<Stem> stems(Wording text, @Nullable String language) {
        return db
                .sql(STEMS)
                .param("words", Selection.texts(text.words()))
                .param("language", language)
                .param("many", MANY)
                .param("mostCounted", MOST_COUNTED)
                .query((row, n) -> {
                    double claims = row.getDouble("claims_with_it");
                    double all = Math.max(row.getDouble("claims"), claims);
                    return new Stem(
                            row.getString("lexeme"),
                            row.getString("word"),
                            row.getString("query"),
                            Math.log(1 + (all - claims + 0.5) / (claims + 0.5)),
                            claims);
                })
                .list()
                .stream()
                .sorted(Comparator.comparingDouble(Stem::claims).thenComparing(Stem::lexeme))
                .toList();
    }

    /** Asks for the rarest stems, of as many claims as are looked at; where even the rarest has more, for two at once. */
    private static String rarest(List<Stem> stems) {
        List<Stem> found = stems.stream().filter(stem -> stem.claims() > 0).toList();
        List<String> wanted = new ArrayList<>();
        double claims = 0;
        for (Stem stem : found) {
            claims += stem.claims();
            if (claims > MOST) {
                break;
            }
            wanted.add(stem.query());
        }
        return wanted.isEmpty()
                ? found.stream().limit(2).map(Stem::query).collect(Collectors.joining(" & "))
                : String.join(" | ", wanted);
    }
}

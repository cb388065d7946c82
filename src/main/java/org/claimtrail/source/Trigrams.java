package org.claimtrail.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The trigrams of names, as {@code search.trigrams} has them, and which of them are rare: by a sample of names, since what is
 * looked for by common ones finds far too many. That the sample is some minutes old does not matter.
 */
@Component
class Trigrams {

    /** How many names are looked at to tell what is rare. */
    private static final int SAMPLE = 20_000;

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /** Of a name that is written wrongly, some trigrams are the mistake's. */
    private static final int MOST = 12;

    private static final int LEAST = 3;
    private static final int LONGEST = 200;
    private static final String SEPARATORS = "().,;:\"'-/&";

    /** @param counts how many names of the sample have a trigram */
    private record Frequencies(Instant readAt, double names, double sampled, Map<String, Integer> counts) {

        double of(String trigram) {
            return counts.getOrDefault(trigram, 0) * names / Math.max(sampled, 1);
        }
    }

    private final JdbcClient db;
    private final Clock clock;
    private volatile Frequencies frequencies = new Frequencies(Instant.MIN, 0, 0, Map.of());

    Trigrams(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @param key a name as it is matched */
    static Set<String> of(String key) {
        int[] points = key.codePoints()
                .limit(LONGEST)
                .map(c -> SEPARATORS.indexOf(c) >= 0 ? ' ' : c)
                .toArray();
        Set<String> trigrams = new HashSet<>();
        for (String word : new String(points, 0, points.length).split(" ")) {
            if (!word.isEmpty()) {
                int[] padded = ("  " + word + " ").codePoints().toArray();
                for (int i = 0; i + 3 <= padded.length; i++) {
                    trigrams.add(new String(padded, i, 3));
                }
            }
        }
        return trigrams;
    }

    /** The part of the trigrams of two names that they share, from 0 to 1. */
    static double likeness(Set<String> one, Set<String> other) {
        long shared = one.stream().filter(other::contains).count();
        long all = one.size() + other.size() - shared;
        return all == 0 ? 0 : (double) shared / all;
    }

    /**
     * The rarest of the trigrams, as few as may find what is meant.
     *
     * @param most how many names they should find together, at most
     */
    List<String> rarest(Set<String> trigrams, int most) {
        Frequencies known = known();
        List<String> sorted = new ArrayList<>(trigrams);
        sorted.sort(Comparator.comparingDouble(known::of).thenComparing(Comparator.naturalOrder()));
        List<String> rarest = new ArrayList<>();
        double found = 0;
        for (String trigram : sorted) {
            found += known.of(trigram);
            if (rarest.size() == MOST || rarest.size() >= LEAST && found > most) {
                break;
            }
            rarest.add(trigram);
        }
        return rarest;
    }

    private Frequencies known() {
        Frequencies known = frequencies;
        Instant now = clock.instant();
        if (known.readAt().isBefore(now.minus(GOOD_FOR))) {
            known = read(now);
            frequencies = known;
        }
        return known;
    }

    /** Some pages of the table, and as many names as it holds by its statistics. */
    private Frequencies read(Instant now) {
        double names = db.sql(
                        "select greatest(reltuples, 0) from pg_class where oid = cast('public.source' as regclass)")
                .query(Double.class)
                .single();
        List<String> sample = db.sql("select name_key from public.source tablesample system (:percent) limit :most")
                .param("percent", Math.min(100, 100.0 * SAMPLE / Math.max(names, 1)))
                .param("most", 2 * SAMPLE)
                .query(String.class)
                .list();
        Map<String, Integer> counts = new HashMap<>();
        sample.forEach(key -> of(key).forEach(trigram -> counts.merge(trigram, 1, Integer::sum)));
        return new Frequencies(now, Math.max(names, sample.size()), sample.size(), counts);
    }
}

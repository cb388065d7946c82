package org.claimtrail.likeness;

import static org.claimtrail.platform.Fields.given;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the claims that are like a text: whether it has been recorded already. */
@Service
public class Likeness {

    /** How many claims a caller may ask for. */
    public static final int MOST = 50;

    private static final int USUAL = 5;
    /** How many characters of a text are read. */
    private static final int LONGEST = 20_000;
    /** How many claims are looked at for a text, and for each of its sentences, by the codes of their vectors. */
    private static final int LOOKED_AT = 1000;

    private static final int LOOKED_AT_FOR_SENTENCE = 100;

    /** How many of them, those that are most like it, are compared by their words, too. */
    private static final int NEAR = 200;

    /** Where no meaning is more like the text than this, they count as much less. */
    private static final double HARDLY_ALIKE = 0.4;

    /** From where on a claim is probably one that was recorded before. */
    private static final double SAME_MEANING = 0.7;

    private static final double SAME_WORDS = 0.7;

    private enum Half {
        /** Every claim was compared. */
        COMPLETE,
        /** Some claims still wait for their vectors: these were compared by their words alone. */
        INCOMPLETE,
        /** There is no model: all claims were compared by their words alone. */
        ABSENT
    }

    private record Text(Wording wording, List<Meaning> meanings) {

        Meaning whole() {
            return meanings.get(0);
        }
    }

    /**
     * How a claim is like the text.
     *
     * @param score from 0 to 1, comparable within one answer
     * @param meaning the likeness of the meanings, which does not depend on other claims
     * @param words what they share
     */
    private record LikeClaim(
            long number, double score, @Nullable Double meaning, Words.@Nullable Match words) {

        boolean isProbablyTheSame() {
            return meaning != null && meaning >= SAME_MEANING || words != null && words.part() >= SAME_WORDS;
        }
    }

    private record Answer(List<LikeClaim> found, Half semantic) {}

    private final Meanings meanings;
    private final Vectors vectors;
    private final Words words;
    private final Claims claims;
    private final LikenessSettings settings;
    private final JdbcClient db;

    Likeness(Meanings meanings, Vectors vectors, Words words, Claims claims, LikenessSettings settings, JdbcClient db) {
        this.meanings = meanings;
        this.vectors = vectors;
        this.words = words;
        this.claims = claims;
        this.settings = settings;
        this.db = db;
    }

    /** The claims that are most like the text of a body, as JSON. */
    public byte[] find(ObjectNode body, Query query) {
        query.done();
        Fields fields = Fields.of(body);
        String text = fields.requiredText("text");
        if (text != null && text.length() > LONGEST) {
            fields.fault("text", "must have at most " + LONGEST + " characters.");
        }
        String language = fields.language("language");
        Long limit = fields.integer("limit", 1, MOST);
        fields.done();
        fields.faults().throwIfAny();
        Answer answer = answer(given(text), language);
        ArrayNode items = items(answer.found(), limit == null ? USUAL : limit.intValue());
        ObjectNode found = Json.object();
        found.set("items", items);
        return Json.write(found.put("semantic", answer.semantic().name()));
    }

    /** The claims that a body which is about to be recorded probably repeats; its faults are told when it is. */
    public ArrayNode duplicates(ObjectNode body, int limit) {
        Fields fields = Fields.of(body);
        String text = fields.text("text");
        if (text == null) {
            return Json.mapper().createArrayNode();
        }
        String read = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return items(
                answer(read, fields.language("language")).found().stream()
                        .filter(LikeClaim::isProbablyTheSame)
                        .toList(),
                limit);
    }

    private Answer answer(String given, @Nullable String language) {
        Wording wording = new Wording(given, language);
        Optional<Minilm> model = meanings.model();
        if (model.isEmpty()) {
            return new Answer(ranked(Map.of(), words.matches(wording, language, List.of())), Half.ABSENT);
        }
        Text text = new Text(
                wording,
                Stream.concat(Stream.of(wording.whole()), wording.sentences().stream())
                        .map(model.get()::meaning)
                        .toList());
        boolean complete = vectors.upToDate(model.get());
        Map<Long, Double> near = near(text);
        Map<Long, Words.Match> matches = words.matches(wording, language, near.keySet());
        Map<Long, Double> meaning = new HashMap<>(near);
        // What the copy still has, and the database has not, as after a restored backup.
        meaning.keySet().retainAll(matches.keySet());
        for (long number : matches.keySet()) {
            if (!meaning.containsKey(number)) {
                likeness(number, text).ifPresent(likeness -> meaning.put(number, likeness));
            }
        }
        return new Answer(ranked(meaning, matches), complete ? Half.COMPLETE : Half.INCOMPLETE);
    }

    private Map<Long, Double> near(Text text) {
        List<Nearest> nearest = new ArrayList<>();
        for (Meaning meaning : text.meanings()) {
            nearest.add(new Nearest(meaning.code(), nearest.isEmpty() ? LOOKED_AT : LOOKED_AT_FOR_SENTENCE));
        }
        vectors.copy().offer(nearest);
        LongStream numbers = nearest.stream()
                .flatMapToLong(one -> LongStream.of(one.numbers()))
                .distinct();
        record Near(long number, double likeness) {}
        Map<Long, Double> near = new HashMap<>();
        numbers.boxed()
                .flatMap(number -> likeness(number, text).stream().mapToObj(likeness -> new Near(number, likeness)))
                .sorted(Comparator.comparingDouble(Near::likeness).reversed().thenComparingLong(Near::number))
                .limit(NEAR)
                .forEach(one -> near.put(one.number(), one.likeness()));
        return near;
    }

    /** Half by the whole text, half by whichever is most like the claim: all of it, or one of its sentences. */
    private OptionalDouble likeness(long number, Text text) {
        byte[] vector = vectors.copy().vector(number);
        if (vector == null) {
            return OptionalDouble.empty();
        }
        double best = text.meanings().stream()
                .mapToDouble(meaning -> meaning.likeness(vector))
                .max()
                .orElseThrow();
        return OptionalDouble.of((text.whole().likeness(vector) + best) / 2);
    }

    /**
     * By the weighted sum of both, each divided by the highest there is. A claim whose vector is still to be computed is
     * judged by its words alone.
     */
    private List<LikeClaim> ranked(Map<Long, Double> meanings, Map<Long, Words.Match> matches) {
        double highestMeaning =
                meanings.values().stream().mapToDouble(m -> m).max().orElse(0);
        double highestScore =
                matches.values().stream().mapToDouble(Words.Match::score).max().orElse(0);
        double weight = settings.meaningWeight();
        TreeSet<Long> numbers = new TreeSet<>(meanings.keySet());
        numbers.addAll(matches.keySet());
        return numbers.stream()
                .map(number -> {
                    Double meaning = meanings.get(number);
                    Words.Match match = matches.get(number);
                    double byWords = match == null || match.score() == 0 ? 0 : match.score() / highestScore;
                    double byMeaning = meaning == null ? byWords : part(meaning, highestMeaning);
                    return new LikeClaim(number, weight * byMeaning + (1 - weight) * byWords, meaning, match);
                })
                .filter(found -> found.score() > 0)
                .sorted(Comparator.comparingDouble(LikeClaim::score).reversed().thenComparingLong(LikeClaim::number))
                .toList();
    }

    private static double part(double likeness, double highest) {
        return Math.max(0, likeness) / highest;
    }

    /** Those of these claims that are still live, the first so many. */
    private ArrayNode items(List<LikeClaim> ranked, int limit) {
        // A few more, where some were deleted just now.
        List<LikeClaim> first = ranked.stream().limit(limit + 5L).toList();
        Map<Long, UUID> ids = ids(first.stream().map(LikeClaim::number).toList());
        Map<UUID, ObjectNode> live = claims.live(ids.values());
        ArrayNode items = Json.mapper().createArrayNode();
        for (LikeClaim like : first) {
            ObjectNode claim = live.get(ids.get(like.number()));
            if (claim != null && items.size() < limit) {
                ObjectNode item = items.addObject();
                item.set("claim", claim);
                item.put("score", rounded(like.score()));
                if (like.meaning() != null) {
                    item.put("semantic", rounded(like.meaning()));
                }
                item.put(
                        "lexical",
                        like.words() == null ? 0 : rounded(like.words().part()));
                ArrayNode shared = item.putArray("words");
                if (like.words() != null) {
                    like.words().words().forEach(shared::add);
                }
            }
        }
        return items;
    }

    private Map<Long, UUID> ids(Collection<Long> numbers) {
        Map<Long, UUID> ids = new HashMap<>();
        db.sql("select number, id from claim where number = any(:numbers) and deleted_at is null")
                .param("numbers", numbers.toArray(Long[]::new))
                .query(row -> {
                    ids.put(row.getLong("number"), row.getObject("id", UUID.class));
                });
        return ids;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}

package org.claimtrail.likeness;

import static org.claimtrail.platform.Fields.given;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the claims that are like a text: whether it has been recorded already. */
@Service
public class Likeness {

    private static final String DENIAL = "DENIAL";

    /** A few more, where some are no repeats after all. */
    private static final int MORE = 5;

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

    /** What a text that is asked for means, and its sentences by themselves, as far as the model makes something of them. */
    private record Text(Understood whole, List<Understood> all) {

        static Text of(List<Understood> wholeAndSentences) {
            return new Text(
                    wholeAndSentences.get(0),
                    wholeAndSentences.stream()
                            .filter(one -> one.meaning() != null)
                            .toList());
        }

        boolean hasMeaning() {
            return !all.isEmpty();
        }

        /** Half by the whole text, half by whichever is most like the claim: all of it, or one of its sentences. */
        double likeness(VectorCopy.Kept claim, byte[] vector) {
            double best = all.stream()
                    .mapToDouble(one -> likeness(one, claim, vector))
                    .max()
                    .orElseThrow();
            return ((whole.meaning() == null ? 0 : likeness(whole, claim, vector)) + best) / 2;
        }

        /** What the model does not know of either has no likeness to anything. */
        private static double likeness(Understood one, VectorCopy.Kept claim, byte[] vector) {
            return given(one.meaning()).likeness(vector)
                    * one.known()
                    * claim.known()
                    / (Understood.ALL * Understood.ALL);
        }
    }

    /**
     * How a claim is like the text.
     *
     * @param score from 0 to 1, comparable within one answer
     * @param meaning the likeness of the meanings, which does not depend on other claims
     * @param words what they share
     * @param limits what is to be known of the claim's meaning
     */
    private record LikeClaim(
            long number, double score, @Nullable Double meaning, Words.@Nullable Match words, Set<Limit> limits) {

        double shared() {
            return words == null ? 0 : words.part();
        }
    }

    private record Answer(List<LikeClaim> found, Compared compared) {}

    /** The claims that what is about to be recorded probably repeats, and what was compared to say so. */
    public record Duplicates(ArrayNode claims, Compared compared) {}

    /**
     * The claims that what is being written is like, the likest first.
     *
     * @param repeated the numbers of those that it probably repeats
     */
    public record Alike(ArrayNode claims, Set<Long> repeated, Compared compared) {}

    private final Meanings meanings;
    private final Vectors vectors;
    private final Words words;
    private final Claims claims;
    private final LikenessSettings settings;
    private final Repetition repetition;
    private final JdbcClient db;

    Likeness(Meanings meanings, Vectors vectors, Words words, Claims claims, LikenessSettings settings, JdbcClient db) {
        this.meanings = meanings;
        this.vectors = vectors;
        this.words = words;
        this.claims = claims;
        this.settings = settings;
        this.repetition = new Repetition(settings.repeatsFrom());
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
        ObjectNode found = Json.object();
        found.set("items", items(answer.found(), limit == null ? USUAL : limit.intValue()));
        found.put("semantic", answer.compared().semantic().name());
        found.set("limits", answer.compared().limits());
        return Json.write(found);
    }

    /** The claims that a body which is about to be recorded probably repeats; its faults are told when it is. */
    public Duplicates duplicates(ObjectNode body, int limit) {
        Alike repeated = alike(body, limit, Repeats.ONLY);
        return new Duplicates(repeated.claims(), repeated.compared());
    }

    /** The claims that a body which is being written is like; its faults are told when it is recorded. */
    public Alike alike(ObjectNode body, int limit) {
        return alike(body, limit, Repeats.AND_LIKE);
    }

    private enum Repeats {
        ONLY,
        AND_LIKE
    }

    private Alike alike(ObjectNode body, int limit, Repeats wanted) {
        Fields fields = Fields.of(body);
        String text = fields.text("text");
        if (text == null) {
            return new Alike(Json.mapper().createArrayNode(), Set.of(), Compared.ALL);
        }
        String read = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        Answer answer = answer(read, fields.language("language"));
        Set<Limit> limits = answer.compared().ofText();
        Set<Long> repeated = answer.found().stream()
                .filter(claim ->
                        repetition.isProbable(claim.meaning(), claim.shared(), Limit.both(limits, claim.limits())))
                .map(LikeClaim::number)
                .collect(Collectors.toSet());
        List<LikeClaim> wantedOnes = answer.found().stream()
                .filter(claim -> repeated.contains(claim.number())
                        || wanted == Repeats.AND_LIKE && repetition.isRelated(claim.meaning(), claim.shared()))
                .toList();
        ArrayNode claims = Json.mapper().createArrayNode();
        for (JsonNode item : items(wantedOnes, limit + MORE)) {
            long number = item.at("/claim/number").longValue();
            if (isDenialAndDenied(fields.text("kind"), item.at("/claim/kind").asString())) {
                repeated.remove(number);
            }
            if (claims.size() < limit && (wanted == Repeats.AND_LIKE || repeated.contains(number))) {
                claims.add(item);
            }
        }
        return new Alike(
                claims, repeated, text.length() > LONGEST ? answer.compared().withCutText() : answer.compared());
    }

    /** They share their words and what they are about, and say the opposite. */
    private static boolean isDenialAndDenied(@Nullable String kind, String other) {
        return kind != null && kind.equals(DENIAL) != other.equals(DENIAL);
    }

    /** Records a claim, and tells which it probably repeats: of those that were there before it. */
    public Representation record(ObjectNode body, int limit) {
        Duplicates similar = duplicates(body, limit);
        Representation claim = claims.record(body);
        ObjectNode answer = claim.tree();
        answer.set("similar", similar.claims());
        answer.put("similarSemantic", similar.compared().semantic().name());
        answer.set("similarLimits", similar.compared().limits());
        return new Representation(Json.write(answer), claim.etag());
    }

    private Answer answer(String given, @Nullable String language) {
        Wording wording = new Wording(given, language);
        Optional<SentenceModel> model = meanings.model();
        if (model.isEmpty()) {
            return byWords(wording, language, Compared.without(Limit.NO_MODEL));
        }
        Text text;
        try {
            text = Text.of(model.get()
                    .understand(Stream.concat(Stream.of(wording.whole()), wording.sentences().stream())
                            .map(words -> new SentenceModel.Text(words, language))
                            .toList()));
        } catch (SentenceModel.UnavailableException e) {
            return byWords(wording, language, Compared.without(Limit.MODEL_FAILS));
        }
        if (!text.hasMeaning()) {
            return byWords(wording, language, Compared.of(text.whole(), false));
        }
        boolean complete = vectors.upToDate(model.get());
        Compared compared = Compared.of(text.whole(), true).with(vectors.copy().limited(), complete);
        Map<Long, Double> near = near(text);
        Map<Long, Words.Match> matches = words.matches(wording, language, near.keySet());
        Map<Long, Double> meaning = new HashMap<>(near);
        // What the copy still has, and the database has not, as after a restored backup.
        meaning.keySet().retainAll(matches.keySet());
        Map<Long, Set<Limit>> limits = new HashMap<>();
        for (long number : matches.keySet()) {
            VectorCopy.Kept claim = vectors.copy().of(number);
            limits.put(number, claim.limits());
            byte[] vector = claim.vector();
            if (vector != null) {
                meaning.computeIfAbsent(number, n -> text.likeness(claim, vector));
            }
        }
        return new Answer(ranked(meaning, matches, limits), compared);
    }

    private Answer byWords(Wording wording, @Nullable String language, Compared compared) {
        return new Answer(ranked(Map.of(), words.matches(wording, language, List.of()), Map.of()), compared);
    }

    private Map<Long, Double> near(Text text) {
        List<Nearest> nearest = new ArrayList<>();
        for (Understood one : text.all()) {
            nearest.add(
                    new Nearest(given(one.meaning()).code(), nearest.isEmpty() ? LOOKED_AT : LOOKED_AT_FOR_SENTENCE));
        }
        vectors.copy().offer(nearest);
        record Near(long number, double likeness) {}
        Map<Long, Double> near = new HashMap<>();
        nearest.stream()
                .flatMapToLong(one -> LongStream.of(one.numbers()))
                .distinct()
                .boxed()
                .flatMap(number -> {
                    VectorCopy.Kept claim = vectors.copy().of(number);
                    byte[] vector = claim.vector();
                    return vector == null ? Stream.of() : Stream.of(new Near(number, text.likeness(claim, vector)));
                })
                .sorted(Comparator.comparingDouble(Near::likeness).reversed().thenComparingLong(Near::number))
                .limit(NEAR)
                .forEach(one -> near.put(one.number(), one.likeness()));
        return near;
    }

    /**
     * By the weighted sum of both, each divided by the highest there is. A claim that has no vector, or not yet, is judged by
     * its words alone.
     */
    private List<LikeClaim> ranked(
            Map<Long, Double> meanings, Map<Long, Words.Match> matches, Map<Long, Set<Limit>> limits) {
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
                    return new LikeClaim(
                            number,
                            weight * byMeaning + (1 - weight) * byWords,
                            meaning,
                            match,
                            limits.getOrDefault(number, Set.of()));
                })
                .filter(found -> found.score() > 0)
                .sorted(Comparator.comparingDouble(LikeClaim::score).reversed().thenComparingLong(LikeClaim::number))
                .toList();
    }

    private static double part(double likeness, double highest) {
        return likeness <= 0 ? 0 : likeness / highest;
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
                item.put("lexical", rounded(like.shared()));
                if (!like.limits().isEmpty()) {
                    ArrayNode limits = item.putArray("limits");
                    like.limits().forEach(one -> limits.add(one.name()));
                }
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

package org.claimtrail.likeness;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was compared by its meaning to answer what a text is like, and what was not: the contract says it in full. */
public final class Compared {

    /** How much of it was. */
    public enum Semantic {
        /** All of the text and of every claim. */
        COMPLETE,
        /** Some. */
        INCOMPLETE,
        /** Nothing. */
        ABSENT
    }

    static final Compared ALL = new Compared(true, List.of());

    /** One thing that was not, or that counts for little. */
    private record Limited(
            boolean isText,
            Limit reason,
            boolean compared,
            @Nullable String language,
            List<String> words,
            int claims) {

        private ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("of", isText ? "TEXT" : "CLAIMS")
                    .put("reason", reason.name())
                    .put("compared", compared);
            if (language != null) {
                json.put("language", language);
            }
            if (!words.isEmpty()) {
                ArrayNode some = json.putArray("words");
                words.forEach(some::add);
            }
            if (claims > 0) {
                json.put("claims", claims);
            }
            return json.put("detail", detail());
        }

        private String detail() {
            String what =
                    isText ? "The text" : claims == 0 ? "Some claims" : claims == 1 ? "One claim" : claims + " claims";
            boolean one = isText || claims == 1;
            String are = one ? " is" : " are";
            String have = one ? " has" : " have";
            return switch (reason) {
                case NO_MODEL -> "Nothing was compared by its meaning, since the service has no model.";
                case MODEL_FAILS ->
                    "Nothing was compared by its meaning, since what computes it does not answer; it is asked again.";
                case PENDING ->
                    "The meaning of some claims is still being computed: these were compared by their words alone.";
                case NO_WORDS -> what + have + " no words, and so no meaning that could be compared.";
                case UNKNOWN_WORDS ->
                    isText
                            ? compared
                                    ? "The model does not know all words and signs of the text: they were not compared by their meaning."
                                    : "The model knows too little of the text, which was compared by its words alone."
                            : what + have + " words or signs that the model does not know.";
                case LANGUAGE ->
                    what + are + " in a language that the model was not made for"
                            + (language == null ? "" : " (" + language + ")") + ": likeness of meaning says little.";
                case CUT -> what + are + " longer than the model reads: the rest was not compared by its meaning.";
                case REFUSED -> what + are + " refused by what computes the meaning.";
            };
        }
    }

    private final boolean meaning;
    private final List<Limited> limited;

    private Compared(boolean meaning, List<Limited> limited) {
        this.meaning = meaning;
        this.limited = limited;
    }

    /** Nothing was, for one reason. */
    static Compared without(Limit reason) {
        return new Compared(false, List.of(new Limited(true, reason, false, null, List.of(), 0)));
    }

    /** @param compared whether at least a part of it was */
    static Compared of(Understood text, boolean compared) {
        return new Compared(
                compared,
                text.limits().stream()
                        .map(limit -> new Limited(
                                true,
                                limit,
                                compared && limit != Limit.REFUSED && limit != Limit.NO_WORDS,
                                limit == Limit.LANGUAGE ? text.language() : null,
                                limit == Limit.UNKNOWN_WORDS ? text.unknown() : List.of(),
                                0))
                        .toList());
    }

    /**
     * With the claims that there are to compare it with.
     *
     * @param claims how many have which limit
     * @param complete whether each was looked at
     */
    Compared with(Map<Limit, Integer> claims, boolean complete) {
        List<Limited> all = new ArrayList<>(limited);
        if (!complete) {
            all.add(new Limited(false, Limit.PENDING, false, null, List.of(), 0));
        }
        claims.forEach((limit, many) -> all.add(
                new Limited(false, limit, limit == Limit.LANGUAGE || limit == Limit.CUT, null, List.of(), many)));
        return new Compared(meaning, all);
    }

    Compared withCutText() {
        List<Limited> all = new ArrayList<>(limited);
        if (!ofText().contains(Limit.CUT)) {
            all.add(new Limited(true, Limit.CUT, meaning, null, List.of(), 0));
        }
        return new Compared(meaning, all);
    }

    /** What limits the text. */
    Set<Limit> ofText() {
        Set<Limit> limits = EnumSet.noneOf(Limit.class);
        limited.stream().filter(Limited::isText).map(Limited::reason).forEach(limits::add);
        return limits;
    }

    public Semantic semantic() {
        return !meaning ? Semantic.ABSENT : limited.isEmpty() ? Semantic.COMPLETE : Semantic.INCOMPLETE;
    }

    /** As the contract has them. */
    public ArrayNode limits() {
        ArrayNode limits = Json.mapper().createArrayNode();
        limited.forEach(one -> limits.add(one.json()));
        return limits;
    }

    /** What limits the text or all of it, in sentences for people. */
    public List<String> notes() {
        return limited.stream()
                .filter(one -> one.isText() || one.reason() == Limit.PENDING)
                .map(Limited::detail)
                .toList();
    }
}

package org.claimtrail.reading;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers that are one word: simple ones by the tables, and composed ones (zweiundzwanzig, dreihundert) part by part. */
final class Compounds {

    /** @param room below which number can follow: one to nine behind twenty */
    record Read(BigDecimal value, BigDecimal room) {}

    private static final int LONGEST = 80;
    private static final BigDecimal TWENTY = BigDecimal.valueOf(20);

    private final Lexicon words;

    Compounds(Lexicon words) {
        this.words = words;
    }

    @Nullable
    Read read(String word) {
        BigDecimal simple = words.cardinals.get(word);
        if (simple != null) {
            BigDecimal room = words.rooms.get(word);
            return new Read(simple, room == null ? room(simple) : room);
        }
        if (words.words("composed").isEmpty() || word.length() > LONGEST) {
            return null;
        }
        BigDecimal value = composed(word);
        return value == null ? null : new Read(value, room(value));
    }

    /** The largest multiplier parts a word into what it multiplies and what is added. */
    private @Nullable BigDecimal composed(String word) {
        BigDecimal simple = words.cardinals.get(word);
        if (simple != null) {
            return simple;
        }
        String split = null;
        BigDecimal largest = BigDecimal.ONE;
        for (Map.Entry<String, BigDecimal> multiplier : words.multipliers.entrySet()) {
            if (words.has("composed", multiplier.getKey())
                    && word.contains(multiplier.getKey())
                    && multiplier.getValue().compareTo(largest) > 0) {
                split = multiplier.getKey();
                largest = multiplier.getValue();
            }
        }
        if (split != null) {
            int at = word.indexOf(split);
            BigDecimal before = at == 0 ? BigDecimal.ONE : composed(word.substring(0, at));
            String rest = word.substring(at + split.length());
            if (rest.startsWith("und")) {
                rest = rest.substring(3);
            }
            BigDecimal behind = rest.isEmpty() ? BigDecimal.ZERO : composed(rest);
            return before == null || behind == null || behind.compareTo(largest) >= 0
                    ? null
                    : before.multiply(largest).add(behind);
        }
        for (String and : words.words("composed and")) {
            int at = word.indexOf(and);
            while (at > 0) {
                BigDecimal units = words.cardinals.get(word.substring(0, at));
                BigDecimal tens = words.cardinals.get(word.substring(at + and.length()));
                if (units != null
                        && tens != null
                        && units.compareTo(BigDecimal.TEN) < 0
                        && tens.compareTo(TWENTY) >= 0) {
                    return units.add(tens);
                }
                at = word.indexOf(and, at + 1);
            }
        }
        return null;
    }

    private static BigDecimal room(BigDecimal value) {
        if (value.compareTo(TWENTY) < 0) {
            return BigDecimal.ONE;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() >= 0 ? BigDecimal.ONE : BigDecimal.ONE.scaleByPowerOfTen(-stripped.scale());
    }
}

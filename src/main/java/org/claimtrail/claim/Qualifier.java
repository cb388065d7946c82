package org.claimtrail.claim;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * How a figure was stated, and so which numbers it has and which it can mean. The list is closed. What compares figures in
 * memory and what finds them by SQL both go by this.
 *
 * <ul>
 *   <li>EXACT is the number itself, BETWEEN what is between both, the ends included.
 *   <li>AT_LEAST and AT_MOST include their bound, MORE_THAN and LESS_THAN do not; the other end is open.
 *   <li>ABOUT is as much more or less as the tolerance allows. NEARLY comes as near from below, up to its bound: who says
 *       "nearly 100" of a hundred is not wrong. How near that is nobody stated: the tolerance is a setting, and is shown
 *       with every answer. Both ends are in. Without any room, as of nearly 0, only the bound is known.
 *   <li>The words for magnitudes run from twice what they name, since they are plurals, up to where the next word would
 *       be used: dozens from 24 to below 100, hundreds from 200 to below 1,000, thousands (tens and hundreds of thousands
 *       too) from 2,000 to below a million, millions from two million to below a billion. No standard says so: it is how
 *       newspapers use them, told as widely as the words allow.
 *   <li>UNSTATED means none.
 * </ul>
 */
public enum Qualifier {
    EXACT(End.at(Stated.AMOUNT), End.at(Stated.AMOUNT)),
    ABOUT(End.at(Stated.AMOUNT, -1), End.at(Stated.AMOUNT, 1)),
    AT_LEAST(End.at(Stated.LOWER_BOUND), End.NONE),
    MORE_THAN(End.beside(Stated.LOWER_BOUND), End.NONE),
    AT_MOST(End.NONE, End.at(Stated.UPPER_BOUND)),
    LESS_THAN(End.NONE, End.beside(Stated.UPPER_BOUND)),
    NEARLY(End.below(Stated.UPPER_BOUND), End.at(Stated.UPPER_BOUND)),
    BETWEEN(End.at(Stated.LOWER_BOUND), End.at(Stated.UPPER_BOUND)),
    DOZENS(End.of("24", false), End.of("100", true)),
    HUNDREDS(End.of("200", false), End.of("1000", true)),
    THOUSANDS(End.of("2000", false), End.of("1000000", true)),
    MILLIONS(End.of("2000000", false), End.of("1000000000", true)),
    UNSTATED(End.NONE, End.NONE);

    /** The numbers that a figure can have. */
    enum Stated {
        AMOUNT("amount"),
        LOWER_BOUND("lower_bound"),
        UPPER_BOUND("upper_bound");

        private final String column;

        Stated(String column) {
            this.column = column;
        }
    }

    /**
     * An end of what can be meant.
     *
     * @param stated where it is; null where that is {@code number}, or nowhere
     * @param room on which side of what is stated, by as much as the tolerance allows: -1 below, 1 above, 0 just there
     * @param needsRoom whether nothing is known of the end where the tolerance allows nothing
     * @param open whether it is itself left out
     */
    public record End(@Nullable Stated stated, @Nullable BigDecimal number, int room, boolean needsRoom, boolean open) {

        static final End NONE = new End(null, null, 0, false, false);

        static End at(Stated stated) {
            return at(stated, 0);
        }

        static End at(Stated stated, int room) {
            return new End(stated, null, room, false, false);
        }

        static End below(Stated stated) {
            return new End(stated, null, -1, true, false);
        }

        static End beside(Stated stated) {
            return new End(stated, null, 0, false, true);
        }

        static End of(String number, boolean open) {
            return new End(null, new BigDecimal(number), 0, false, open);
        }

        /** Null where there is none. */
        public @Nullable BigDecimal of(
                @Nullable BigDecimal amount,
                @Nullable BigDecimal lowerBound,
                @Nullable BigDecimal upperBound,
                BigDecimal tolerance) {
            if (stated == null) {
                return number;
            }
            BigDecimal given = Objects.requireNonNull(
                    switch (stated) {
                        case AMOUNT -> amount;
                        case LOWER_BOUND -> lowerBound;
                        case UPPER_BOUND -> upperBound;
                    });
            if (room == 0) {
                return given;
            }
            BigDecimal most = given.abs().multiply(tolerance);
            return needsRoom && most.signum() == 0 ? null : room < 0 ? given.subtract(most) : given.add(most);
        }

        /** The same of the row {@code f} of a figure, by the value {@code :tolerance}; null where there is none. */
        private @Nullable String sql() {
            if (stated == null) {
                return number == null ? null : number.toPlainString();
            }
            if (room == 0) {
                return "f." + stated.column;
            }
            return Sql.of(
                    needsRoom
                            ? "f.{column} {sign} nullif(abs(f.{column}) * :tolerance, 0)"
                            : "f.{column} {sign} abs(f.{column}) * :tolerance",
                    Map.of("column", stated.column, "sign", room < 0 ? "-" : "+"));
        }
    }

    private final End lower;
    private final End upper;

    Qualifier(End lower, End upper) {
        this.lower = lower;
        this.upper = upper;
    }

    public End lower() {
        return lower;
    }

    public End upper() {
        return upper;
    }

    /** Whether it says anything about a number. */
    public boolean meansNumbers() {
        return !lower.equals(End.NONE) || !upper.equals(End.NONE);
    }

    boolean hasAmount() {
        return has(Stated.AMOUNT);
    }

    boolean hasLowerBound() {
        return has(Stated.LOWER_BOUND);
    }

    boolean hasUpperBound() {
        return has(Stated.UPPER_BOUND);
    }

    private boolean has(Stated stated) {
        return lower.stated() == stated || upper.stated() == stated;
    }

    /** Whether the row {@code f} of a figure can mean the value or more, as SQL: by the value {@code :tolerance} too. */
    static String meansAtLeast(String value) {
        return means(qualifier -> reaches(qualifier.upper, ">", value));
    }

    /** Whether the row {@code f} of a figure can mean the value or less. */
    static String meansAtMost(String value) {
        return means(qualifier -> reaches(qualifier.lower, "<", value));
    }

    private static String means(Function<Qualifier, String> reaches) {
        return Arrays.stream(values())
                .filter(Qualifier::meansNumbers)
                .map(qualifier -> "when '" + qualifier + "' then " + reaches.apply(qualifier))
                .collect(Collectors.joining(" ", "case f.qualifier ", " else false end"));
    }

    private static String reaches(End end, String beyond, String value) {
        String sql = end.sql();
        return sql == null
                ? "true"
                : Sql.of(
                        "coalesce({end} {beyond} {value}, true)",
                        Map.of("end", sql, "beyond", end.open() ? beyond : beyond + "=", "value", value));
    }
}

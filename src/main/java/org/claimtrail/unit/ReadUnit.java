package org.claimtrail.unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A unit, read from the text that somebody wrote. A number of this unit is, in the base unit of its kind, that number times the
 * dividend, plus the offset, by the divisor: all of it exact.
 *
 * @param kind what units have in common that convert into each other: the dimension of a physical unit, the code of a currency, else
 *     the name
 * @param offset how far its nought is above that of the base unit: only of temperatures
 * @param unread why it only goes with what is written in the same words, as the end of a sentence; null where it was read
 */
public record ReadUnit(
        String kind,
        BigInteger dividend,
        BigInteger offset,
        BigInteger divisor,
        @Nullable String unread) {

    private static final MathContext ROUNDED = MathContext.DECIMAL128;

    /** Units of one size are equal, however they were written. */
    public ReadUnit {
        BigInteger common = dividend.gcd(divisor).gcd(offset);
        dividend = dividend.divide(common);
        offset = offset.divide(common);
        divisor = divisor.divide(common);
    }

    static ReadUnit of(String kind) {
        return of(kind, BigInteger.ONE, BigInteger.ONE);
    }

    static ReadUnit of(String kind, BigInteger dividend, BigInteger divisor) {
        return new ReadUnit(kind, dividend, BigInteger.ZERO, divisor, null);
    }

    /**
     * A number of this unit in another one of the same kind: exact where the result has an end, as of miles in
     * kilometres, else rounded to 34 digits, as of kilometres an hour in metres a second.
     */
    public BigDecimal convert(BigDecimal number, ReadUnit target) {
        if (!kind.equals(target.kind)) {
            throw new IllegalArgumentException(kind + " does not convert to " + target.kind + ".");
        }
        BigInteger multiplier = dividend.multiply(target.divisor);
        BigInteger added = offset.multiply(target.divisor).subtract(target.offset.multiply(divisor));
        BigInteger division = divisor.multiply(target.dividend);
        BigInteger common = multiplier.gcd(division).gcd(added);
        BigDecimal sum =
                number.multiply(new BigDecimal(multiplier.divide(common))).add(new BigDecimal(added.divide(common)));
        BigDecimal part = new BigDecimal(division.divide(common));
        try {
            return sum.divide(part);
        } catch (ArithmeticException e) {
            // Its decimals never end.
            return sum.divide(part, ROUNDED);
        }
    }

    /** One of the kind's base unit. */
    public ReadUnit base() {
        return of(kind);
    }

    /** How its size is written, for who compares it. */
    public String size() {
        return dividend + " " + offset + "/" + divisor;
    }

    /** Why it was not read does not make it another unit. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReadUnit unit && kind.equals(unit.kind) && size().equals(unit.size());
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, dividend, offset, divisor);
    }

    ReadUnit times(BigInteger factor) {
        return new ReadUnit(kind, dividend.multiply(factor), offset, divisor, unread);
    }

    ReadUnit as(String anotherKind) {
        return new ReadUnit(anotherKind, dividend, BigInteger.ZERO, divisor, unread);
    }

    ReadUnit unread(String reason) {
        return new ReadUnit(kind, dividend, offset, divisor, reason);
    }
}

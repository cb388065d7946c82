package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A unit, read from the text that somebody wrote.
 *
 * @param kind what units have in common that convert into each other: the dimension of a physical unit, the code of a currency, else
 *     the name
 * @param dividend and divisor: how many of the kind's base unit one of these is, as a fraction that is exact
 */
record ReadUnit(String kind, BigInteger dividend, BigInteger divisor) {

    private static final MathContext ROUNDED = MathContext.DECIMAL128;

    /** Units of one size are equal, however they were written. */
    ReadUnit {
        BigInteger common = dividend.gcd(divisor);
        dividend = dividend.divide(common);
        divisor = divisor.divide(common);
    }

    /**
     * A number of this unit in another one of the same kind: exact where the result has an end, as of miles in
     * kilometres, else rounded to 34 digits, as of kilometres an hour in metres a second.
     */
    BigDecimal convert(BigDecimal number, ReadUnit target) {
        if (!kind.equals(target.kind)) {
            throw new IllegalArgumentException(kind + " does not convert to " + target.kind + ".");
        }
        BigInteger multiplier = dividend.multiply(target.divisor);
        BigInteger division = divisor.multiply(target.dividend);
        BigInteger common = multiplier.gcd(division);
        BigDecimal multiple = number.multiply(new BigDecimal(multiplier.divide(common)));
        BigDecimal part = new BigDecimal(division.divide(common));
        try {
            return multiple.divide(part);
        } catch (ArithmeticException e) {
            // Its decimals never end.
            return multiple.divide(part, ROUNDED);
        }
    }

    /** One of the kind's base unit. */
    ReadUnit base() {
        return new ReadUnit(kind, BigInteger.ONE, BigInteger.ONE);
    }

    ReadUnit times(BigInteger factor) {
        return new ReadUnit(kind, dividend.multiply(factor), divisor);
    }
}

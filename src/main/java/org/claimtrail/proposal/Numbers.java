package org.claimtrail.proposal;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimtrail.reading.FigureKind;
import org.claimtrail.reading.ReadFigure;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Span;

/** Holds the numbers of a wording against those of the words that it was made of: nobody may make some up. */
final class Numbers {

    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+(?:[.,'\u2019\u00A0\u202F]\\p{Nd}+)*");
    private static final Pattern MARK = Pattern.compile("[^0-9]");
    private static final int LONGEST = 40;
    /** "One of them" counts nothing. */
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** "6.7 million" may be written as "6,700,000", and the other way round. */
    private static final List<BigDecimal> MULTIPLES = Stream.of(
                    1L, 1_000L, 1_000_000L, 1_000_000_000L, 1_000_000_000_000L)
            .map(BigDecimal::valueOf)
            .toList();

    private final Set<BigDecimal> there = new HashSet<>();

    /** Those of a part of a text, as they are written, and as they are read in figures and dates. */
    Numbers(Reading reading, Span part) {
        add(part.in(reading.text()));
        reading.figures().stream()
                .filter(figure -> part.from() <= figure.start() && figure.end() <= part.to())
                .flatMap(Numbers::of)
                .forEach(number -> MULTIPLES.forEach(multiple -> there.add(plain(number.divide(multiple)))));
        reading.dates().stream()
                .filter(date -> part.from() <= date.start() && date.end() <= part.to() && date.edtf() != null)
                .forEach(date -> add(String.valueOf(date.edtf())));
    }

    /** Those of other words that belong to it, such as a name. */
    void add(String words) {
        DIGITS.matcher(words).results().forEach(found -> there.addAll(meanings(found.group())));
    }

    /** Whether all numbers of a wording are there. */
    boolean hold(Reading wording) {
        Matcher digits = DIGITS.matcher(wording.text());
        while (digits.find()) {
            if (meanings(digits.group()).stream().noneMatch(there::contains)) {
                return false;
            }
        }
        return wording.figures().stream()
                .filter(figure -> figure.kind() != FigureKind.ORDINAL)
                .flatMap(Numbers::of)
                .filter(number -> number.abs().compareTo(TWO) > 0)
                .allMatch(number -> there.contains(plain(number)));
    }

    private static Stream<BigDecimal> of(ReadFigure figure) {
        return Stream.of(figure.amount(), figure.lowerBound(), figure.upperBound())
                .flatMap(Stream::ofNullable);
    }

    /** "6,700" is six thousand and something, or six and something. */
    private static Set<BigDecimal> meanings(String digits) {
        StringBuilder ascii = new StringBuilder();
        digits.codePoints()
                .forEach(one ->
                        ascii.append(Character.isDigit(one) ? Character.forDigit(Character.digit(one, 10), 10) : '.'));
        if (ascii.length() > LONGEST) {
            return Set.of();
        }
        Set<BigDecimal> meanings = new HashSet<>();
        meanings.add(plain(new BigDecimal(MARK.matcher(ascii).replaceAll(""))));
        int last = ascii.lastIndexOf(".");
        if (last > 0) {
            meanings.add(plain(
                    new BigDecimal(MARK.matcher(ascii.substring(0, last)).replaceAll("") + ascii.substring(last))));
        }
        return meanings;
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.abs().stripTrailingZeros();
    }
}

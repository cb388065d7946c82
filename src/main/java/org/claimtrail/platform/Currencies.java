package org.claimtrail.platform;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** The alphabetic codes of currencies (ISO 4217), those of former ones included. */
public final class Currencies {

    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private Currencies() {}

    public static Set<String> all() {
        return CODES;
    }

    /** @param text a code is in capitals */
    public static boolean isCode(String text) {
        return CODES.contains(text);
    }

    /** @throws IllegalArgumentException if the text is no code; the message is one sentence for people */
    public static String parse(String text) {
        if (!isCode(text)) {
            throw new IllegalArgumentException("must be a currency code such as EUR (ISO 4217).");
        }
        return text;
    }
}

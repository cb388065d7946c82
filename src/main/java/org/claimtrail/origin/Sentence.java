package org.claimtrail.origin;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A sentence of an explanation.
 *
 * @param restsOn the appearances, then the sources or claims, that it speaks of
 */
public record Sentence(String text, List<UUID> restsOn) {

    /** With what unnamed sources are called by: "a senior official". A name is left as it is written. */
    private static final Pattern ARTICLE = Pattern.compile("(?:an?|the|some|one) .*", Pattern.DOTALL);

    public Sentence {
        text = ARTICLE.matcher(text).matches()
                ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
                : text;
        restsOn = List.copyOf(restsOn);
    }
}

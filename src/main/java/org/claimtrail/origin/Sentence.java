package org.claimtrail.origin;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence of an explanation.
 *
 * @param restsOn the appearances, then the sources or claims, that it speaks of
 * @param forReaders what is said to those who record nothing themselves, where that is something else; nothing where it is empty
 */
public record Sentence(
        String text, List<UUID> restsOn, @Nullable String forReaders) {

    /** With what unnamed sources are called by: "a senior official". A name is left as it is written. */
    private static final Pattern ARTICLE = Pattern.compile("(?:an?|the|some|one) .*", Pattern.DOTALL);

    public Sentence {
        text = ARTICLE.matcher(text).matches()
                ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
                : text;
        restsOn = List.copyOf(restsOn);
    }

    public Sentence(String text, List<UUID> restsOn) {
        this(text, restsOn, null);
    }

    /** Empty where there is nothing to say to them. */
    public String toReaders() {
        return forReaders == null ? text : forReaders;
    }
}

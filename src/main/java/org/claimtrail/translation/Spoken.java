package org.claimtrail.translation;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pages say, in the language in which they speak at the moment. That is English unless a page is being made for somebody
 * who reads another; so what the API answers is English always. What has not been translated is said in English.
 */
public final class Spoken {

    private static final Logger LOG = LoggerFactory.getLogger(Spoken.class);

    private static final Map<String, Translation> TRANSLATIONS = translations();

    private static final ThreadLocal<@Nullable Translation> SPOKEN = new ThreadLocal<>();

    private Spoken() {}

    private static Map<String, Translation> translations() {
        Map<String, Translation> found = new TreeMap<>();
        Translation.all()
                .forEach(translation -> found.put(translation.language().getLanguage(), translation));
        return found;
    }

    /** All that there are, beside English. */
    public static Collection<Translation> all() {
        return TRANSLATIONS.values();
    }

    /** Whether pages can speak it. */
    public static boolean speaks(Locale language) {
        return language.getLanguage().equals(Locale.ENGLISH.getLanguage())
                || TRANSLATIONS.containsKey(language.getLanguage());
    }

    /** What is spoken at the moment. */
    public static Locale language() {
        Translation translation = SPOKEN.get();
        return translation == null ? Locale.ENGLISH : translation.language();
    }

    /** All that has been translated of what is said in one place, by its English; nothing in English. */
    public static Map<String, String> all(String context) {
        Translation translation = SPOKEN.get();
        return translation == null ? Map.of() : translation.in(context);
    }

    /** Says something in another language than what is said before and after. */
    public static void speaking(Locale language, Runnable saying) {
        Locale before = language();
        speak(language);
        try {
            saying.run();
        } finally {
            speak(before);
        }
    }

    /** From now on, by this thread; English if pages don't speak it. */
    public static void speak(Locale language) {
        Translation translation = TRANSLATIONS.get(language.getLanguage());
        if (translation == null) {
            SPOKEN.remove();
        } else {
            SPOKEN.set(translation);
        }
    }

    /**
     * @param english as it is said in English, with {@code {0}}, {@code {1}} … where the values go
     */
    public static String of(String english, @Nullable Object... values) {
        return filled(translated(english), values);
    }

    /**
     * What means something of its own in one place.
     *
     * @param context the place, as the translation names it
     */
    public static String in(String context, String english) {
        Translation translation = SPOKEN.get();
        String said = translation == null ? null : translation.of(context, english);
        return said == null ? translated(english) : said;
    }

    /**
     * What a rule has said in English, whose values are in it already: what is translated is found by how it looks, with
     * anything in the places of the values.
     */
    public static String sentence(String english) {
        Translation translation = SPOKEN.get();
        if (translation == null || english.isEmpty()) {
            return english;
        }
        return translation.ofSentence(english).orElseGet(() -> {
            LOG.debug("Not translated into {}: {}", translation.language(), english);
            return english;
        });
    }

    /**
     * How many there are of something.
     *
     * @param one what is said of one, with {@code {0}} where the number goes
     * @param many what is said of none, of two and of more
     * @param told the number as it is written
     */
    public static String count(long number, String one, String many, String told) {
        Translation translation = SPOKEN.get();
        String said = number == 1
                ? translated(one)
                : translation == null
                        ? many
                        : Objects.requireNonNullElseGet(translation.ofMany(one), () -> translated(many));
        return filled(said, told);
    }

    private static String translated(String english) {
        Translation translation = SPOKEN.get();
        if (translation == null || english.isEmpty()) {
            return english;
        }
        String said = translation.of(english);
        if (said == null) {
            LOG.debug("Not translated into {}: {}", translation.language(), english);
            return english;
        }
        return said;
    }

    private static String filled(String said, @Nullable Object... values) {
        return values.length == 0 ? said : Translation.filled(said, at -> Objects.toString(values[at], ""));
    }
}

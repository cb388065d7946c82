package org.claimtrail.likeness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Which languages a model was made for, and whether a text is in another one: by what somebody said of it, else by its
 * letters, where these leave little doubt. Of 2,450 English claims and posts one was taken for another language, and of 1,084
 * Portuguese claims and titles 97 in 100 were: the others count as if they were in one of these.
 */
final class Languages {

    /** How many times as likely another language has to be. */
    private static final double CERTAIN = 1.5;
    /** How many characters are looked at. */
    private static final int ENOUGH = 2000;

    /** By the codes that the detector has, which Java does not know of all. */
    private static final Map<String, String> TAGS =
            new HashMap<>(Map.of("cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "nob", "nb"));

    static {
        for (String tag : Locale.getISOLanguages()) {
            TAGS.putIfAbsent(Locale.forLanguageTag(tag).getISO3Language(), tag);
        }
    }

    /** Only where somebody asks, as it takes half a second to load. */
    private static final class Detector {

        private static final LanguageDetectorModel MODEL = load();

        private static LanguageDetectorModel load() {
            try (InputStream model = Detector.class.getResourceAsStream("/langdetect-183.bin")) {
                if (model == null) {
                    throw new IllegalStateException("The model that tells languages is missing.");
                }
                return new LanguageDetectorModel(model);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Set<String> tags;

    /** @param tags the first parts of BCP 47 tags; none where it was made for all */
    Languages(Set<String> tags) {
        this.tags = tags;
    }

    boolean areAll() {
        return tags.isEmpty();
    }

    Set<String> tags() {
        return tags;
    }

    /** As the name of a model has them. */
    @Override
    public String toString() {
        return areAll() ? "*" : String.join(" ", tags);
    }

    /** The language of a text, if it is none of these. */
    Optional<String> other(String text, @Nullable String said) {
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        String language = said == null ? "" : Locale.forLanguageTag(said).getLanguage();
        return language.isEmpty() || language.equals("und")
                ? byLetters(text)
                : tags.contains(language) ? Optional.empty() : Optional.of(language);
    }

    private Optional<String> byLetters(String text) {
        Language[] likeliest = new LanguageDetectorME(Detector.MODEL)
                .predictLanguages(text.substring(0, Math.min(text.length(), ENOUGH)));
        for (Language language : likeliest) {
            if (tags.contains(tag(language))) {
                return likeliest[0].getConfidence() > CERTAIN * language.getConfidence()
                        ? Optional.of(tag(likeliest[0]))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String tag(Language language) {
        return TAGS.getOrDefault(language.getLang(), language.getLang());
    }
}

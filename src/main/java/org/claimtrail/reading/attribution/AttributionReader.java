package org.claimtrail.reading.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is said to have said what. What it learned is loaded when it is first asked; it may be asked by several threads at once, and
 * answers the same for the same text.
 */
public final class AttributionReader {

    private static final class Loaded {
        private static final Lexicon LEXICON = new Lexicon();
    }

    /** The sentences of a text in any language that parts them by full stops. */
    public List<Sentence> sentences(String text, @Nullable String language) {
        Words words = new Words(text, language(language));
        List<Sentence> sentences = new ArrayList<>(words.sentences);
        for (int number = 0; number < words.sentences; number++) {
            sentences.add(new Sentence(words.sentenceSpan(number), words.paragraph[words.sentenceFrom[number]]));
        }
        return List.copyOf(sentences);
    }

    /**
     * The attributions of a text, in the order of their cues.
     *
     * @param language a BCP 47 tag; only English is read, which it is taken for where nothing is said
     */
    public List<Attribution> read(String text, @Nullable String language) {
        String tag = language(language);
        if (!tag.equals("en")) {
            return List.of();
        }
        Words words = new Words(text, tag);
        if (words.size == 0) {
            return List.of();
        }
        words.tag(new Tagger());
        return new Grammar(words, Loaded.LEXICON).read();
    }

    private static String language(@Nullable String tag) {
        if (tag == null || tag.isBlank()) {
            return "en";
        }
        return Locale.forLanguageTag(tag).getLanguage();
    }
}

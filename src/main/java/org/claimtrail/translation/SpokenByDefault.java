package org.claimtrail.translation;

import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The installation's language: of what it publishes, of its mails, and of pages for those who ask for none that they speak. */
@Component
public class SpokenByDefault {

    private final Locale language;

    /** @param tag a tag such as {@code de}, of a language that pages speak; nothing else is taken */
    SpokenByDefault(@Value("${claimtrail.language:en}") String tag) {
        language = Locale.forLanguageTag(tag);
        if (!Spoken.speaks(language)) {
            throw new IllegalArgumentException("claimtrail.language is '%s': pages speak en%s."
                    .formatted(
                            tag,
                            Spoken.all().stream()
                                    .map(translation ->
                                            ", " + translation.language().toLanguageTag())
                                    .collect(Collectors.joining())));
        }
    }

    public Locale language() {
        return language;
    }
}

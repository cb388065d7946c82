package org.claimtrail.translation;

import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The installation's language: of what it publishes, of its mails, and of pages for those who ask for none that they speak.
 *
 * @param language of those that pages speak
 */
@ConfigurationProperties("claimtrail")
public record SpokenByDefault(@DefaultValue("en") Locale language) {

    public SpokenByDefault {
        if (!Spoken.speaks(language)) {
            throw new IllegalArgumentException("claimtrail.language is %s: pages speak en%s."
                    .formatted(
                            language.toLanguageTag(),
                            Spoken.all().stream()
                                    .map(translation ->
                                            ", " + translation.language().toLanguageTag())
                                    .collect(Collectors.joining())));
        }
    }
}

package org.claimtrail.readingroom;

import org.claimtrail.claim.ClaimKind;
import org.claimtrail.reading.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A claim that appears in an article.
 *
 * @param speakers whom the article gives it to, joined by "and"; null where the article speaks for itself
 * @param place of the excerpt in the text; null where it has none, or it is not there
 */
public record Taken(
        long number,
        String text,
        @Nullable String language,
        ClaimKind kind,
        @Nullable String speakers,
        @Nullable String excerpt,
        @Nullable Passage place) {}

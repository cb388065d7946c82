package org.claimtrail.origin;

import java.util.UUID;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Whoever can have a claim from somebody: a recorded source, or what stands for a publisher that nobody recorded.
 *
 * @param id the source; null where a publisher is inferred
 * @param inferred whether this is an article's host, or an unknown publisher, instead of a recorded source
 */
public record Speaker(@Nullable UUID id, String name, SourceKind kind, boolean inferred) {

    static Speaker recorded(ClaimGroup.Source source) {
        return new Speaker(source.id(), source.name(), source.kind(), false);
    }

    /** Articles of one host have one publisher. Without a host the publisher is somebody whom nobody named. */
    static Speaker inferredPublisher(ClaimGroup.Article article) {
        if (article.host() != null) {
            return new Speaker(null, article.host(), SourceKind.PUBLICATION, true);
        }
        String name = article.title() == null
                ? "unknown publisher"
                : "unknown publisher of \"%s\"".formatted(article.title());
        return new Speaker(null, name, SourceKind.UNNAMED, true);
    }

    boolean named() {
        return kind != SourceKind.UNNAMED;
    }
}

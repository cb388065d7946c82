package org.claimtrail.origin;

import java.util.UUID;
import org.claimtrail.address.Site;
import org.claimtrail.source.SourceKind;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;

/**
 * Whoever can have a claim from somebody: a recorded source, or what stands for a publisher that nobody recorded.
 *
 * @param id the source; null where a publisher is inferred, and no source stands for it
 * @param inferred whether nobody recorded that it says so: it is taken for the publisher of an article for the sake of
 *     another article of the same site, or of the address, or is an unknown publisher
 */
public record Speaker(@Nullable UUID id, String name, SourceKind kind, boolean inferred) {

    /** @param known whether somebody recorded that the source says so, or published it */
    static Speaker recorded(ClaimGroup.Source source, boolean known) {
        return new Speaker(source.id(), source.name(), source.kind(), !known);
    }

    /** Articles of one site have one publisher. Without a site the publisher is somebody whom nobody named. */
    static Speaker inferredPublisher(ClaimGroup.Article article) {
        Site site = article.site();
        if (site != null) {
            return new Speaker(null, site.name(), site.isAccount() ? SourceKind.ACCOUNT : SourceKind.PUBLICATION, true);
        }
        String name = article.title() == null
                ? Spoken.of("unknown publisher")
                : Spoken.of("unknown publisher of \"{0}\"", article.title());
        return new Speaker(null, name, SourceKind.UNNAMED, true);
    }

    boolean named() {
        return kind != SourceKind.UNNAMED;
    }
}

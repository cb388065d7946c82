package org.claimtrail.origin;

import java.util.List;
import java.util.UUID;
import org.claimtrail.address.Site;
import org.claimtrail.date.Edtf;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/**
 * What the record holds on where a claim comes from: the appearances of the claim and of every claim that REPEATS joins
 * to it, in any order.
 *
 * @param sources every source that a link, a publisher or a membership below names
 * @param memberships those of all these sources, so that their wholes, and the wholes of these, can be followed
 */
public record ClaimGroup(List<Source> sources, List<Membership> memberships, List<Appearance> appearances) {

    public ClaimGroup {
        sources = List.copyOf(sources);
        memberships = List.copyOf(memberships);
        appearances = List.copyOf(appearances);
    }

    public record Source(UUID id, String name, SourceKind kind) {}

    /** That a source is, or was, part of another; without a date its beginning or its end is not known. */
    public record Membership(
            UUID source,
            UUID partOf,
            @Nullable Edtf from,
            @Nullable Edtf until) {}

    /** One place where a claim of the group is made. An empty chain means that the article speaks for itself. */
    public record Appearance(UUID id, UUID claim, Article article, List<Link> chain) {

        public Appearance {
            chain = List.copyOf(chain);
        }
    }

    /**
     * @param publisher a source; null where nobody recorded one
     * @param publisherOfSite where nobody recorded one: the source that is recorded as the publisher of another article of
     *     the same site
     * @param site whose the address is: a site, or an account on a platform; null where the article has no address, or one
     *     that does not tell
     */
    public record Article(
            UUID id,
            @Nullable String title,
            @Nullable Edtf publishedOn,
            @Nullable UUID publisher,
            @Nullable UUID publisherOfSite,
            @Nullable Site site) {

        /** The source that published it, as recorded or as inferred; null where neither is known. */
        @Nullable
        UUID publishingSource() {
            return publisher != null ? publisher : publisherOfSite;
        }
    }

    /** One link of a chain, with one source or several that speak jointly. */
    public record Link(List<UUID> sources, @Nullable Edtf saidOn) {

        public Link {
            sources = List.copyOf(sources);
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("A link of a chain names at least one source.");
            }
        }
    }
}

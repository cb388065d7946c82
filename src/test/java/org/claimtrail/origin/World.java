package org.claimtrail.origin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.address.Site;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.origin.ClaimGroup.Link;
import org.claimtrail.origin.ClaimGroup.Membership;
import org.claimtrail.origin.ClaimGroup.Source;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/** A small record for tests, in which sources are called by their names and come to be when they are first called. */
final class World {

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<Membership> memberships = new ArrayList<>();
    private final List<Appearance> appearances = new ArrayList<>();
    private UUID claim = new UUID(1, 0);
    private @Nullable String today;

    World unnamed(String name) {
        sources.put(name, new Source(new UUID(2, sources.size()), name, SourceKind.UNNAMED));
        return this;
    }

    World part(String source, String of) {
        return part(source, of, null, null);
    }

    World part(String source, String of, @Nullable String from, @Nullable String until) {
        memberships.add(new Membership(id(source), id(of), date(from), date(until)));
        return this;
    }

    /** What follows is published on this day. */
    World on(String day) {
        today = day;
        return this;
    }

    /** What follows is about another claim of the group. */
    World repeating() {
        claim = new UUID(1, claim.getLeastSignificantBits() + 1);
        return this;
    }

    /**
     * An article with its chain, from the origin on. A link is a source, or several joined by " + ", and may end with
     * " @ " and the day on which it was said.
     */
    World article(String publisher, String... chain) {
        return add(id(publisher), null, "%s's article %d".formatted(publisher, appearances.size() + 1), chain);
    }

    World articleOnHost(String host, String... chain) {
        return add(null, host, "Article %d".formatted(appearances.size() + 1), chain);
    }

    World articleByNobodyKnown(String title, String... chain) {
        return add(null, null, title, chain);
    }

    private World add(@Nullable UUID publisher, @Nullable String host, String title, String... chain) {
        List<Link> links = new ArrayList<>();
        for (String link : chain) {
            String[] whoAndWhen = link.split(" @ ");
            List<UUID> speakers = new ArrayList<>();
            for (String name : whoAndWhen[0].split(" \\+ ")) {
                speakers.add(id(name));
            }
            links.add(new Link(speakers, whoAndWhen.length > 1 ? date(whoAndWhen[1]) : null));
        }
        int number = appearances.size() + 1;
        Article article = new Article(
                new UUID(4, number), title, date(today), publisher, null, host == null ? null : new Site(host));
        appearances.add(new Appearance(appearance(number), claim, article, links));
        return this;
    }

    UUID id(String name) {
        return sources.computeIfAbsent(
                        name, key -> new Source(new UUID(2, sources.size()), name, SourceKind.ORGANIZATION))
                .id();
    }

    /** The appearance of the nth article, from 1. */
    static UUID appearance(int number) {
        return new UUID(3, number);
    }

    ClaimGroup group() {
        return new ClaimGroup(List.copyOf(sources.values()), memberships, appearances);
    }

    Provenance provenance() {
        return Provenance.of(group());
    }

    private static @Nullable Edtf date(@Nullable String text) {
        return text == null ? null : Edtf.parse(text);
    }
}

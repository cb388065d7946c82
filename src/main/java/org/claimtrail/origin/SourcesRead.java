package org.claimtrail.origin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Membership;
import org.claimtrail.origin.ClaimGroup.Source;

/** The sources of many claims, read at once, from which each group of claims takes its own. */
public final class SourcesRead {

    private final Map<UUID, Source> sources = new HashMap<>();
    private final Map<UUID, List<Membership>> memberships = new HashMap<>();

    public SourcesRead(List<Source> sources, List<Membership> memberships) {
        sources.forEach(source -> this.sources.put(source.id(), source));
        memberships.forEach(membership -> this.memberships
                .computeIfAbsent(membership.source(), id -> new ArrayList<>())
                .add(membership));
    }

    /** Who speaks in the chains of these appearances, and who published them. */
    public static Set<UUID> namedBy(Collection<Appearance> appearances) {
        Set<UUID> named = new LinkedHashSet<>();
        for (Appearance appearance : appearances) {
            appearance.chain().forEach(link -> named.addAll(link.sources()));
            UUID publisher = appearance.article().publishingSource();
            if (publisher != null) {
                named.add(publisher);
            }
        }
        return named;
    }

    public ClaimGroup group(List<Appearance> appearances) {
        Set<UUID> reached = namedBy(appearances);
        Deque<UUID> next = new ArrayDeque<>(reached);
        List<Membership> followed = new ArrayList<>();
        while (!next.isEmpty()) {
            for (Membership membership : memberships.getOrDefault(next.remove(), List.of())) {
                followed.add(membership);
                if (reached.add(membership.partOf())) {
                    next.add(membership.partOf());
                }
            }
        }
        return new ClaimGroup(reached.stream().map(sources::get).toList(), followed, appearances);
    }
}

package org.claimtrail.origin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.origin.ClaimGroup.Membership;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/**
 * The same answers by definition and without any thought of time: closures by trying until nothing changes, shortest
 * rings by walking all paths. Speakers are the names of sources, of hosts or of unknown publishers; in the worlds of
 * these tests nobody shares a name.
 */
final class NaiveProvenance {

    record Edge(String taker, String giver) {}

    record Family(Set<String> members, Set<UUID> appearances, boolean named, boolean known) {}

    record NaiveRing(Set<String> sources, int shortest, boolean exit) {}

    record Cited(UUID appearance, String source) {}

    private final ClaimGroup group;
    private final Set<Edge> edges = new HashSet<>();
    private final Set<Edge> reaches;

    NaiveProvenance(ClaimGroup group) {
        this.group = group;
        for (Appearance appearance : group.appearances()) {
            edges.addAll(edges(appearance));
        }
        reaches = new HashSet<>(edges);
        boolean grown = true;
        while (grown) {
            Set<Edge> more = new HashSet<>();
            for (Edge one : reaches) {
                for (Edge other : reaches) {
                    if (one.giver().equals(other.taker())) {
                        more.add(new Edge(one.taker(), other.giver()));
                    }
                }
            }
            grown = reaches.addAll(more);
        }
    }

    Set<Edge> edges(Appearance appearance) {
        List<Set<String>> links = links(appearance);
        Set<Edge> found = new HashSet<>();
        for (int i = 0; i + 1 < links.size(); i++) {
            for (String taker : links.get(i + 1)) {
                for (String giver : links.get(i)) {
                    if (!links.get(i).contains(taker)) {
                        found.add(new Edge(taker, giver));
                    }
                }
            }
        }
        return found;
    }

    /** With the publisher as the implied last. */
    private List<Set<String>> links(Appearance appearance) {
        List<Set<String>> links = new ArrayList<>();
        appearance.chain().forEach(link -> {
            Set<String> names = new HashSet<>();
            link.sources().forEach(id -> names.add(source(id).name()));
            links.add(names);
        });
        links.add(Set.of(publisher(appearance.article())));
        return links;
    }

    private String publisher(Article article) {
        return article.publishingSource() != null
                ? source(article.publishingSource()).name()
                : Speaker.inferredPublisher(article).name();
    }

    private ClaimGroup.Source source(UUID id) {
        return group.sources().stream()
                .filter(source -> source.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    boolean isRelay(String speaker) {
        return edges.stream().anyMatch(edge -> edge.taker().equals(speaker));
    }

    Set<String> speakers() {
        Set<String> speakers = new HashSet<>();
        group.appearances().forEach(appearance -> links(appearance).forEach(speakers::addAll));
        return speakers;
    }

    Set<String> origins() {
        Set<String> origins = speakers();
        origins.removeIf(this::isRelay);
        return origins;
    }

    private Set<UUID> leadingTo(String origin) {
        Set<UUID> leading = new HashSet<>();
        for (Appearance appearance : group.appearances()) {
            for (String first : links(appearance).get(0)) {
                if (first.equals(origin) || reaches.contains(new Edge(first, origin))) {
                    leading.add(appearance.id());
                }
            }
        }
        return leading;
    }

    Set<Family> families() {
        List<Set<String>> families = new ArrayList<>();
        Map<String, Set<String>> under = new HashMap<>();
        for (String origin : origins()) {
            families.add(new HashSet<>(Set.of(origin)));
            under.put(origin, under(origin));
        }
        while (mergeTwo(families, under)) {
            // Until no two have anything in common.
        }
        Set<Family> found = new HashSet<>();
        for (Set<String> members : families) {
            Set<UUID> appearances = new HashSet<>();
            Set<String> all = new HashSet<>();
            members.forEach(member -> appearances.addAll(leadingTo(member)));
            members.forEach(member -> all.addAll(under.get(member)));
            boolean named = all.stream().anyMatch(this::isNamed);
            found.add(new Family(
                    members, appearances, named, named && members.stream().anyMatch(this::isRecorded)));
        }
        return found;
    }

    /** Whether somebody recorded that it says so, or published it. */
    private boolean isRecorded(String speaker) {
        return group.appearances().stream()
                .anyMatch(appearance -> appearance.chain().stream()
                                .flatMap(link -> link.sources().stream())
                                .anyMatch(id -> source(id).name().equals(speaker))
                        || appearance.article().publisher() != null
                                && source(appearance.article().publisher())
                                        .name()
                                        .equals(speaker));
    }

    private static boolean mergeTwo(List<Set<String>> families, Map<String, Set<String>> under) {
        for (Set<String> one : families) {
            for (Set<String> other : families) {
                boolean related = one.stream()
                        .anyMatch(a -> other.stream()
                                .anyMatch(b -> under.get(a).stream().anyMatch(under.get(b)::contains)));
                if (one != other && related) {
                    families.remove(other);
                    one.addAll(other);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNamed(String speaker) {
        return !speaker.startsWith("unknown publisher")
                && group.sources().stream()
                        .noneMatch(source -> source.name().equals(speaker) && source.kind() == SourceKind.UNNAMED);
    }

    private Set<String> under(String origin) {
        Set<String> under = new HashSet<>(Set.of(origin));
        for (Appearance appearance : group.appearances()) {
            if (links(appearance).get(0).contains(origin)) {
                Edtf said = appearance.chain().isEmpty()
                        ? null
                        : appearance.chain().get(0).saidOn();
                climb(origin, said != null ? said : appearance.article().publishedOn(), under);
            }
        }
        return under;
    }

    private void climb(String part, @Nullable Edtf said, Set<String> under) {
        for (Membership membership : group.memberships()) {
            if (source(membership.source()).name().equals(part) && mayHold(membership, said)) {
                String whole = source(membership.partOf()).name();
                under.add(whole);
                climb(whole, said, under);
            }
        }
    }

    private static boolean mayHold(Membership membership, @Nullable Edtf said) {
        if (said == null) {
            return true;
        }
        LocalDate from = membership.from() == null ? null : membership.from().earliest();
        LocalDate until = membership.until() == null ? null : membership.until().latest();
        return (from == null || said.latest() == null || !said.latest().isBefore(from))
                && (until == null || said.earliest() == null || !said.earliest().isAfter(until));
    }

    Set<NaiveRing> rings() {
        Set<NaiveRing> rings = new HashSet<>();
        for (String one : speakers()) {
            if (reaches.contains(new Edge(one, one))) {
                Set<String> sources = new HashSet<>();
                for (String other : speakers()) {
                    if (reaches.contains(new Edge(one, other)) && reaches.contains(new Edge(other, one))) {
                        sources.add(other);
                    }
                }
                int shortest = sources.stream()
                        .mapToInt(source -> shortest(source, source, 1, new HashSet<>()))
                        .min()
                        .orElseThrow();
                boolean exit = edges.stream()
                        .anyMatch(edge -> sources.contains(edge.taker()) && !sources.contains(edge.giver()));
                rings.add(new NaiveRing(sources, shortest, exit));
            }
        }
        return rings;
    }

    private int shortest(String at, String back, int length, Set<String> passed) {
        int shortest = Integer.MAX_VALUE;
        for (Edge edge : edges) {
            if (edge.taker().equals(at)) {
                if (edge.giver().equals(back)) {
                    return length;
                }
                if (passed.add(edge.giver())) {
                    shortest = Math.min(shortest, shortest(edge.giver(), back, length + 1, passed));
                    passed.remove(edge.giver());
                }
            }
        }
        return shortest;
    }

    Set<Cited> falseConfirmations() {
        Set<Cited> found = new HashSet<>();
        for (Appearance citing : group.appearances()) {
            List<Set<String>> links = links(citing);
            if (links.size() > 1) {
                for (String cited : links.get(0)) {
                    boolean own = cited.equals(publisher(citing.article()));
                    boolean relay = group.appearances().stream()
                            .filter(other -> !other.article()
                                    .id()
                                    .equals(citing.article().id()))
                            .anyMatch(other -> edges(other).stream()
                                    .anyMatch(edge -> edge.taker().equals(cited)));
                    boolean outside = links.get(1).stream()
                            .anyMatch(taker ->
                                    !links.get(0).contains(taker) && !reaches.contains(new Edge(cited, taker)));
                    if (!own && relay && outside) {
                        found.add(new Cited(citing.id(), cited));
                    }
                }
            }
        }
        return found;
    }
}

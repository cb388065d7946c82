package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.claimtrail.platform.Edtf;
import org.claimtrail.standing.ClaimGroup.Source;
import org.jspecify.annotations.Nullable;

/**
 * Origins that belong together: of two sources one is part of the other, or both are part of a third. Families that
 * share a member are one family.
 *
 * <p>A source that spoke more than once belongs wherever it belonged at any of these times, since independence is not
 * claimed where dependence is on record. Beyond {@link Memberships#wholesOf} it takes almost linear time.
 */
final class Families {

    private static final Comparator<Source> BY_NAME =
            Comparator.comparing(Source::name).thenComparing(Source::id, Order.BY_ID);

    /**
     * @param members nodes of the graph, in order
     * @param named whether a member, or something that a member is part of, has a name
     */
    record Family(String name, boolean named, List<Integer> members) {}

    private final Graph graph;
    private final Map<UUID, Source> sources = new HashMap<>();
    private final List<Family> families = new ArrayList<>();
    private final Map<Integer, Integer> familyOf = new HashMap<>();

    /** @param sayings what every origin said, by its node */
    Families(ClaimGroup group, Graph graph, SortedMap<Integer, List<Saying>> sayings) {
        this.graph = graph;
        for (Source source : group.sources()) {
            sources.put(source.id(), source);
        }
        Memberships memberships = new Memberships(group.memberships());
        Map<Integer, Map<UUID, Set<UUID>>> wholes = new HashMap<>();
        Map<Integer, Integer> joined = new HashMap<>();
        Map<UUID, Integer> firstUnder = new HashMap<>();
        sayings.forEach((node, said) -> {
            joined.put(node, node);
            UUID id = graph.speaker(node).id();
            // An inferred publisher is part of nothing.
            if (id != null) {
                wholes.put(node, memberships.wholesOf(id, dates(said)));
                for (UUID whole : wholes.get(node).keySet()) {
                    Integer other = firstUnder.putIfAbsent(whole, node);
                    if (other != null) {
                        joined.put(root(joined, node), root(joined, other));
                    }
                }
            }
        });
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        for (int node : sayings.keySet()) {
            members.computeIfAbsent(root(joined, node), key -> new ArrayList<>())
                    .add(node);
        }
        for (List<Integer> family : members.values()) {
            for (int node : family) {
                familyOf.put(node, families.size());
            }
            families.add(family(family, wholes));
        }
    }

    private static List<@Nullable Edtf> dates(List<Saying> sayings) {
        List<@Nullable Edtf> dates = new ArrayList<>();
        for (Saying saying : sayings) {
            dates.add(saying.counts());
        }
        return dates;
    }

    /** Who stands for all that a node was joined with; halves the way there for the next who asks. */
    private static int root(Map<Integer, Integer> joined, int node) {
        int at = node;
        while (joined.get(at) != at) {
            joined.put(at, joined.get(joined.get(at)));
            at = joined.get(at);
        }
        return at;
    }

    private Family family(List<Integer> members, Map<Integer, Map<UUID, Set<UUID>>> wholes) {
        Speaker first = graph.speaker(members.get(0));
        if (members.size() == 1 && (first.named() || first.inferred())) {
            return new Family(first.name(), first.named(), members);
        }
        Map<UUID, Integer> shared = new HashMap<>();
        Map<UUID, Set<UUID>> above = new HashMap<>();
        for (int member : members) {
            requireNonNull(wholes.get(member)).forEach((part, of) -> {
                shared.merge(part, 1, Integer::sum);
                above.computeIfAbsent(part, key -> new HashSet<>()).addAll(of);
            });
        }
        boolean named = shared.keySet().stream().anyMatch(id -> isNamed(source(id)));
        if (members.size() == 1 && !named) {
            return new Family(first.name(), false, members);
        }
        shared.keySet().removeIf(id -> isNamed(source(id)) != named);
        return new Family(highest(shared, above).name(), named, members);
    }

    /**
     * What most members share, usually all, and of that what is part of nothing else so shared. Families that only a
     * member of both joins may share nothing, and then the name is that of the largest part.
     */
    private Source highest(Map<UUID, Integer> shared, Map<UUID, Set<UUID>> above) {
        int most = shared.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        shared.values().removeIf(count -> count < most);
        Comparator<Source> order = Comparator.<Source, Boolean>comparing(
                        source -> above.get(source.id()).stream().anyMatch(shared::containsKey))
                .thenComparing(BY_NAME);
        return shared.keySet().stream().map(this::source).min(order).orElseThrow();
    }

    private static boolean isNamed(Source source) {
        return Speaker.recorded(source).named();
    }

    private Source source(UUID id) {
        Source source = sources.get(id);
        if (source == null) {
            throw new IllegalArgumentException("The group does not hold the source %s.".formatted(id));
        }
        return source;
    }

    /** Ordered by their first members. */
    List<Family> all() {
        return families;
    }

    /** The index of the family of an origin. */
    int of(int origin) {
        return requireNonNull(familyOf.get(origin));
    }
}

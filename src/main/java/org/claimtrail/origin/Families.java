package org.claimtrail.origin;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Origins that belong together: of two sources one is part of the other, or both are part of a third. Families that
 * share a member are one family.
 *
 * <p>A source that spoke more than once belongs wherever it belonged at any of these times, since independence is not
 * claimed where dependence is on record. Beyond {@link Memberships#wholesOf} it takes almost linear time.
 */
final class Families {

    /**
     * @param namedAfter the source that has this name; null where no source stands for who published
     * @param members nodes of the graph, in order
     * @param named whether a member, or something that a member is part of, has a name
     * @param known whether it is named, and a member is recorded and not only inferred
     */
    record Family(String name, @Nullable UUID namedAfter, boolean named, boolean known, List<Integer> members) {}

    private final Graph graph;
    private final FamilyNames names;
    /** Of every origin that is a source; a publisher that no source stands for is part of nothing. */
    private final Map<Integer, Map<UUID, Set<UUID>>> wholes = new HashMap<>();

    private final List<Family> families = new ArrayList<>();
    private final Map<Integer, Integer> familyOf = new HashMap<>();

    /** @param sayings what every origin said, by its node */
    Families(ClaimGroup group, Graph graph, SortedMap<Integer, List<Saying>> sayings) {
        this.graph = graph;
        names = new FamilyNames(group.sources());
        Memberships memberships = new Memberships(group.memberships());
        sayings.forEach((origin, said) -> {
            UUID id = graph.speaker(origin).id();
            if (id != null) {
                wholes.put(origin, memberships.wholesOf(id, Saying.dates(said)));
            }
        });
        for (List<Integer> members : joined().of(sayings.keySet())) {
            for (int origin : members) {
                familyOf.put(origin, families.size());
            }
            families.add(family(members));
        }
    }

    private DisjointSets<Integer> joined() {
        DisjointSets<Integer> sets = new DisjointSets<>();
        Map<UUID, Integer> firstUnder = new HashMap<>();
        wholes.forEach((origin, above) -> {
            for (UUID whole : above.keySet()) {
                sets.join(origin, firstUnder.computeIfAbsent(whole, key -> origin));
            }
        });
        return sets;
    }

    private Family family(List<Integer> members) {
        Speaker first = graph.speaker(members.get(0));
        if (first.id() == null) {
            return new Family(first.name(), null, first.named(), false, members);
        }
        List<Map<UUID, Set<UUID>>> all = members.stream().map(wholes::get).toList();
        boolean named = all.stream().anyMatch(one -> names.anyNamed(one.keySet()));
        // Who is alone goes by what he is part of, unless that is several things, of which none is his name.
        boolean ownName = members.size() == 1 && first.named() == named && !names.isOneAtTheTop(all.get(0));
        boolean known =
                named && members.stream().anyMatch(one -> !graph.speaker(one).inferred());
        if (ownName) {
            return new Family(first.name(), first.id(), named, known, members);
        }
        ClaimGroup.Source highest = names.highest(all);
        return new Family(highest.name(), highest.id(), named, known, members);
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

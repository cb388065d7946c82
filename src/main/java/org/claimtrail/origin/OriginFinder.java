package org.claimtrail.origin;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.jspecify.annotations.Nullable;

/**
 * Follows every appearance back to whoever has it from nobody else.
 *
 * <p>Whoever has it from somebody else in any appearance is a relay and no origin. What leads only into a ring without
 * an exit has no origin. Each component of the graph is looked at once and takes over the origins of those that it has
 * it from, as a set of bits: (nodes + edges) * origins / 64 steps at the most, and one step for a relay of one other.
 */
final class OriginFinder {

    private static final Comparator<Origin> BY_WEIGHT = Comparator.comparing(
                    (Origin origin) -> origin.appearances().size(), Comparator.reverseOrder())
            .thenComparing(Origin::name);

    private static final Comparator<Edtf> FIRST = Comparator.comparing(
                    Edtf::earliest, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Edtf::latest, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Edtf::text);

    private static final Comparator<Edtf> LATEST = Comparator.comparing(
                    Edtf::latest, Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Edtf::earliest, Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Edtf::text);

    private final Graph graph;
    private final Components components;
    private final SortedMap<Integer, List<Saying>> sayings = new TreeMap<>();
    private final Families families;
    private final List<BitSet> familiesOfComponent = new ArrayList<>();

    private OriginFinder(ClaimGroup group, Graph graph, Components components) {
        this.graph = graph;
        this.components = components;
        for (Appearance appearance : graph.appearances()) {
            for (int node : graph.begins(appearance)) {
                if (graph.isOrigin(node)) {
                    sayings.computeIfAbsent(node, key -> new ArrayList<>()).add(Saying.of(appearance, node));
                }
            }
        }
        families = new Families(group, graph, sayings);
        for (List<Integer> component : components.all()) {
            familiesOfComponent.add(familiesBehind(component));
        }
    }

    static Origins find(ClaimGroup group, Graph graph, Components components) {
        return new OriginFinder(group, graph, components).origins();
    }

    private BitSet familiesBehind(List<Integer> component) {
        int first = component.get(0);
        if (graph.isOrigin(first)) {
            BitSet own = new BitSet();
            own.set(families.of(first));
            return own;
        }
        Set<Integer> next = new HashSet<>();
        for (int node : component) {
            for (int from : graph.hasItFrom(node).keySet()) {
                next.add(components.of(from));
            }
        }
        next.remove(components.of(first));
        if (next.size() == 1) {
            // The same set, not a copy: the sets never change.
            return familiesOfComponent.get(next.iterator().next());
        }
        BitSet all = new BitSet();
        for (int component2 : next) {
            all.or(familiesOfComponent.get(component2));
        }
        return all;
    }

    private Origins origins() {
        List<List<UUID>> appearances = new ArrayList<>();
        for (int family = 0; family < families.all().size(); family++) {
            appearances.add(new ArrayList<>());
        }
        for (Appearance appearance : graph.appearances()) {
            BitSet reached = new BitSet();
            for (int node : graph.begins(appearance)) {
                reached.or(familiesOfComponent.get(components.of(node)));
            }
            reached.stream().forEach(family -> appearances.get(family).add(appearance.id()));
        }
        List<Origin> origins = new ArrayList<>();
        for (int family = 0; family < families.all().size(); family++) {
            origins.add(origin(families.all().get(family), appearances.get(family)));
        }
        // Stable, so that families of one name stay in the order of their members.
        origins.sort(BY_WEIGHT);
        return Origins.of(origins);
    }

    private Origin origin(Families.Family family, List<UUID> appearances) {
        List<Speaker> sources = new ArrayList<>();
        List<Edtf> dates = new ArrayList<>();
        Map<UUID, List<@Nullable Edtf>> spokeOn = new HashMap<>();
        for (int member : family.members()) {
            Speaker speaker = graph.speaker(member);
            sources.add(speaker);
            List<Saying> said = requireNonNull(sayings.get(member));
            if (speaker.id() != null) {
                spokeOn.put(speaker.id(), Saying.dates(said));
            }
            for (Saying saying : said) {
                if (saying.saidOn() != null) {
                    dates.add(saying.saidOn());
                }
            }
        }
        return new Origin(
                family.name(),
                family.namedAfter(),
                family.named(),
                family.known(),
                sources,
                appearances,
                spokeOn,
                dates.stream().min(FIRST).orElse(null),
                dates.stream().max(LATEST).orElse(null));
    }
}

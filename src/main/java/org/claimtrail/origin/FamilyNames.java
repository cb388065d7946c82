package org.claimtrail.origin;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.origin.ClaimGroup.Source;
import org.claimtrail.source.SourceKind;

/** What sources that belong together are called, after what they are part of. */
final class FamilyNames {

    private static final Comparator<Source> BY_NAME =
            Comparator.comparing(Source::name).thenComparing(Source::id, Order.BY_ID);

    private final Map<UUID, Source> sources = new HashMap<>();

    FamilyNames(List<Source> sources) {
        for (Source source : sources) {
            this.sources.put(source.id(), source);
        }
    }

    /** Whether any of these has a name. */
    boolean anyNamed(Collection<UUID> ids) {
        return ids.stream().anyMatch(this::isNamed);
    }

    private boolean isNamed(UUID id) {
        return source(id).kind() != SourceKind.UNNAMED;
    }

    /**
     * What is highest of what the members share. Families that only a member of both joins may share nothing as a whole;
     * then it is what most of them share. What has no name gives none where something else does.
     *
     * @param members for each member itself and its wholes, each with what it is part of
     */
    Source highest(List<Map<UUID, Set<UUID>>> members) {
        Map<UUID, Integer> sharedBy = new HashMap<>();
        Map<UUID, Set<UUID>> partOf = new HashMap<>();
        for (Map<UUID, Set<UUID>> member : members) {
            member.forEach((id, above) -> {
                sharedBy.merge(id, 1, Integer::sum);
                partOf.computeIfAbsent(id, key -> new HashSet<>()).addAll(above);
            });
        }
        if (anyNamed(sharedBy.keySet())) {
            sharedBy.keySet().removeIf(id -> !isNamed(id));
        }
        int most = sharedBy.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        sharedBy.values().removeIf(count -> count < most);
        Comparator<Source> highestFirst = Comparator.comparing(
                source -> requireNonNull(partOf.get(source.id())).stream().anyMatch(sharedBy::containsKey));
        return sharedBy.keySet().stream()
                .map(this::source)
                .min(highestFirst.thenComparing(BY_NAME))
                .orElseThrow();
    }

    /** @param wholes a source and its wholes, each with what it is part of */
    boolean isOneAtTheTop(Map<UUID, Set<UUID>> wholes) {
        List<UUID> top = wholes.entrySet().stream()
                .filter(whole -> whole.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        return top.size() == 1 && isNamed(top.get(0));
    }

    private Source source(UUID id) {
        Source source = sources.get(id);
        if (source == null) {
            throw new IllegalArgumentException("The group does not hold the source %s.".formatted(id));
        }
        return source;
    }
}

package org.claimtrail.origin;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.origin.ClaimGroup.Link;
import org.claimtrail.origin.ClaimGroup.Source;

/**
 * Who has the claim from whom, over all appearances of a group. In a chain everybody in a link has it from everybody in
 * the link before, and the publisher from the last link.
 *
 * <p>Nodes are numbers. The first are the speakers, ordered by name. The others are joint statements: a link of
 * several sources is a node of its own between those who speak in it and those who have it from them, so that the graph
 * grows with the length of the links and not with its square. It takes O(n log n) time and O(n) room for n places of a
 * source in a chain.
 *
 * <p>Who spoke in a link has nothing from it in the next one: that would be having it from oneself, and from those with
 * whom one spoke. A government that publishes the joint statement it made with another does not become its relay.
 */
final class Graph {

    /**
     * One step of a chain.
     *
     * @param givers the sources of a link
     * @param takers those who have it from them: the sources of the next link or the publisher, never empty
     */
    record Handover(Appearance appearance, boolean first, SortedSet<Integer> givers, SortedSet<Integer> takers) {}

    private record Entry(Speaker speaker, UUID id) {}

    private static final Comparator<Entry> BY_NAME = Comparator.comparing(
                    (Entry entry) -> entry.speaker().name())
            .thenComparing(entry -> entry.speaker().inferred())
            .thenComparing(Entry::id, Order.BY_ID);

    private final List<Appearance> appearances;
    private final List<Speaker> speakers;
    private final Map<UUID, Integer> nodeOfSource = new HashMap<>();
    private final Map<String, Integer> nodeOfInferred = new HashMap<>();
    private final List<Handover> handovers = new ArrayList<>();
    private final List<SortedMap<Integer, Appearance>> hasItFrom = new ArrayList<>();

    /** @throws IllegalArgumentException if a link or an article names a source that the group does not hold */
    Graph(ClaimGroup group) {
        Map<UUID, Source> sources = new HashMap<>();
        for (Source source : group.sources()) {
            sources.put(source.id(), source);
        }
        appearances = group.appearances().stream().sorted(Order.OF_PUBLICATION).toList();
        speakers = number(sources);
        for (int node = 0; node < speakers.size(); node++) {
            hasItFrom.add(new TreeMap<>());
        }
        appearances.stream().sorted(Order.ofTelling(sources)).forEach(this::follow);
    }

    private List<Speaker> number(Map<UUID, Source> sources) {
        Set<UUID> known = known();
        Map<UUID, Entry> recorded = new HashMap<>();
        Map<String, Entry> inferred = new HashMap<>();
        for (UUID id : known) {
            recorded.put(id, entry(sources, id, true));
        }
        for (Appearance appearance : appearances) {
            Article article = appearance.article();
            UUID publisher = article.publishingSource();
            if (publisher != null) {
                recorded.computeIfAbsent(publisher, key -> entry(sources, key, false));
            } else {
                inferred.computeIfAbsent(
                        inferredKey(article), key -> new Entry(Speaker.inferredPublisher(article), article.id()));
            }
        }
        List<Entry> entries = new ArrayList<>(recorded.values());
        entries.addAll(inferred.values());
        entries.sort(BY_NAME);
        Map<Entry, Integer> nodes = new HashMap<>();
        for (int node = 0; node < entries.size(); node++) {
            nodes.put(entries.get(node), node);
        }
        recorded.forEach((id, entry) -> nodeOfSource.put(id, nodes.get(entry)));
        inferred.forEach((key, entry) -> nodeOfInferred.put(key, nodes.get(entry)));
        return entries.stream().map(Entry::speaker).toList();
    }

    /** The sources that somebody recorded as making the claim or relaying it. */
    private Set<UUID> known() {
        Set<UUID> known = new HashSet<>();
        for (Appearance appearance : appearances) {
            appearance.chain().forEach(link -> known.addAll(link.sources()));
            if (appearance.article().publisher() != null) {
                known.add(appearance.article().publisher());
            }
        }
        return known;
    }

    private static Entry entry(Map<UUID, Source> sources, UUID id, boolean known) {
        Source source = sources.get(id);
        if (source == null) {
            throw new IllegalArgumentException("The group does not hold the source %s.".formatted(id));
        }
        return new Entry(Speaker.recorded(source, known), id);
    }

    /** Without a site nothing tells that two articles have one publisher. */
    private static String inferredKey(Article article) {
        return article.site() != null ? article.site().name() : article.id().toString();
    }

    private void follow(Appearance appearance) {
        List<Link> chain = appearance.chain();
        for (int i = 0; i < chain.size(); i++) {
            SortedSet<Integer> givers = nodes(chain.get(i));
            SortedSet<Integer> takers =
                    i + 1 < chain.size() ? nodes(chain.get(i + 1)) : new TreeSet<>(List.of(publisher(appearance)));
            takers.removeAll(givers);
            if (!takers.isEmpty()) {
                handovers.add(new Handover(appearance, i == 0, givers, takers));
                int from = givers.size() == 1 ? givers.first() : jointStatement(appearance, givers);
                for (int taker : takers) {
                    hasItFrom.get(taker).putIfAbsent(from, appearance);
                }
            }
        }
    }

    private int jointStatement(Appearance appearance, SortedSet<Integer> givers) {
        SortedMap<Integer, Appearance> from = new TreeMap<>();
        for (int giver : givers) {
            from.put(giver, appearance);
        }
        hasItFrom.add(from);
        return hasItFrom.size() - 1;
    }

    private SortedSet<Integer> nodes(Link link) {
        SortedSet<Integer> nodes = new TreeSet<>();
        for (UUID source : link.sources()) {
            nodes.add(nodeOfSource.get(source));
        }
        return nodes;
    }

    int publisher(Appearance appearance) {
        Article article = appearance.article();
        UUID source = article.publishingSource();
        return requireNonNull(source != null ? nodeOfSource.get(source) : nodeOfInferred.get(inferredKey(article)));
    }

    /** Where an appearance has it from: its first link, or the publisher of an article that speaks for itself. */
    SortedSet<Integer> begins(Appearance appearance) {
        return appearance.chain().isEmpty()
                ? new TreeSet<>(List.of(publisher(appearance)))
                : nodes(appearance.chain().get(0));
    }

    /** In the order of their publication. */
    List<Appearance> appearances() {
        return appearances;
    }

    /** In the order of publication, and of the chain within an appearance. */
    List<Handover> handovers() {
        return handovers;
    }

    int size() {
        return hasItFrom.size();
    }

    boolean isSpeaker(int node) {
        return node < speakers.size();
    }

    Speaker speaker(int node) {
        return speakers.get(node);
    }

    List<Speaker> speakers() {
        return speakers;
    }

    /** From whom a node has it, each with the first appearance that shows it. */
    SortedMap<Integer, Appearance> hasItFrom(int node) {
        return hasItFrom.get(node);
    }

    /** Whoever has it from nobody else. */
    boolean isOrigin(int node) {
        return hasItFrom.get(node).isEmpty();
    }
}

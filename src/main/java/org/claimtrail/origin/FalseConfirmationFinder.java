package org.claimtrail.origin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.Graph.Handover;
import org.jspecify.annotations.Nullable;

/**
 * Finds articles whose origin turns out to be a relay: their first link names a source, usually the publisher of
 * another article, that another article shows to have it from somebody else. In linear time, one for each source in a
 * first link.
 *
 * <p>It is none where the source cited is the article's own publisher. Nor where citing closes a ring, that is where
 * the source also has it, directly or through others, from who cites it: a ring has no beginning, so in it nobody is
 * the earlier relay, the ring already shows that all of it is circular, and n outlets that cite each other would be
 * reported n * n times.
 */
final class FalseConfirmationFinder {

    /** The first two handovers, of different articles, in which somebody has it from others. */
    private record Relays(Handover first, @Nullable Handover second) {}

    /** Who takes it: the first, and the first that is in no ring with that one. */
    private record Takers(Integer first, @Nullable Integer ofAnother) {}

    private final Graph graph;
    private final Components components;
    private final Map<Integer, Relays> relays = new HashMap<>();

    private FalseConfirmationFinder(Graph graph, Components components) {
        this.graph = graph;
        this.components = components;
        for (Handover handover : graph.handovers()) {
            for (int taker : handover.takers()) {
                relays.merge(taker, new Relays(handover, null), (known, added) -> with(known, handover));
            }
        }
    }

    private static Relays with(Relays known, Handover added) {
        boolean ofAnother = known.second() == null && !isOfOneArticle(known.first(), added);
        return ofAnother ? new Relays(known.first(), added) : known;
    }

    private static boolean isOfOneArticle(Handover one, Handover other) {
        return one.appearance()
                .article()
                .id()
                .equals(other.appearance().article().id());
    }

    /** In the order of publication of the citing articles, then by the source cited. */
    static List<FalseConfirmation> find(Graph graph, Components components) {
        FalseConfirmationFinder finder = new FalseConfirmationFinder(graph, components);
        List<FalseConfirmation> found = new ArrayList<>();
        for (Handover handover : graph.handovers()) {
            if (handover.first()) {
                Takers takers = finder.takers(handover.takers());
                for (int cited : handover.givers()) {
                    finder.check(handover, takers, cited, found);
                }
            }
        }
        return found;
    }

    private void check(Handover citation, Takers takers, int cited, List<FalseConfirmation> found) {
        Handover relay = elsewhere(citation, cited);
        Integer who = components.of(takers.first()) != components.of(cited) ? takers.first() : takers.ofAnother();
        if (relay != null && who != null && graph.publisher(citation.appearance()) != cited) {
            found.add(new FalseConfirmation(
                    step(citation.appearance(), who, cited),
                    step(relay.appearance(), cited, relay.givers().first())));
        }
    }

    private Takers takers(SortedSet<Integer> takers) {
        int first = takers.first();
        for (int taker : takers) {
            if (components.of(taker) != components.of(first)) {
                return new Takers(first, taker);
            }
        }
        return new Takers(first, null);
    }

    private @Nullable Handover elsewhere(Handover citation, int cited) {
        Relays known = relays.get(cited);
        if (known == null) {
            return null;
        }
        return isOfOneArticle(known.first(), citation) ? known.second() : known.first();
    }

    private Step step(Appearance appearance, int who, int from) {
        return Step.in(appearance, graph.speaker(who), graph.speaker(from));
    }
}

package org.claimtrail.origin;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;

/**
 * Where a claim comes from: its origins, and the circular reporting among those who relay it. The same record gives the
 * same answer, in whatever order it is read.
 *
 * <p>The time it takes grows almost in line with the number of places of a source in a chain; the classes that compute
 * the parts tell the rest.
 *
 * @param publishersToRecord the articles that speak for themselves and of which nobody recorded who published them, in the
 *     order of their publication, the first {@value #MOST_ARTICLES}
 * @param explanation the same in sentences
 */
public record Provenance(
        Origins origins,
        List<Ring> rings,
        List<FalseConfirmation> falseConfirmations,
        List<Article> publishersToRecord,
        List<Sentence> explanation) {

    static final int MOST_ARTICLES = 20;

    public Provenance {
        rings = List.copyOf(rings);
        falseConfirmations = List.copyOf(falseConfirmations);
        publishersToRecord = List.copyOf(publishersToRecord);
        explanation = List.copyOf(explanation);
    }

    public static Provenance of(ClaimGroup group) {
        Graph graph = new Graph(group);
        Components components = new Components(graph);
        Origins origins = OriginFinder.find(group, graph, components);
        List<Ring> rings = RingFinder.find(graph, components);
        List<FalseConfirmation> falseConfirmations = FalseConfirmationFinder.find(graph, components);
        List<Sentence> explanation = new ArrayList<>(OriginSentences.of(graph.appearances(), origins));
        explanation.addAll(CircularSentences.of(rings, falseConfirmations));
        return new Provenance(origins, rings, falseConfirmations, publishersToRecord(graph), explanation);
    }

    private static List<Article> publishersToRecord(Graph graph) {
        return graph.appearances().stream()
                .filter(appearance -> appearance.chain().isEmpty())
                .map(Appearance::article)
                .filter(article -> article.publisher() == null)
                .distinct()
                .limit(MOST_ARTICLES)
                .toList();
    }

    /**
     * The same without naming anybody: what is kept of many claims.
     *
     * @param circular whether there is circular reporting
     * @param falseConfirmations how many
     */
    public record Summary(Origins origins, boolean circular, int falseConfirmations) {}

    public static Summary summary(ClaimGroup group) {
        Graph graph = new Graph(group);
        Components components = new Components(graph);
        return new Summary(
                OriginFinder.find(group, graph, components),
                components.all().stream().anyMatch(component -> component.size() > 1),
                FalseConfirmationFinder.find(graph, components).size());
    }

    /** The origins alone. */
    public static Origins origins(ClaimGroup group) {
        Graph graph = new Graph(group);
        return OriginFinder.find(group, graph, new Components(graph));
    }
}

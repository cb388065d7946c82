package org.claimtrail.claim;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.article.ArticleRef;
import org.claimtrail.article.FoundArticle;
import org.claimtrail.source.SourceRef;
import org.jspecify.annotations.Nullable;

/** What the references of a claim's body stand for. Topics by the name that the body gives. */
record Referents(
        Map<SourceRef, UUID> sources,
        Map<ArticleRef, FoundArticle> articles,
        Map<MeasureRef, FoundMeasure> measures,
        Map<String, UUID> topics) {

    /** The measure of a figure. */
    @Nullable
    UUID measure(FigureInput figure) {
        FoundMeasure measure = found(figure);
        return measure == null ? null : measure.id();
    }

    /** The unit that a figure is given in, where that is not its measure's. */
    @Nullable
    String unit(FigureInput figure) {
        FoundMeasure measure = found(figure);
        return figure.unit() != null || measure == null ? figure.unit() : measure.unit();
    }

    private @Nullable FoundMeasure found(FigureInput figure) {
        return figure.measure() == null ? null : measures.get(figure.measure());
    }
}

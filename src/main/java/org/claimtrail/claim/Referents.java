package org.claimtrail.claim;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.article.ArticleRef;
import org.claimtrail.article.FoundArticle;
import org.claimtrail.source.SourceRef;

/** What the references of a claim's body stand for. Topics by the name that the body gives. */
record Referents(
        Map<SourceRef, UUID> sources,
        Map<ArticleRef, FoundArticle> articles,
        Map<MeasureRef, UUID> measures,
        Map<String, UUID> topics) {}

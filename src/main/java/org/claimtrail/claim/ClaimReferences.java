package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.claimtrail.article.ArticleRef;
import org.claimtrail.article.Articles;
import org.claimtrail.article.FoundArticle;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Selection;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what a claim's body refers to and creates what is not there: named sources, then articles, then the sources that
 * only an article can tell, then measures and topics. Everybody goes in this order, so that two requests that create the
 * same things wait for each other only one way round.
 */
@Component
class ClaimReferences {

    private final Sources sources;
    private final Articles articles;
    private final Measures measures;
    private final Topics topics;
    private final JdbcClient db;

    ClaimReferences(Sources sources, Articles articles, Measures measures, Topics topics, JdbcClient db) {
        this.sources = sources;
        this.articles = articles;
        this.measures = measures;
        this.topics = topics;
        this.db = db;
    }

    Resolved resolve(ClaimInput claim, Faults faults) {
        Map<ArticleRef, FoundArticle> foundArticles = articles.find(claim.articles(), faults);
        List<ArticleRef> newArticles = claim.articles().stream()
                .filter(ref -> !foundArticles.containsKey(ref))
                .toList();
        List<SourceRef> speakers = new ArrayList<>(claim.about());
        speakers.addAll(claim.speakers());
        List<SourceRef> publishers = articles.publishers(newArticles);
        List<SourceRef> all = new ArrayList<>(speakers);
        all.addAll(publishers);
        Map<SourceRef, UUID> foundSources = sources.resolve(all, faults);
        Sources.refuseUnresolved(publishers, foundSources, faults);
        if (!faults.any()) {
            foundArticles.putAll(articles.create(newArticles, foundSources));
        }
        resolveUnnamed(claim, foundArticles, foundSources, faults);
        checkVersions(claim, foundArticles, faults);
        checkFigures(claim, faults);
        Map<MeasureRef, UUID> foundMeasures = measures.resolve(claim.measures(), faults);
        Map<String, UUID> foundTopics = faults.any() ? Map.of() : topics.resolve(claim.topics());
        return new Resolved(foundSources, foundArticles, foundMeasures, foundTopics);
    }

    /** An unnamed source is known within the article that speaks of it; what a claim is about, within its first. */
    private void resolveUnnamed(
            ClaimInput claim, Map<ArticleRef, FoundArticle> articles, Map<SourceRef, UUID> found, Faults faults) {
        Map<UUID, List<SourceRef>> byArticle = new TreeMap<>();
        List<SourceRef> withoutArticle = new ArrayList<>();
        Map<SourceRef, ArticleRef> within = new LinkedHashMap<>();
        claim.about()
                .forEach(ref ->
                        within.put(ref, claim.articles().stream().findFirst().orElse(null)));
        claim.appearances()
                .forEach(appearance -> appearance.attribution().stream()
                        .flatMap(link -> link.sources().stream())
                        .forEach(ref -> within.put(ref, appearance.article())));
        within.forEach((ref, article) -> {
            if (found.containsKey(ref) || ref.name() == null || faults.anyAt(ref.pointer())) {
                return;
            }
            if (article != null && articles.containsKey(article)) {
                byArticle
                        .computeIfAbsent(articles.get(article).id(), id -> new ArrayList<>())
                        .add(ref);
            } else {
                withoutArticle.add(ref);
            }
        });
        Sources.refuseUnresolved(
                withoutArticle.stream()
                        .filter(ref -> ref.kind() == null || within.get(ref) == null)
                        .toList(),
                found,
                faults);
        byArticle.forEach((article, refs) -> found.putAll(sources.resolveWithin(article, refs, faults)));
    }

    private void checkVersions(ClaimInput claim, Map<ArticleRef, FoundArticle> found, Faults faults) {
        for (AppearanceInput appearance : claim.appearances()) {
            FoundArticle article = found.get(appearance.article());
            if (appearance.version() == null || article == null || appearance.version() == article.version()) {
                continue;
            }
            if (!articles.hasVersion(article.id(), appearance.version())) {
                faults.add(appearance.pointer() + "/version", "is not a version of the article.");
            }
        }
    }

    /** Figures named by id must stand, in this claim or in another one. */
    private void checkFigures(ClaimInput claim, Faults faults) {
        List<FigureRef> refs =
                claim.figureRefs().stream().filter(ref -> ref.id() != null).toList();
        if (refs.isEmpty()) {
            return;
        }
        Set<UUID> standing = new HashSet<>(db.sql("""
                        select f.id from figure f join claim c on c.id = f.claim_id
                        where f.id = any(cast(:ids as uuid[])) and f.deleted_at is null and c.deleted_at is null
                        order by f.id for share of f, c""")
                .param("ids", Selection.texts(refs.stream().map(FigureRef::id).toList()))
                .query(UUID.class)
                .list());
        refs.stream()
                .filter(ref -> !standing.contains(ref.id()))
                .forEach(ref -> faults.add(ref.pointer() + "/id", "is not the id of a figure that is recorded here."));
    }
}

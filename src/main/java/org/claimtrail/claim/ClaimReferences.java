package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.article.ArticleRef;
import org.claimtrail.article.Articles;
import org.claimtrail.article.FoundArticle;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Faults;
import org.claimtrail.source.Mention;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds what the bodies of claims refer to, and creates what is not there. First all is found, for all claims at once, and
 * with it every fault; then what is missing is created: named sources, then articles, then the sources that only an article
 * can tell, then measures and topics, each by one statement in the order of their names. Everybody goes in this order, so
 * that two requests that create the same things wait for each other only one way round.
 */
@Component
class ClaimReferences {

    private static final String NO_VERSION = "is not a version of the article.";

    private final Sources sources;
    private final Articles articles;
    private final Measures measures;
    private final Topics topics;
    private final UnreadUnits units;
    private final JdbcClient db;

    ClaimReferences(
            Sources sources, Articles articles, Measures measures, Topics topics, UnreadUnits units, JdbcClient db) {
        this.sources = sources;
        this.articles = articles;
        this.measures = measures;
        this.topics = topics;
        this.units = units;
        this.db = db;
    }

    /**
     * Creates nothing where there are faults.
     *
     * @param claims whose pointers tell them apart
     */
    Referents resolve(List<ClaimInput> claims, Faults faults) {
        List<ArticleRef> allArticles =
                claims.stream().flatMap(claim -> claim.articles().stream()).toList();
        Map<ArticleRef, FoundArticle> foundArticles = articles.find(allArticles, faults);
        List<ArticleRef> newArticles = allArticles.stream()
                .filter(ref -> ref.isNew() && !foundArticles.containsKey(ref))
                .toList();
        List<SourceRef> publishers = articles.publishers(newArticles);
        List<SourceRef> named = new ArrayList<>(publishers);
        claims.forEach(claim -> {
            named.addAll(claim.about());
            named.addAll(claim.speakers());
        });
        Map<SourceRef, UUID> foundSources = sources.find(named, faults);
        Sources.refuseUnresolved(publishers, foundSources, faults);
        Map<SourceRef, ArticleRef> unnamed = new LinkedHashMap<>();
        claims.forEach(claim -> unnamed.putAll(unnamed(claim, foundSources, faults)));
        foundSources.putAll(sources.findWithin(mentions(unnamed, foundArticles), faults));
        checkVersions(claims, foundArticles, faults);
        checkFigures(claims, faults);
        List<MeasureRef> allMeasures =
                claims.stream().flatMap(claim -> claim.measures().stream()).toList();
        Map<MeasureRef, FoundMeasure> foundMeasures = measures.find(allMeasures, faults);
        if (faults.any()) {
            return new Referents(foundSources, foundArticles, foundMeasures, Map.of());
        }
        sources.create(
                named,
                unnamed.keySet().stream()
                        .filter(ref -> !foundSources.containsKey(ref))
                        .toList(),
                foundSources,
                faults);
        foundArticles.putAll(articles.create(newArticles, foundSources));
        sources.createWithin(mentions(unnamed, foundArticles), foundSources);
        measures.create(allMeasures, foundMeasures);
        units.keep(claims.stream().flatMap(claim -> claim.units().stream()).toList());
        Set<String> allTopics = new LinkedHashSet<>();
        claims.forEach(claim -> allTopics.addAll(claim.topics()));
        return new Referents(foundSources, foundArticles, foundMeasures, topics.resolve(allTopics));
    }

    /**
     * What is not found by its name may be known within the article that speaks of it; what a claim is about, within its
     * first.
     */
    private static Map<SourceRef, ArticleRef> unnamed(ClaimInput claim, Map<SourceRef, UUID> named, Faults faults) {
        Map<SourceRef, @Nullable ArticleRef> within = new LinkedHashMap<>();
        ArticleRef first = claim.articles().stream().findFirst().orElse(null);
        claim.about().forEach(ref -> within.put(ref, first));
        claim.appearances()
                .forEach(appearance -> appearance.attribution().stream()
                        .flatMap(link -> link.sources().stream())
                        .forEach(ref -> within.put(ref, appearance.article())));
        within.keySet()
                .removeIf(ref -> named.containsKey(ref)
                        || ref.name() == null
                        || ref.willBeNamed()
                        || faults.anyAt(ref.pointer()));
        List<SourceRef> nowhere =
                within.keySet().stream().filter(ref -> within.get(ref) == null).toList();
        Sources.refuseUnresolved(nowhere, named, faults);
        nowhere.forEach(within::remove);
        return within;
    }

    private static List<Mention> mentions(
            Map<SourceRef, ArticleRef> unnamed, Map<ArticleRef, FoundArticle> foundArticles) {
        return unnamed.entrySet().stream()
                .map(mention -> {
                    FoundArticle article = foundArticles.get(mention.getValue());
                    return new Mention(article == null ? null : article.id(), mention.getKey());
                })
                .toList();
    }

    private void checkVersions(List<ClaimInput> claims, Map<ArticleRef, FoundArticle> found, Faults faults) {
        Map<AppearanceInput, FoundArticle> asked = new HashMap<>();
        for (ClaimInput claim : claims) {
            for (AppearanceInput appearance : claim.appearances()) {
                FoundArticle article = found.get(appearance.article());
                Integer version = appearance.version();
                if (version != null && article != null && version != article.version()) {
                    asked.put(appearance, new FoundArticle(article.id(), version));
                } else if (version != null
                        && version != 1
                        && article == null
                        && appearance.article() != null
                        && appearance.article().isNew()) {
                    faults.add(appearance.pointer() + "/version", NO_VERSION);
                }
            }
        }
        Set<FoundArticle> versions = articles.versions(asked.values());
        asked.forEach((appearance, version) -> {
            if (!versions.contains(version)) {
                faults.add(appearance.pointer() + "/version", NO_VERSION);
            }
        });
    }

    /** Figures named by id must stand, in this claim or in another one. */
    private void checkFigures(Collection<ClaimInput> claims, Faults faults) {
        List<FigureRef> refs = claims.stream()
                .flatMap(claim -> claim.figureRefs().stream())
                .filter(ref -> ref.id() != null)
                .toList();
        if (refs.isEmpty()) {
            return;
        }
        Set<UUID> standing = new HashSet<>(db.sql("""
                        select f.id from figure f join claim c on c.id = f.claim_id
                        where f.id = any(cast(:ids as uuid[])) and f.deleted_at is null and c.deleted_at is null
                        order by f.id for share of f, c""")
                .param(
                        "ids",
                        Selection.texts(refs.stream()
                                .map(FigureRef::id)
                                .filter(Objects::nonNull)
                                .toList()))
                .query(UUID.class)
                .list());
        refs.stream()
                .filter(ref -> !standing.contains(ref.id()))
                .forEach(ref -> faults.add(ref.pointer() + "/id", "is not the id of a figure that is recorded here."));
    }
}

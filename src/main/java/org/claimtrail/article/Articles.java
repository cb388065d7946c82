package org.claimtrail.article;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records, reads and corrects articles. */
@Service
public class Articles {

    private final ArticleRepository repository;
    private final ArticleVersionRepository versions;
    private final ArticleQueries queries;
    private final ArticleFinder finder;
    private final Sources sources;
    private final Clock clock;

    Articles(
            ArticleRepository repository,
            ArticleVersionRepository versions,
            ArticleQueries queries,
            ArticleFinder finder,
            Sources sources,
            Clock clock) {
        this.repository = repository;
        this.versions = versions;
        this.queries = queries;
        this.finder = finder;
        this.sources = sources;
        this.clock = clock;
    }

    public Page list(Query query) {
        return queries.list(query);
    }

    /** Those of these articles that stand, as they are answered. */
    public Map<UUID, ObjectNode> standing(Collection<UUID> ids) {
        return queries.standing(ids);
    }

    public Representation read(UUID id) {
        return queries.read(id);
    }

    public Page versions(UUID id, Query query) {
        return queries.versions(id, query);
    }

    public Representation version(UUID id, int version) {
        queries.read(id);
        return queries.version(id, version);
    }

    @Transactional
    public Representation record(ObjectNode body) {
        Fields fields = Fields.of(body);
        ArticleInput input = ArticleInput.read(fields);
        fields.readOnly("note");
        fields.done();
        UUID publisher = publisher(input, fields.faults());
        fields.faults().throwIfAny();
        refuseTaken(input, null);
        Article article = new Article(input, publisher, clock.instant());
        repository.save(article);
        versions.save(new ArticleVersion(article.currentVersion(), input.title(), input.body(), null, clock.instant()));
        repository.flush();
        return queries.read(article.id());
    }

    @Transactional
    public Representation change(UUID id, IfMatch ifMatch, Change change) {
        Article article = lock(id);
        Representation present = queries.read(id);
        ifMatch.check(present);
        Fields fields = change.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        ArticleInput input = ArticleInput.read(fields);
        VersionNote note = fields.choice("note", VersionNote.class);
        fields.done();
        UUID publisher = publisher(input, fields.faults());
        ArticleVersion current = versions.findById(article.currentVersion()).orElseThrow();
        if (!current.accepts(input.title(), input.body(), note)) {
            fields.fault("note", "goes with a changed title or body: the first version has none.");
        }
        fields.faults().throwIfAny();
        refuseTaken(input, id);
        article.revise(input, publisher, clock.instant());
        current.revise(input.title(), input.body(), note, clock.instant()).ifPresent(version -> {
            versions.save(version);
            article.advanceTo(version);
        });
        repository.flush();
        return queries.read(id);
    }

    @Transactional
    public void delete(UUID id, IfMatch ifMatch) {
        Article article = lock(id);
        ifMatch.check(queries.read(id));
        Conflict.ifAny(
                queries.referrers(id),
                Conflict.Reason.REFERENCED,
                "Claims appear in the article: it cannot be deleted.");
        article.delete(clock.instant());
    }

    @Transactional
    public Representation restore(UUID id) {
        Article article = repository.lock(id).orElseThrow(() -> new NotRecorded("article", id));
        Conflict.ifAny(
                queries.deletedPublisher(id),
                Conflict.Reason.REFERS_TO_DELETED,
                "The article's publisher is deleted: restore that first.");
        if (article.isDeleted()) {
            article.restore(clock.instant());
            repository.flush();
        }
        return queries.read(id);
    }

    /** Articles that a body names and that are recorded already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<ArticleRef, FoundArticle> find(Collection<ArticleRef> refs, Faults faults) {
        return finder.find(refs, faults);
    }

    /** The publishers of those that are not recorded yet: sources to resolve before {@link #create}. */
    public List<SourceRef> publishers(Collection<ArticleRef> missing) {
        return missing.stream().flatMap(ref -> ref.publisher().stream()).toList();
    }

    /** Creates those that were not found. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<ArticleRef, FoundArticle> create(Collection<ArticleRef> missing, Map<SourceRef, UUID> publishers) {
        return finder.create(missing, publishers);
    }

    /** Of these versions of articles, those that exist. */
    public Set<FoundArticle> versions(Collection<FoundArticle> asked) {
        return asked.isEmpty() ? Set.of() : finder.versions(asked);
    }

    private @Nullable UUID publisher(ArticleInput input, Faults faults) {
        SourceRef ref = input.publisher();
        return ref == null ? null : sources.resolveAll(List.of(ref), faults).get(ref);
    }

    private void refuseTaken(ArticleInput input, @Nullable UUID self) {
        finder.otherAt(input.url(), input.citation())
                .filter(other -> !other.equals(self))
                .ifPresent(other -> {
                    throw new Conflict(
                            Conflict.Reason.DUPLICATE,
                            "This article is recorded already.",
                            input.url() != null ? "/url" : "/citation",
                            List.of(new Conflict.Other("article", other, input.url())));
                });
    }

    private Article lock(UUID id) {
        Article article = repository.lock(id).orElseThrow(() -> new NotRecorded("article", id));
        article.refuseIfDeleted("article");
        return article;
    }
}

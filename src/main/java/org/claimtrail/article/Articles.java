package org.claimtrail.article;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.address.AddressRules;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.MergeableThings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records, reads and corrects articles. */
@Service
public class Articles extends MergeableThings<Article> {

    private final ArticleVersionRepository versions;
    private final ArticleQueries queries;
    private final ArticleFinder finder;
    private final Sources sources;
    private final AddressRules addresses;

    Articles(
            ArticleVersionRepository versions,
            ArticleQueries queries,
            ArticleFinder finder,
            Sources sources,
            AddressRules addresses,
            ArticleMerges merges,
            Entities entities,
            JdbcClient db,
            Clock clock) {
        super(ArticleQueries.KIND, merges, entities, db, clock);
        this.versions = versions;
        this.queries = queries;
        this.finder = finder;
        this.sources = sources;
        this.addresses = addresses;
    }

    @Override
    public Page list(Query query) {
        return queries.list(query);
    }

    @Override
    public Selection selected(Query query) {
        return queries.selected(query);
    }

    /** Articles whose addresses stand for one document. */
    @Override
    public Page duplicates(Query query) {
        return queries.duplicates(query);
    }

    public Page versions(UUID id, Query query) {
        return queries.versions(id, query);
    }

    public Representation version(UUID id, int version) {
        read(id);
        return queries.version(id, version);
    }

    @Override
    protected UUID create(Fields body, Instant now) {
        ArticleInput input = ArticleInput.read(body);
        body.readOnly("note");
        body.done();
        Map<SourceRef, UUID> publisher = publisher(input, body.faults());
        body.faults().throwIfAny();
        List<UUID> created;
        do {
            // Somebody may be faster, until the row is there.
            refuseTaken(input, null);
            created = finder.insert(List.of(ArticleRef.of(input)), publisher);
        } while (created.isEmpty());
        return created.get(0);
    }

    @Override
    protected void revise(Article article, Fields body, Instant now) {
        ArticleInput input = ArticleInput.read(body);
        VersionNote note = body.choice("note", VersionNote.class);
        body.done();
        Map<SourceRef, UUID> publisher = publisher(input, body.faults());
        ArticleVersion current = versions.findById(article.currentVersion()).orElseThrow();
        if (!current.accepts(input.title(), input.body(), note)) {
            body.fault("note", "goes with a changed title or body: the first version has none.");
        }
        body.faults().throwIfAny();
        refuseTaken(input, article);
        article.revise(
                input,
                FoldedAddress.of(addresses, input.url()),
                Address.of(addresses, input.addresses()),
                input.publisher() == null ? null : publisher.get(input.publisher()),
                now);
        current.revise(input.title(), input.body(), note, now).ifPresent(version -> {
            versions.save(version);
            article.advanceTo(version);
        });
    }

    @Override
    protected void refuseDeleting(Article article) {
        Conflict.ifAny(
                queries.referrers(article.id()),
                Conflict.Reason.REFERENCED,
                "Claims appear in the article: it cannot be deleted.");
    }

    @Override
    protected void refuseRestoring(Article article) {
        Conflict.ifAny(
                queries.deletedPublisher(article.id()),
                Conflict.Reason.REFERS_TO_DELETED,
                "The article's publisher is deleted: restore that first.");
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

    private Map<SourceRef, UUID> publisher(ArticleInput input, Faults faults) {
        SourceRef ref = input.publisher();
        return ref == null ? Map.of() : sources.resolveAll(List.of(ref), faults);
    }

    private void refuseTaken(ArticleInput input, @Nullable Article self) {
        Map<String, UUID> at = finder.at(Stream.concat(Stream.ofNullable(input.url()), input.addresses().stream())
                .toList());
        if (input.url() != null) {
            refuseTaken("/url", input.url(), at.get(input.url()), self);
        } else if (input.citation() != null) {
            refuseTaken(
                    "/citation",
                    input.citation(),
                    finder.cited(input.citation()).orElse(null),
                    self);
        }
        for (int i = 0; i < input.addresses().size(); i++) {
            String address = input.addresses().get(i);
            refuseTaken("/addresses/" + i, address, at.get(address), self);
        }
    }

    private static void refuseTaken(String pointer, String name, @Nullable UUID found, @Nullable Article self) {
        if (found != null && (self == null || !found.equals(self.id()))) {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "This article is recorded already.",
                    pointer,
                    List.of(new Conflict.Other("article", found, name)));
        }
    }
}

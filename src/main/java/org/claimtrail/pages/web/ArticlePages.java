package org.claimtrail.pages.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.article.ArchivedCopies;
import org.claimtrail.article.Articles;
import org.claimtrail.article.Medium;
import org.claimtrail.capture.Snapshots;
import org.claimtrail.claim.Claims;
import org.claimtrail.fetch.Fetcher;
import org.claimtrail.history.Histories;
import org.claimtrail.note.NotePlace;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.prose.TextDifference;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.SourceKind;
import org.claimtrail.thing.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Documents in which claims appear, with their versions. */
@Controller
@RequestMapping("/articles")
class ArticlePages extends MergeableThingPages {

    private static final Set<String> MEMBERS = Form.members(
            "url",
            "citation",
            "medium",
            "title",
            "publisher",
            "authors",
            "publishedOn",
            "retrievedAt",
            "language",
            "archiveUrl",
            "addresses",
            "body");

    private final Articles articles;
    private final Claims claims;
    private final ClaimLines lines;
    private final Notes notes;
    private final Snapshots snapshots;
    private final Fetcher fetcher;
    private final ArchivedCopies copies;

    ArticlePages(
            Articles articles,
            Claims claims,
            ClaimLines lines,
            Notes notes,
            Snapshots snapshots,
            Fetcher fetcher,
            ArchivedCopies copies,
            Histories histories,
            Filtering filtering) {
        super(articles, MEMBERS, histories, filtering);
        this.articles = articles;
        this.claims = claims;
        this.lines = lines;
        this.notes = notes;
        this.snapshots = snapshots;
        this.fetcher = fetcher;
        this.copies = copies;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("media", Medium.values());
        model.addAttribute("sourceKinds", SourceKind.values());
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        Tree article = Tree.of(articles.read(id));
        model.addAttribute("article", article);
        model.addAttribute("copies", copies.of(article.get("url")).orElse(null));
        model.addAttribute("versions", Tree.of(articles.versions(id, Lists.all())));
        model.addAttribute(
                "claims",
                lines.of(claims.list(new Query(Map.of("article", List.of(id.toString()), "limit", List.of("200"))))));
        model.addAttribute("snapshots", Tree.of(snapshots.list(id, Lists.all())));
        model.addAttribute("fetches", fetcher.isEnabled());
        model.addAttribute(
                "notes", Markdown.written(Tree.of(notes.list(new NotePlace(Resource.ARTICLE, null, id), Lists.all()))));
        return "articles/show";
    }

    /** As the API gives it. */
    @GetMapping("/{id}/snapshots/{snapshot}")
    ResponseEntity<byte[]> snapshot(@PathVariable UUID id, @PathVariable UUID snapshot) {
        return Api.ofOthers("snapshot-" + snapshot, snapshots.content(id, snapshot));
    }

    @GetMapping("/{id}/versions/{version}")
    String version(@PathVariable UUID id, @PathVariable int version, Model model) {
        model.addAttribute("article", Tree.of(articles.read(id)));
        Tree shown = Tree.of(articles.version(id, version));
        model.addAttribute("version", shown);
        Tree before = version > 1 ? Tree.of(articles.version(id, version - 1)) : null;
        if (before != null && before.get("body") instanceof String old && shown.get("body") instanceof String body) {
            model.addAttribute("compared", true);
            TextDifference.between(old, body).ifPresent(rows -> model.addAttribute("difference", rows));
        }
        return "articles/version";
    }

    @Override
    List<Moved> moved(UUID id) {
        return List.of(new Moved(count(claims::list, "article", id), "claim", "in it", "/claims?article=" + id));
    }
}

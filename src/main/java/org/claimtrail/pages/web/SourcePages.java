package org.claimtrail.pages.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Status;
import org.claimtrail.history.Histories;
import org.claimtrail.note.NotePlace;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.Reliability;
import org.claimtrail.source.SourceKind;
import org.claimtrail.source.Sources;
import org.claimtrail.standing.SourceRecords;
import org.claimtrail.thing.Resource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Whoever says things: what he is, what he is part of, and what the record tells of him. */
@Controller
@RequestMapping("/sources")
class SourcePages extends MergeableThingPages {

    private static final Set<String> MEMBERS = Form.members(
            "name", "kind", "aliases", "partOf", "description", "homepage", "country", "wikidataId", "reliability");

    private final Sources sources;
    private final SourceRecords records;
    private final Claims claims;
    private final Articles articles;
    private final ClaimLines lines;
    private final Notes notes;

    SourcePages(
            Sources sources,
            SourceRecords records,
            Claims claims,
            Articles articles,
            ClaimLines lines,
            Notes notes,
            Histories histories,
            Filtering filtering) {
        super(sources, MEMBERS, histories, filtering);
        this.sources = sources;
        this.records = records;
        this.claims = claims;
        this.articles = articles;
        this.lines = lines;
        this.notes = notes;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("sourceKinds", SourceKind.values());
        model.addAttribute("reliabilities", Reliability.values());
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("source", Tree.of(sources.read(id)));
        model.addAttribute("record", Tree.of(records.read(id)));
        model.addAttribute("statuses", Status.values());
        model.addAttribute(
                "claims",
                lines.of(claims.list(new Query(Map.of(
                        "source", List.of(id.toString()), "sort", List.of("-createdAt"), "limit", List.of("10"))))));
        model.addAttribute(
                "notes", Markdown.written(Tree.of(notes.list(new NotePlace(Resource.SOURCE, null, id), Lists.all()))));
        return "sources/show";
    }

    @Override
    List<Moved> moved(UUID id) {
        return List.of(
                new Moved(
                        count(claims::list, "source", id),
                        "claim",
                        "that it made or passed on",
                        "/claims?source=" + id),
                new Moved(count(claims::list, "about", id), "claim", "about it", "/claims?about=" + id),
                new Moved(
                        count(articles::list, "publisher", id),
                        "article",
                        "that it published",
                        "/articles?publisher=" + id),
                new Moved(count(sources::list, "partOf", id), "part", "of it", "/sources?partOf=" + id));
    }
}

package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.Claims;
import org.claimtrail.history.Histories;
import org.claimtrail.history.Resource;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.source.Reliability;
import org.claimtrail.source.SourceKind;
import org.claimtrail.source.Sources;
import org.claimtrail.standing.SourceRecords;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Whoever says things: what he is, what he is part of, and what the record tells of him. */
@Controller
class SourcePages {

    private static final Set<String> MEMBERS = Form.members(
            "name", "kind", "aliases", "partOf", "description", "homepage", "country", "wikidataId", "reliability");
    private static final String FORM = "sources/form";

    private final Sources sources;
    private final SourceRecords records;
    private final Claims claims;
    private final Histories histories;

    SourcePages(Sources sources, SourceRecords records, Claims claims, Histories histories) {
        this.sources = sources;
        this.records = records;
        this.claims = claims;
        this.histories = histories;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("sourceKinds", SourceKind.values());
        model.addAttribute("reliabilities", Reliability.values());
    }

    @GetMapping("/sources")
    ModelAndView list(HttpServletRequest request, Model model) {
        return Lists.page(request, "sources/list", model, sources::list, Map.of());
    }

    @GetMapping("/sources/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("source", Tree.of(sources.read(id)));
        model.addAttribute("record", Tree.of(records.read(id)));
        model.addAttribute(
                "claims",
                Tree.of(claims.list(new Query(Map.of(
                        "source", List.of(id.toString()), "sort", List.of("-createdAt"), "limit", List.of("10"))))));
        return "sources/show";
    }

    @GetMapping("/sources/{id}/history")
    ModelAndView history(@PathVariable UUID id, HttpServletRequest request, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("crumb", "/sources/" + id);
        return Lists.page(request, "history", model, query -> histories.of(Resource.SOURCE, id, query), Map.of());
    }

    @GetMapping("/sources/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return FORM;
    }

    @PostMapping("/sources/new")
    ModelAndView record(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return Forms.save(form, FORM, model, () -> {
            Representation recorded = sources.record(form.body());
            flash.addFlashAttribute("said", "It is recorded.");
            return "/sources/" + recorded.id();
        });
    }

    @GetMapping("/sources/{id}/edit")
    String edit(@PathVariable UUID id, Model model) {
        Representation present = sources.read(id);
        model.addAttribute("form", Form.of(present, MEMBERS));
        model.addAttribute("edited", Tree.of(present));
        return FORM;
    }

    @PostMapping("/sources/{id}/edit")
    ModelAndView save(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        model.addAttribute("edited", Tree.of(sources.read(id)));
        return Forms.save(form, FORM, model, MEMBERS, () -> sources.read(id), () -> {
            sources.change(id, form.ifMatch(), form.change(MEMBERS));
            flash.addFlashAttribute("said", "Saved.");
            return "/sources/" + id;
        });
    }

    @GetMapping("/sources/{id}/delete")
    ModelAndView askToDelete(@PathVariable UUID id, Model model) {
        Representation present = sources.read(id);
        return deletion(id).ask(present.etag(), model);
    }

    @PostMapping("/sources/{id}/delete")
    ModelAndView delete(@PathVariable UUID id, @RequestParam String version, Model model, RedirectAttributes flash) {
        return deletion(id).act(version, ifMatch -> sources.delete(id, ifMatch), model, flash);
    }

    @PostMapping("/sources/{id}/restore")
    String restore(@PathVariable UUID id, RedirectAttributes flash) {
        sources.restore(id);
        return deletion(id).restored(flash);
    }

    private static Deletion deletion(UUID id) {
        return new Deletion("The source", "/sources/" + id, "/sources");
    }
}

package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.article.Medium;
import org.claimtrail.claim.Claims;
import org.claimtrail.history.Histories;
import org.claimtrail.history.Resource;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.source.SourceKind;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Documents in which claims appear, with their versions. */
@Controller
class ArticlePages {

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
            "body");
    private static final String FORM = "articles/form";

    private final Articles articles;
    private final Claims claims;
    private final Histories histories;

    ArticlePages(Articles articles, Claims claims, Histories histories) {
        this.articles = articles;
        this.claims = claims;
        this.histories = histories;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("media", Medium.values());
        model.addAttribute("sourceKinds", SourceKind.values());
    }

    @GetMapping("/articles")
    ModelAndView list(HttpServletRequest request, Model model) {
        return Lists.page(request, "articles/list", model, articles::list, Map.of());
    }

    @GetMapping("/articles/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("article", Tree.of(articles.read(id)));
        model.addAttribute("versions", Tree.of(articles.versions(id, new Query(Map.of("limit", List.of("200"))))));
        model.addAttribute(
                "claims",
                Tree.of(claims.list(new Query(Map.of("article", List.of(id.toString()), "limit", List.of("200"))))));
        return "articles/show";
    }

    @GetMapping("/articles/{id}/versions/{version}")
    String version(@PathVariable UUID id, @PathVariable int version, Model model) {
        model.addAttribute("article", Tree.of(articles.read(id)));
        model.addAttribute("version", Tree.of(articles.version(id, version)));
        return "articles/version";
    }

    @GetMapping("/articles/{id}/history")
    ModelAndView history(@PathVariable UUID id, HttpServletRequest request, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("crumb", "/articles/" + id);
        return Lists.page(request, "history", model, query -> histories.of(Resource.ARTICLE, id, query), Map.of());
    }

    @GetMapping("/articles/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return FORM;
    }

    @PostMapping("/articles/new")
    ModelAndView record(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return Forms.save(form, FORM, model, () -> {
            Representation recorded = articles.record(form.body());
            flash.addFlashAttribute("said", "It is recorded.");
            return "/articles/" + recorded.id();
        });
    }

    @GetMapping("/articles/{id}/edit")
    String edit(@PathVariable UUID id, Model model) {
        Representation present = articles.read(id);
        model.addAttribute("form", Form.of(present, MEMBERS));
        model.addAttribute("edited", Tree.of(present));
        return FORM;
    }

    @PostMapping("/articles/{id}/edit")
    ModelAndView save(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        model.addAttribute("edited", Tree.of(articles.read(id)));
        return Forms.save(form, FORM, model, MEMBERS, () -> articles.read(id), () -> {
            articles.change(id, form.ifMatch(), form.change(MEMBERS));
            flash.addFlashAttribute("said", "Saved.");
            return "/articles/" + id;
        });
    }

    @GetMapping("/articles/{id}/delete")
    ModelAndView askToDelete(@PathVariable UUID id, Model model) {
        Representation present = articles.read(id);
        return deletion(id).ask(present.etag(), model);
    }

    @PostMapping("/articles/{id}/delete")
    ModelAndView delete(@PathVariable UUID id, @RequestParam String version, Model model, RedirectAttributes flash) {
        return deletion(id).act(version, ifMatch -> articles.delete(id, ifMatch), model, flash);
    }

    @PostMapping("/articles/{id}/restore")
    String restore(@PathVariable UUID id, RedirectAttributes flash) {
        articles.restore(id);
        return deletion(id).restored(flash);
    }

    private static Deletion deletion(UUID id) {
        return new Deletion("The article", "/articles/" + id, "/articles");
    }
}

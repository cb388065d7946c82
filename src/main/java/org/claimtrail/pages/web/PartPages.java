package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Representation;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** The pages that what belongs to another thing has: it is recorded, edited, deleted and restored, and shown on that thing's. */
abstract class PartPages {

    /** Those of one thing. */
    interface Parts {

        Representation read(UUID part);

        void record(ObjectNode body);

        void change(UUID part, IfMatch ifMatch, Edit edit);

        void delete(UUID part, IfMatch ifMatch);

        void restore(UUID part);

        /** Where they are shown. */
        String shown();

        Deletion deletion(UUID part);
    }

    private final String kind;
    private final String form;
    private final Set<String> members;

    /**
     * @param kind what one is called
     * @param form its template
     * @param members what the form may change
     */
    PartPages(String kind, String form, Set<String> members) {
        this.kind = kind;
        this.form = form;
        this.members = members;
    }

    /** Those that an address is about. */
    abstract Parts parts(Map<String, String> path);

    @GetMapping("/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return form;
    }

    @PostMapping("/new")
    ModelAndView record(
            @PathVariable Map<String, String> path, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Parts parts = parts(path);
        Form sent = Form.sent(request);
        return Forms.save(sent, form, model, () -> {
            parts.record(sent.body());
            flash.addFlashAttribute("said", Spoken.of("{0} is recorded.", Spoken.of("The " + kind)));
            return parts.shown();
        });
    }

    @GetMapping("/{part}/edit")
    String edit(@PathVariable Map<String, String> path, @PathVariable UUID part, Model model) {
        Representation present = parts(path).read(part);
        model.addAttribute("form", Form.of(present, members));
        model.addAttribute("edited", Tree.of(present));
        return form;
    }

    @PostMapping("/{part}/edit")
    ModelAndView save(
            @PathVariable Map<String, String> path,
            @PathVariable UUID part,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Parts parts = parts(path);
        Form sent = Form.sent(request);
        model.addAttribute("edited", Tree.of(parts.read(part)));
        return Forms.save(sent, form, model, members, () -> parts.read(part), () -> {
            parts.change(part, sent.ifMatch(), sent.edit(members));
            flash.addFlashAttribute("said", Spoken.of("Saved."));
            return parts.shown();
        });
    }

    @GetMapping("/{part}/delete")
    ModelAndView askToDelete(@PathVariable Map<String, String> path, @PathVariable UUID part, Model model) {
        Parts parts = parts(path);
        return parts.deletion(part).ask(parts.read(part).etag(), model);
    }

    @PostMapping("/{part}/delete")
    ModelAndView delete(
            @PathVariable Map<String, String> path,
            @PathVariable UUID part,
            @RequestParam String version,
            Model model,
            RedirectAttributes flash) {
        Parts parts = parts(path);
        return parts.deletion(part).act(version, ifMatch -> parts.delete(part, ifMatch), model, flash);
    }

    @PostMapping("/{part}/restore")
    String restore(@PathVariable Map<String, String> path, @PathVariable UUID part, RedirectAttributes flash) {
        Parts parts = parts(path);
        parts.restore(part);
        return parts.deletion(part).restored(flash);
    }
}

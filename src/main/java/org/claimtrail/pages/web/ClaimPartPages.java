package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Representation;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.SourceKind;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages that evidence and assessments of a claim have: they are recorded, edited, deleted and restored. */
abstract class ClaimPartPages {

    private final String kind;
    /** Where they stand, in addresses and on the page of the claim. */
    private final String place;

    private final String form;
    private final Set<String> members;
    private final ClaimParts<?> parts;
    private final Claims claims;

    /** @param members what the form may change */
    ClaimPartPages(ClaimParts<?> parts, Set<String> members, Claims claims) {
        this.kind = parts.resource().thing();
        this.place = parts.resource().plural();
        this.form = "claims/" + kind;
        this.members = members;
        this.parts = parts;
        this.claims = claims;
    }

    @ModelAttribute
    void ofClaim(@PathVariable String id, Model model) {
        model.addAttribute("claim", Tree.of(claims.read(ClaimKey.of(id))));
        model.addAttribute("id", id);
        model.addAttribute("sourceKinds", SourceKind.values());
    }

    @GetMapping("/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return form;
    }

    @PostMapping("/new")
    ModelAndView record(@PathVariable String id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form sent = Form.sent(request);
        return Forms.save(sent, form, model, () -> {
            parts.record(ClaimKey.of(id), sent.body());
            flash.addFlashAttribute("said", "The " + kind + " is recorded.");
            return "/claims/" + id + "#" + place;
        });
    }

    @GetMapping("/{part}/edit")
    String edit(@PathVariable String id, @PathVariable UUID part, Model model) {
        Representation present = parts.read(ClaimKey.of(id), part);
        model.addAttribute("form", Form.of(present, members));
        model.addAttribute("edited", Tree.of(present));
        return form;
    }

    @PostMapping("/{part}/edit")
    ModelAndView save(
            @PathVariable String id,
            @PathVariable UUID part,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        ClaimKey claim = ClaimKey.of(id);
        Form sent = Form.sent(request);
        model.addAttribute("edited", Tree.of(parts.read(claim, part)));
        return Forms.save(sent, form, model, members, () -> parts.read(claim, part), () -> {
            parts.change(claim, part, sent.ifMatch(), sent.edit(members));
            flash.addFlashAttribute("said", "Saved.");
            return "/claims/" + id + "#" + place;
        });
    }

    @GetMapping("/{part}/delete")
    ModelAndView askToDelete(@PathVariable String id, @PathVariable UUID part, Model model) {
        return deletion(id, part).ask(parts.read(ClaimKey.of(id), part).etag(), model);
    }

    @PostMapping("/{part}/delete")
    ModelAndView delete(
            @PathVariable String id,
            @PathVariable UUID part,
            @RequestParam String version,
            Model model,
            RedirectAttributes flash) {
        return deletion(id, part).act(version, ifMatch -> parts.delete(ClaimKey.of(id), part, ifMatch), model, flash);
    }

    @PostMapping("/{part}/restore")
    String restore(@PathVariable String id, @PathVariable UUID part, RedirectAttributes flash) {
        parts.restore(ClaimKey.of(id), part);
        return deletion(id, part).restored(flash);
    }

    private Deletion deletion(String id, UUID part) {
        return Deletion.ofPart("The " + kind, id, place + "/" + part);
    }
}

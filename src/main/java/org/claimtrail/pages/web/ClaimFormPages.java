package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.article.Medium;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Mode;
import org.claimtrail.claim.Nature;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.claim.RelationType;
import org.claimtrail.likeness.Likeness;
import org.claimtrail.pages.NewClaims;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.SourceKind;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** Records and edits claims with everything they have, in one form. */
@Controller
class ClaimFormPages {

    private static final Set<String> MEMBERS = Form.members(
            "text", "kind", "language", "topics", "about", "occurred", "resolvesBy", "place", "figures", "appearances");
    private static final String FORM = "claims/form";
    private static final int SIMILAR = 5;

    private final Claims claims;
    private final NewClaims newClaims;
    private final Likeness likeness;
    private final Inheritance inheritance;

    ClaimFormPages(Claims claims, NewClaims newClaims, Likeness likeness, Inheritance inheritance) {
        this.claims = claims;
        this.newClaims = newClaims;
        this.likeness = likeness;
        this.inheritance = inheritance;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("kinds", ClaimKind.values());
        model.addAttribute("sourceKinds", SourceKind.values());
        model.addAttribute("media", Medium.values());
        model.addAttribute("modes", Mode.values());
        model.addAttribute("bases", Basis.values());
        model.addAttribute("qualifiers", Qualifier.values());
        model.addAttribute("natures", Nature.values());
    }

    /**
     * @param type how the new claim is to bear on another one, where it is recorded for that
     * @param from a claim of which it inherits the article and the speakers
     * @param article in which it appears
     * @param url of an article that is not recorded yet
     */
    @GetMapping("/claims/new")
    String blank(
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(required = false) @Nullable UUID article,
            @RequestParam(defaultValue = "") String url,
            Model model) {
        ObjectNode body = !from.isEmpty()
                ? inheritance.ofClaim(ClaimKey.of(from))
                : article != null
                        ? inheritance.ofArticle(article)
                        : url.isEmpty() ? Inheritance.nothing() : Inheritance.ofAddress(url);
        if (type.equals(RelationType.DENIES.name())) {
            body.put("kind", ClaimKind.DENIAL.name());
        }
        bearsOn(type, to, model);
        model.addAttribute("form", Form.of(body));
        return FORM;
    }

    @PostMapping("/claims/new")
    ModelAndView record(
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "false") boolean seen,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.sent(request);
        bearsOn(type, to, model);
        if (!form.isAltered() && !seen) {
            Likeness.Duplicates similar = likeness.duplicates(form.body(), SIMILAR);
            if (!similar.claims().isEmpty()) {
                // Looked at once, they stand in nobody's way.
                model.addAttribute("form", form);
                add(similar, model);
                return new ModelAndView(FORM, model.asMap());
            }
        }
        return Forms.save(form, FORM, model, () -> {
            ObjectNode claim = (type.isEmpty() || to.isEmpty()
                            ? claims.record(form.body())
                            : claims.read(newClaims.record(form.body(), type, to)))
                    .tree();
            String number = "C-" + claim.get("number").asString();
            flash.addFlashAttribute("said", Spoken.of("It is recorded as {0}.", number));
            if (form.body().at("/appearances/0/article").isObject()) {
                flash.addFlashAttribute("another", "/claims/new?from=" + number);
            }
            return "/claims/" + number;
        });
    }

    @GetMapping("/claims/{id}/edit")
    String edit(@PathVariable String id, Model model) {
        Representation present = claims.read(ClaimKey.of(id));
        model.addAttribute("form", Form.of(present, MEMBERS));
        model.addAttribute("edited", Tree.of(present));
        return FORM;
    }

    @PostMapping("/claims/{id}/edit")
    ModelAndView save(@PathVariable String id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        ClaimKey key = ClaimKey.of(id);
        Form form = Form.sent(request);
        model.addAttribute("edited", Tree.of(claims.read(key)));
        return Forms.save(form, FORM, model, MEMBERS, () -> claims.read(key), () -> {
            claims.change(key, form.ifMatch(), form.edit(MEMBERS));
            flash.addFlashAttribute("said", Spoken.of("Saved."));
            return "/claims/" + id;
        });
    }

    @GetMapping("/claims/{id}/delete")
    ModelAndView askToDelete(@PathVariable String id, Model model) {
        return Deletion.ofClaim(id).ask(claims.read(ClaimKey.of(id)).etag(), model);
    }

    @PostMapping("/claims/{id}/delete")
    ModelAndView delete(@PathVariable String id, @RequestParam String version, Model model, RedirectAttributes flash) {
        return Deletion.ofClaim(id).act(version, ifMatch -> claims.delete(ClaimKey.of(id), ifMatch), model, flash);
    }

    @PostMapping("/claims/{id}/restore")
    String restore(@PathVariable String id, RedirectAttributes flash) {
        claims.restore(ClaimKey.of(id));
        return Deletion.ofClaim(id).restored(flash);
    }

    /** What a page shows while somebody types. */
    @GetMapping("/claims/similar")
    String similar(HttpServletRequest request, Model model) {
        String text = Lookups.typed(request, "/text");
        if (text.length() >= 12) {
            ObjectNode body = Json.object().put("text", text);
            String language = Lookups.typed(request, "/language");
            add(likeness.duplicates(language.isEmpty() ? body : body.put("language", language), SIMILAR), model);
        }
        return "claims/similar";
    }

    private static void add(Likeness.Duplicates similar, Model model) {
        model.addAttribute("duplicates", Tree.of(similar.claims()));
        model.addAttribute("notCompared", similar.compared().notes());
    }

    private void bearsOn(String type, String to, Model model) {
        if (!type.isEmpty() && !to.isEmpty()) {
            model.addAttribute("type", type);
            model.addAttribute("to", Tree.of(claims.read(ClaimKey.of(to))));
        }
    }
}

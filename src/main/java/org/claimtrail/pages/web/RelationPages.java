package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.RelationType;
import org.claimtrail.claim.Relations;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** How a claim bears on others, and they on it. Relations are recorded and deleted, and do not change. */
@Controller
@RequestMapping("/claims/{id}/relations")
class RelationPages {

    private static final String FORM = "claims/relation";

    private final Claims claims;
    private final Relations relations;

    RelationPages(Claims claims, Relations relations) {
        this.claims = claims;
        this.relations = relations;
    }

    @ModelAttribute
    void ofClaim(@PathVariable String id, Model model) {
        model.addAttribute("claim", Tree.of(claims.read(ClaimKey.of(id))));
        model.addAttribute("id", id);
        model.addAttribute("types", RelationType.values());
    }

    /** @param side {@code in} where another claim is to bear on this one */
    @GetMapping("/new")
    String blank(
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "out") String side,
            Model model) {
        ObjectNode body = Json.object();
        if (!type.isEmpty()) {
            body.put("type", type);
        }
        model.addAttribute("side", side);
        model.addAttribute("form", Form.of(body));
        return FORM;
    }

    @PostMapping("/new")
    ModelAndView record(
            @PathVariable String id,
            @RequestParam(defaultValue = "out") String side,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.sent(request);
        model.addAttribute("side", side);
        return Forms.save(form, FORM, model, () -> {
            ObjectNode body = form.body().deepCopy();
            ClaimKey from = ClaimKey.of(id);
            if (side.equals("in")) {
                from = other(body.at("/to/id").asString(""));
                body.set("to", Json.object().put("id", id));
            }
            relations.record(from, body);
            flash.addFlashAttribute("said", Spoken.of("The relation is recorded."));
            return "/claims/" + id + "#relations";
        });
    }

    /** The claim that is to act on this one. */
    private ClaimKey other(String named) {
        try {
            ClaimKey key = ClaimKey.of(named);
            claims.liveId(key);
            return key;
        } catch (NotRecorded | Deleted e) {
            throw new InvalidInput(
                    List.of(new Fault("/to/id", "must be the number of a claim that is recorded, such as C-24.")));
        }
    }

    @GetMapping("/{relation}/delete")
    ModelAndView askToDelete(@PathVariable String id, @PathVariable UUID relation, Model model) {
        return deletion(id, relation)
                .ask(relations.read(ClaimKey.of(id), relation).etag(), model);
    }

    @PostMapping("/{relation}/delete")
    ModelAndView delete(
            @PathVariable String id,
            @PathVariable UUID relation,
            @RequestParam String version,
            Model model,
            RedirectAttributes flash) {
        return deletion(id, relation)
                .act(version, ifMatch -> relations.delete(ClaimKey.of(id), relation, ifMatch), model, flash);
    }

    @PostMapping("/{relation}/restore")
    String restore(@PathVariable String id, @PathVariable UUID relation, RedirectAttributes flash) {
        relations.restore(ClaimKey.of(id), relation);
        return deletion(id, relation).restored(flash);
    }

    private static Deletion deletion(String id, UUID relation) {
        return Deletion.ofPart(Spoken.of("The relation"), id, "relations/" + relation);
    }
}

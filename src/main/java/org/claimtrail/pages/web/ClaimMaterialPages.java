package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.RelationType;
import org.claimtrail.claim.Relations;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
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
import tools.jackson.databind.node.ObjectNode;

/** What speaks for and against a claim: its relations to others, evidence, assessments. */
@Controller
class ClaimMaterialPages {

    private static final Set<String> EVIDENCE = Form.members(
            "title", "url", "kind", "provider", "stance", "capturedOn", "archiveUrl", "sha256", "credibility", "note");
    private static final Set<String> ASSESSMENT =
            Form.members("scale", "rating", "summary", "reviewer", "reviewedOn", "url", "evidence");
    private static final String EVIDENCE_FORM = "claims/evidence";
    private static final String ASSESSMENT_FORM = "claims/assessment";
    private static final String RELATION_FORM = "claims/relation";

    private final Claims claims;
    private final Relations relations;
    private final EvidenceLog evidence;
    private final Assessments assessments;

    ClaimMaterialPages(Claims claims, Relations relations, EvidenceLog evidence, Assessments assessments) {
        this.claims = claims;
        this.relations = relations;
        this.evidence = evidence;
        this.assessments = assessments;
    }

    @ModelAttribute
    void ofClaim(@PathVariable String id, Model model) {
        model.addAttribute("claim", Tree.of(claims.read(ClaimKey.of(id))));
        model.addAttribute("id", id);
        model.addAttribute("sourceKinds", SourceKind.values());
        model.addAttribute("types", RelationType.values());
    }

    // Relations. They are recorded and deleted, and do not change.

    /** @param side {@code in} where another claim is to bear on this one */
    @GetMapping("/claims/{id}/relations/new")
    String blankRelation(
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "out") String side,
            Model model) {
        ObjectNode body = Json.object();
        if (!type.isEmpty()) {
            body.put("type", type);
        }
        model.addAttribute("side", side);
        model.addAttribute("form", Form.of(body));
        return RELATION_FORM;
    }

    @PostMapping("/claims/{id}/relations/new")
    ModelAndView recordRelation(
            @PathVariable String id,
            @RequestParam(defaultValue = "out") String side,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.sent(request);
        model.addAttribute("side", side);
        return Forms.save(form, RELATION_FORM, model, () -> {
            ObjectNode body = form.body().deepCopy();
            ClaimKey from = ClaimKey.of(id);
            if (side.equals("in")) {
                from = other(body.at("/to/id").asString(""));
                body.set("to", Json.object().put("id", id));
            }
            relations.record(from, body);
            flash.addFlashAttribute("said", "The relation is recorded.");
            return "/claims/" + id + "#relations";
        });
    }

    /** The claim that is to act on this one. */
    private ClaimKey other(String named) {
        try {
            ClaimKey key = ClaimKey.of(named);
            claims.standing(key);
            return key;
        } catch (NotRecorded | Deleted e) {
            throw new InvalidInput(
                    List.of(new Fault("/to/id", "must be the number of a claim that is recorded, such as C-24.")));
        }
    }

    @GetMapping("/claims/{id}/relations/{relation}/delete")
    ModelAndView askToDeleteRelation(@PathVariable String id, @PathVariable UUID relation, Model model) {
        return relation(id, relation)
                .ask(relations.read(ClaimKey.of(id), relation).etag(), model);
    }

    @PostMapping("/claims/{id}/relations/{relation}/delete")
    ModelAndView deleteRelation(
            @PathVariable String id,
            @PathVariable UUID relation,
            @RequestParam String version,
            Model model,
            RedirectAttributes flash) {
        return relation(id, relation)
                .act(version, ifMatch -> relations.delete(ClaimKey.of(id), relation, ifMatch), model, flash);
    }

    @PostMapping("/claims/{id}/relations/{relation}/restore")
    String restoreRelation(@PathVariable String id, @PathVariable UUID relation, RedirectAttributes flash) {
        relations.restore(ClaimKey.of(id), relation);
        return restored(id, relation(id, relation), flash);
    }

    private static Deletion relation(String id, UUID relation) {
        return new Deletion("The relation", "/claims/" + id + "/relations/" + relation, "/claims/" + id);
    }

    // Evidence.

    @GetMapping("/claims/{id}/evidence/new")
    String blankEvidence(Model model) {
        model.addAttribute("form", Form.blank());
        return EVIDENCE_FORM;
    }

    @PostMapping("/claims/{id}/evidence/new")
    ModelAndView recordEvidence(
            @PathVariable String id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return Forms.save(form, EVIDENCE_FORM, model, () -> {
            evidence.record(ClaimKey.of(id), form.body());
            flash.addFlashAttribute("said", "The evidence is recorded.");
            return "/claims/" + id + "#evidence";
        });
    }

    @GetMapping("/claims/{id}/evidence/{piece}/edit")
    String editEvidence(@PathVariable String id, @PathVariable UUID piece, Model model) {
        Representation present = evidence.read(ClaimKey.of(id), piece);
        model.addAttribute("form", Form.of(present, EVIDENCE));
        model.addAttribute("edited", Tree.of(present));
        return EVIDENCE_FORM;
    }

    @PostMapping("/claims/{id}/evidence/{piece}/edit")
    ModelAndView saveEvidence(
            @PathVariable String id,
            @PathVariable UUID piece,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        ClaimKey key = ClaimKey.of(id);
        Form form = Form.sent(request);
        model.addAttribute("edited", Tree.of(evidence.read(key, piece)));
        return Forms.save(form, EVIDENCE_FORM, model, EVIDENCE, () -> evidence.read(key, piece), () -> {
            evidence.change(key, piece, form.ifMatch(), form.change(EVIDENCE));
            flash.addFlashAttribute("said", "Saved.");
            return "/claims/" + id + "#evidence";
        });
    }

    @GetMapping("/claims/{id}/evidence/{piece}/delete")
    ModelAndView askToDeleteEvidence(@PathVariable String id, @PathVariable UUID piece, Model model) {
        return piece(id, piece).ask(evidence.read(ClaimKey.of(id), piece).etag(), model);
    }

    @PostMapping("/claims/{id}/evidence/{piece}/delete")
    ModelAndView deleteEvidence(
            @PathVariable String id,
            @PathVariable UUID piece,
            @RequestParam String version,
            Model model,
            RedirectAttributes flash) {
        return piece(id, piece).act(version, ifMatch -> evidence.delete(ClaimKey.of(id), piece, ifMatch), model, flash);
    }

    @PostMapping("/claims/{id}/evidence/{piece}/restore")
    String restoreEvidence(@PathVariable String id, @PathVariable UUID piece, RedirectAttributes flash) {
        evidence.restore(ClaimKey.of(id), piece);
        return restored(id, piece(id, piece), flash);
    }

    private static Deletion piece(String id, UUID piece) {
        return new Deletion("The evidence", "/claims/" + id + "/evidence/" + piece, "/claims/" + id);
    }

    // Assessments.

    @GetMapping("/claims/{id}/assessments/new")
    String blankAssessment(@PathVariable String id, Model model) {
        model.addAttribute("form", Form.blank());
        pieces(id, model);
        return ASSESSMENT_FORM;
    }

    @PostMapping("/claims/{id}/assessments/new")
    ModelAndView recordAssessment(
            @PathVariable String id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        pieces(id, model);
        return Forms.save(form, ASSESSMENT_FORM, model, () -> {
            assessments.record(ClaimKey.of(id), form.body());
            flash.addFlashAttribute("said", "The assessment is recorded.");
            return "/claims/" + id + "#assessments";
        });
    }

    @GetMapping("/claims/{id}/assessments/{assessment}/edit")
    String editAssessment(@PathVariable String id, @PathVariable UUID assessment, Model model) {
        Representation present = assessments.read(ClaimKey.of(id), assessment);
        model.addAttribute("form", Form.of(present, ASSESSMENT));
        model.addAttribute("edited", Tree.of(present));
        pieces(id, model);
        return ASSESSMENT_FORM;
    }

    @PostMapping("/claims/{id}/assessments/{assessment}/edit")
    ModelAndView saveAssessment(
            @PathVariable String id,
            @PathVariable UUID assessment,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        ClaimKey key = ClaimKey.of(id);
        Form form = Form.sent(request);
        model.addAttribute("edited", Tree.of(assessments.read(key, assessment)));
        pieces(id, model);
        return Forms.save(form, ASSESSMENT_FORM, model, ASSESSMENT, () -> assessments.read(key, assessment), () -> {
            assessments.change(key, assessment, form.ifMatch(), form.change(ASSESSMENT));
            flash.addFlashAttribute("said", "Saved.");
            return "/claims/" + id + "#assessments";
        });
    }

    @GetMapping("/claims/{id}/assessments/{assessment}/delete")
    ModelAndView askToDeleteAssessment(@PathVariable String id, @PathVariable UUID assessment, Model model) {
        return assessment(id, assessment)
                .ask(assessments.read(ClaimKey.of(id), assessment).etag(), model);
    }

    @PostMapping("/claims/{id}/assessments/{assessment}/delete")
    ModelAndView deleteAssessment(
            @PathVariable String id,
            @PathVariable UUID assessment,
            @RequestParam String version,
            Model model,
            RedirectAttributes flash) {
        return assessment(id, assessment)
                .act(version, ifMatch -> assessments.delete(ClaimKey.of(id), assessment, ifMatch), model, flash);
    }

    @PostMapping("/claims/{id}/assessments/{assessment}/restore")
    String restoreAssessment(@PathVariable String id, @PathVariable UUID assessment, RedirectAttributes flash) {
        assessments.restore(ClaimKey.of(id), assessment);
        return restored(id, assessment(id, assessment), flash);
    }

    /** The evidence that an assessment may rest on. */
    private void pieces(String id, Model model) {
        model.addAttribute(
                "pieces", Tree.of(evidence.list(ClaimKey.of(id), new Query(Map.of("limit", List.of("200"))))));
    }

    private static Deletion assessment(String id, UUID assessment) {
        return new Deletion("The assessment", "/claims/" + id + "/assessments/" + assessment, "/claims/" + id);
    }

    private static String restored(String id, Deletion deletion, RedirectAttributes flash) {
        deletion.restored(flash);
        return "redirect:/claims/" + id;
    }
}

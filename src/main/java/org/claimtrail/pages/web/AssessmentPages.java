package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.assessment.RatingScales;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.prose.Tree;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Published verdicts on a claim. */
@Controller
@RequestMapping("/claims/{id}/assessments")
class AssessmentPages extends ClaimPartPages {

    private final EvidenceLog evidence;
    private final RatingScales scales;

    AssessmentPages(Assessments assessments, EvidenceLog evidence, RatingScales scales, Claims claims) {
        super(
                assessments,
                Form.members("scale", "rating", "summary", "reviewer", "reviewedOn", "url", "evidence"),
                claims);
        this.evidence = evidence;
        this.scales = scales;
    }

    /** The evidence that an assessment may rest on. */
    @ModelAttribute
    void pieces(@PathVariable String id, Model model) {
        model.addAttribute("pieces", Tree.of(evidence.list(ClaimKey.of(id), Lists.all())));
    }

    /** What other assessments rate on, and what they conclude: of the scale that a form has, if it has one. */
    @ModelAttribute
    void scales(HttpServletRequest request, Model model) {
        model.addAttribute("scales", scales.used());
        model.addAttribute("ratings", scales.ratings(Lookups.typed(request, "/scale/name")));
    }
}

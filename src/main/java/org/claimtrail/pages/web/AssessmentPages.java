package org.claimtrail.pages.web;

import java.util.List;
import java.util.Map;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Query;
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

    AssessmentPages(Assessments assessments, EvidenceLog evidence, Claims claims) {
        super(
                assessments,
                Form.members("scale", "rating", "summary", "reviewer", "reviewedOn", "url", "evidence"),
                claims);
        this.evidence = evidence;
    }

    /** The evidence that an assessment may rest on. */
    @ModelAttribute
    void pieces(@PathVariable String id, Model model) {
        model.addAttribute(
                "pieces", Tree.of(evidence.list(ClaimKey.of(id), new Query(Map.of("limit", List.of("200"))))));
    }
}

package org.claimtrail.pages.web;

import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.Claims;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Material that speaks for or against a claim. */
@Controller
@RequestMapping("/claims/{id}/evidence")
class EvidencePages extends ClaimPartPages {

    EvidencePages(EvidenceLog evidence, Claims claims) {
        super(
                evidence,
                Form.members(
                        "title",
                        "url",
                        "kind",
                        "provider",
                        "stance",
                        "capturedOn",
                        "archiveUrl",
                        "sha256",
                        "credibility",
                        "note"),
                claims);
    }
}

package org.claimtrail.assessment.web;

import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.web.ClaimPartsController;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/claims/{id}/evidence", produces = MediaType.APPLICATION_JSON_VALUE)
class EvidenceController extends ClaimPartsController.Changed {

    EvidenceController(EvidenceLog evidence) {
        super(evidence);
    }
}

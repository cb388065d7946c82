package org.claimtrail.assessment.web;

import org.claimtrail.assessment.Assessments;
import org.claimtrail.claim.web.ClaimPartsController;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/claims/{id}/assessments", produces = MediaType.APPLICATION_JSON_VALUE)
class AssessmentController extends ClaimPartsController.Changed {

    AssessmentController(Assessments assessments) {
        super(assessments);
    }
}

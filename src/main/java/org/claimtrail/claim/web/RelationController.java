package org.claimtrail.claim.web;

import org.claimtrail.claim.Relations;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/claims/{id}/relations", produces = MediaType.APPLICATION_JSON_VALUE)
class RelationController extends ClaimPartsController {

    RelationController(Relations relations) {
        super(relations);
    }
}

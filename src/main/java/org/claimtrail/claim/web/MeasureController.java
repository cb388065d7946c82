package org.claimtrail.claim.web;

import org.claimtrail.claim.Measures;
import org.claimtrail.platform.web.Api;
import org.claimtrail.thing.web.MergeableThingController;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/measures", produces = MediaType.APPLICATION_JSON_VALUE)
class MeasureController extends MergeableThingController {

    MeasureController(Measures measures) {
        super(measures);
    }
}

package org.claimtrail.claim.web;

import org.claimtrail.claim.Measures;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.thing.web.ThingController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/measures", produces = MediaType.APPLICATION_JSON_VALUE)
class MeasureController extends ThingController {

    private final Measures measures;

    MeasureController(Measures measures) {
        super(measures);
        this.measures = measures;
    }

    @GetMapping("/duplicates")
    ResponseEntity<byte[]> duplicates(Query query) {
        return Api.page(measures.duplicates(query), query);
    }
}

package org.claimtrail.source.web;

import org.claimtrail.platform.web.Api;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.web.MergeableThingController;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/sources", produces = MediaType.APPLICATION_JSON_VALUE)
class SourceController extends MergeableThingController {

    SourceController(Sources sources) {
        super(sources);
    }
}

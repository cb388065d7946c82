package org.claimtrail.proposal.web;

import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.proposal.Proposing;
import org.claimtrail.reading.ReadingJson;
import org.claimtrail.reading.Readings;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class ProposingController {

    private final Readings readings;
    private final Proposing proposing;

    ProposingController(Readings readings, Proposing proposing) {
        this.readings = readings;
        this.proposing = proposing;
    }

    @PostMapping(path = "/readings", params = "propose", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> read(Query query, ObjectNode body) {
        boolean propose = query.flag("propose");
        query.done();
        return ResponseEntity.ok()
                .body(Json.write(propose ? proposing.read(body) : ReadingJson.of(readings.read(body))));
    }
}

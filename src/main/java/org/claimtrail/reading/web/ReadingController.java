package org.claimtrail.reading.web;

import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
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
class ReadingController {

    private final Readings readings;

    ReadingController(Readings readings) {
        this.readings = readings;
    }

    @PostMapping(path = "/readings", params = "!propose", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> read(Query query, ObjectNode body) {
        query.done();
        return ResponseEntity.ok().body(Json.write(ReadingJson.of(readings.read(body))));
    }
}

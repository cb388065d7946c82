package org.claimtrail.standing.web;

import java.util.UUID;
import org.claimtrail.platform.web.Api;
import org.claimtrail.standing.SourceRecords;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class SourceRecordController {

    private final SourceRecords records;

    SourceRecordController(SourceRecords records) {
        this.records = records;
    }

    @GetMapping("/sources/{id}/record")
    ResponseEntity<byte[]> record(@PathVariable UUID id) {
        return Api.ok(records.read(id));
    }
}

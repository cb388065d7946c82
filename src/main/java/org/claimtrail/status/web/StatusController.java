package org.claimtrail.status.web;

import org.claimtrail.claim.ClaimKey;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.status.Statuses;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class StatusController {

    private final Statuses statuses;

    StatusController(Statuses statuses) {
        this.statuses = statuses;
    }

    @GetMapping("/statuses")
    ResponseEntity<byte[]> model() {
        return Api.ok(statuses.model());
    }

    @GetMapping("/claims/{id}/status")
    ResponseEntity<byte[]> status(@PathVariable String id) {
        return Api.ok(statuses.status(ClaimKey.of(id)));
    }

    @PutMapping(path = "/claims/{id}/status", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> changeStatus(@PathVariable String id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(statuses.changeStatus(ClaimKey.of(id), ifMatch, body));
    }

    @GetMapping("/claims/{id}/status/history")
    ResponseEntity<byte[]> history(@PathVariable String id, Query query) {
        return Api.page(statuses.history(ClaimKey.of(id), query), query);
    }

    @GetMapping("/claims/{id}/stage")
    ResponseEntity<byte[]> stage(@PathVariable String id) {
        return Api.ok(statuses.stage(ClaimKey.of(id)));
    }

    @PutMapping(path = "/claims/{id}/stage", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> changeStage(@PathVariable String id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(statuses.changeStage(ClaimKey.of(id), ifMatch, body));
    }
}

package org.claimtrail.history.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.history.Histories;
import org.claimtrail.history.Reverts;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.thing.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class HistoryController {

    private final Histories histories;
    private final Reverts reverts;

    HistoryController(Histories histories, Reverts reverts) {
        this.histories = histories;
        this.reverts = reverts;
    }

    @GetMapping("/claims/{id}/history")
    ResponseEntity<byte[]> ofClaim(@PathVariable String id, Query query) {
        return Api.page(histories.ofClaim(ClaimKey.of(id), query), query);
    }

    @PostMapping(path = "/claims/{id}/revert", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> revert(@PathVariable String id, ObjectNode body) {
        return Api.ok(reverts.revert(ClaimKey.of(id), body));
    }

    @GetMapping("/claims/{id}/assessments/{partId}/history")
    ResponseEntity<byte[]> ofAssessment(@PathVariable String id, @PathVariable UUID partId, Query query) {
        return Api.page(histories.ofPart(Resource.ASSESSMENT, ClaimKey.of(id), partId, query), query);
    }

    @GetMapping({"/sources/{id}/history", "/articles/{id}/history", "/measures/{id}/history", "/topics/{id}/history"})
    ResponseEntity<byte[]> ofThing(@PathVariable UUID id, HttpServletRequest request, Query query) {
        return Api.page(histories.of(ResourceAddress.resourceOf(request), id, query), query);
    }
}

package org.claimtrail.history.web;

import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.history.Histories;
import org.claimtrail.history.Resource;
import org.claimtrail.history.Reverts;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
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

    @GetMapping("/claims/{id}/assessments/{assessmentId}/history")
    ResponseEntity<byte[]> ofAssessment(@PathVariable String id, @PathVariable UUID assessmentId, Query query) {
        return Api.page(histories.ofAssessment(ClaimKey.of(id), assessmentId, query), query);
    }

    @GetMapping("/sources/{id}/history")
    ResponseEntity<byte[]> ofSource(@PathVariable UUID id, Query query) {
        return Api.page(histories.of(Resource.SOURCE, id, query), query);
    }

    @GetMapping("/articles/{id}/history")
    ResponseEntity<byte[]> ofArticle(@PathVariable UUID id, Query query) {
        return Api.page(histories.of(Resource.ARTICLE, id, query), query);
    }

    @GetMapping("/measures/{id}/history")
    ResponseEntity<byte[]> ofMeasure(@PathVariable UUID id, Query query) {
        return Api.page(histories.of(Resource.MEASURE, id, query), query);
    }

    @GetMapping("/topics/{id}/history")
    ResponseEntity<byte[]> ofTopic(@PathVariable UUID id, Query query) {
        return Api.page(histories.of(Resource.TOPIC, id, query), query);
    }
}

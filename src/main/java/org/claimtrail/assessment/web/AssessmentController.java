package org.claimtrail.assessment.web;

import java.util.UUID;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/claims/{id}/assessments", produces = MediaType.APPLICATION_JSON_VALUE)
class AssessmentController {

    private final Assessments assessments;

    AssessmentController(Assessments assessments) {
        this.assessments = assessments;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String id, Query query) {
        return Api.page(assessments.list(ClaimKey.of(id), query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(@PathVariable String id, ObjectNode body) {
        Representation recorded = assessments.record(ClaimKey.of(id), body);
        return Api.created("/claims/" + id + "/assessments/" + recorded.id(), recorded);
    }

    @GetMapping("/{assessmentId}")
    ResponseEntity<byte[]> read(@PathVariable String id, @PathVariable UUID assessmentId) {
        return Api.ok(assessments.read(ClaimKey.of(id), assessmentId));
    }

    @PutMapping(path = "/{assessmentId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(
            @PathVariable String id, @PathVariable UUID assessmentId, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(assessments.change(ClaimKey.of(id), assessmentId, ifMatch, Change.replacement(body)));
    }

    @DeleteMapping("/{assessmentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @PathVariable UUID assessmentId, IfMatch ifMatch) {
        assessments.delete(ClaimKey.of(id), assessmentId, ifMatch);
    }

    @PostMapping("/{assessmentId}/restore")
    ResponseEntity<byte[]> restore(@PathVariable String id, @PathVariable UUID assessmentId) {
        return Api.ok(assessments.restore(ClaimKey.of(id), assessmentId));
    }
}

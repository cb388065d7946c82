package org.claimtrail.assessment.web;

import java.util.UUID;
import org.claimtrail.assessment.EvidenceLog;
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
@RequestMapping(path = Api.BASE + "/claims/{id}/evidence", produces = MediaType.APPLICATION_JSON_VALUE)
class EvidenceController {

    private final EvidenceLog evidence;

    EvidenceController(EvidenceLog evidence) {
        this.evidence = evidence;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String id, Query query) {
        return Api.page(evidence.list(ClaimKey.of(id), query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(@PathVariable String id, ObjectNode body) {
        Representation recorded = evidence.record(ClaimKey.of(id), body);
        return Api.created("/claims/" + id + "/evidence/" + recorded.id(), recorded);
    }

    @GetMapping("/{evidenceId}")
    ResponseEntity<byte[]> read(@PathVariable String id, @PathVariable UUID evidenceId) {
        return Api.ok(evidence.read(ClaimKey.of(id), evidenceId));
    }

    @PutMapping(path = "/{evidenceId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(
            @PathVariable String id, @PathVariable UUID evidenceId, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(evidence.change(ClaimKey.of(id), evidenceId, ifMatch, Change.replacement(body)));
    }

    @DeleteMapping("/{evidenceId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @PathVariable UUID evidenceId, IfMatch ifMatch) {
        evidence.delete(ClaimKey.of(id), evidenceId, ifMatch);
    }

    @PostMapping("/{evidenceId}/restore")
    ResponseEntity<byte[]> restore(@PathVariable String id, @PathVariable UUID evidenceId) {
        return Api.ok(evidence.restore(ClaimKey.of(id), evidenceId));
    }
}

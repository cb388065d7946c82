package org.claimtrail.claim.web;

import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Relations;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/claims/{id}/relations", produces = MediaType.APPLICATION_JSON_VALUE)
class RelationController {

    private final Relations relations;

    RelationController(Relations relations) {
        this.relations = relations;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String id, Query query) {
        return Api.page(relations.list(ClaimKey.of(id), query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(@PathVariable String id, ObjectNode body) {
        Representation relation = relations.record(ClaimKey.of(id), body);
        return Api.created("/claims/" + id + "/relations/" + relation.id(), relation);
    }

    @GetMapping("/{relationId}")
    ResponseEntity<byte[]> read(@PathVariable String id, @PathVariable UUID relationId) {
        return Api.ok(relations.read(ClaimKey.of(id), relationId));
    }

    @DeleteMapping("/{relationId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @PathVariable UUID relationId, IfMatch ifMatch) {
        relations.delete(ClaimKey.of(id), relationId, ifMatch);
    }

    @PostMapping("/{relationId}/restore")
    ResponseEntity<byte[]> restore(@PathVariable String id, @PathVariable UUID relationId) {
        return Api.ok(relations.restore(ClaimKey.of(id), relationId));
    }
}

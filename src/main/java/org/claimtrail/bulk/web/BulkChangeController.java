package org.claimtrail.bulk.web;

import java.util.UUID;
import org.claimtrail.bulk.BulkChanges;
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
class BulkChangeController {

    private final BulkChanges changes;

    BulkChangeController(BulkChanges changes) {
        this.changes = changes;
    }

    @PostMapping(path = "/claims/bulk", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> change(ObjectNode body) {
        return ResponseEntity.ok().body(changes.change(body).json());
    }

    @GetMapping("/bulk-changes/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(changes.read(id));
    }

    @PostMapping("/bulk-changes/{id}/undo")
    ResponseEntity<byte[]> undo(@PathVariable UUID id) {
        return ResponseEntity.ok().body(changes.undo(id).json());
    }
}

package org.claimtrail.history.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.history.Purging;
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
class PurgeController {

    private final Purging purging;

    PurgeController(Purging purging) {
        this.purging = purging;
    }

    @GetMapping("/purges")
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(purging.list(query), query);
    }

    @PostMapping(path = "/claims/{id}/purge", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> purgeClaim(@PathVariable String id, ObjectNode body) {
        return Api.ok(purging.purgeClaim(ClaimKey.of(id), body));
    }

    @PostMapping(
            path = {"/sources/{id}/purge", "/articles/{id}/purge", "/measures/{id}/purge", "/topics/{id}/purge"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> purge(@PathVariable UUID id, HttpServletRequest request, ObjectNode body) {
        return Api.ok(purging.purge(ResourceAddress.resourceOf(request), id, body));
    }
}

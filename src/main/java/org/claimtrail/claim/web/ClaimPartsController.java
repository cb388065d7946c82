package org.claimtrail.claim.web;

import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.platform.Edit;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.node.ObjectNode;

/** What the API has for things of each kind that belong to a claim. */
public abstract class ClaimPartsController {

    private final ClaimParts<?> parts;

    protected ClaimPartsController(ClaimParts<?> parts) {
        this.parts = parts;
    }

    @GetMapping
    public ResponseEntity<byte[]> list(@PathVariable String id, Query query) {
        return Api.page(parts.list(ClaimKey.of(id), query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<byte[]> record(@PathVariable String id, ObjectNode body) {
        Representation part = parts.record(ClaimKey.of(id), body);
        return Api.created("/" + parts.resource().address().replace("*", id) + "/" + part.id(), part);
    }

    @GetMapping("/{partId}")
    public ResponseEntity<byte[]> read(@PathVariable String id, @PathVariable UUID partId) {
        return Api.ok(parts.read(ClaimKey.of(id), partId));
    }

    @DeleteMapping(path = "/{partId}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(@PathVariable String id, @PathVariable UUID partId, IfMatch ifMatch) {
        parts.delete(ClaimKey.of(id), partId, ifMatch);
    }

    @PostMapping("/{partId}/restore")
    public ResponseEntity<byte[]> restore(@PathVariable String id, @PathVariable UUID partId) {
        return Api.ok(parts.restore(ClaimKey.of(id), partId));
    }

    /** Of those that can be changed. */
    public abstract static class Changed extends ClaimPartsController {

        private final ClaimParts<?> parts;

        protected Changed(ClaimParts<?> parts) {
            super(parts);
            this.parts = parts;
        }

        @PutMapping(path = "/{partId}", consumes = MediaType.APPLICATION_JSON_VALUE)
        public ResponseEntity<byte[]> replace(
                @PathVariable String id, @PathVariable UUID partId, IfMatch ifMatch, ObjectNode body) {
            return Api.ok(parts.change(ClaimKey.of(id), partId, ifMatch, Edit.replacement(body)));
        }
    }
}

package org.claimtrail.claim.web;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.PartKind;
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

/** Figures and appearances, one by one. The claim's ETag guards them. */
@RestController
@RequestMapping(
        path = Api.BASE + "/claims/{id}/{parts:figures|appearances}",
        produces = MediaType.APPLICATION_JSON_VALUE)
class ClaimPartController {

    private static final Map<String, PartKind> KINDS =
            Map.of("figures", PartKind.FIGURE, "appearances", PartKind.APPEARANCE);

    private final Claims claims;

    ClaimPartController(Claims claims) {
        this.claims = claims;
    }

    /** One of those that the address may name. */
    private static PartKind kind(String parts) {
        return requireNonNull(KINDS.get(parts));
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable String id, @PathVariable String parts, Query query) {
        return Api.page(claims.parts(ClaimKey.of(id), kind(parts), query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> add(@PathVariable String id, @PathVariable String parts, ObjectNode body) {
        Representation part = claims.addPart(ClaimKey.of(id), kind(parts), body);
        return Api.created("/claims/" + id + "/" + parts + "/" + part.id(), part);
    }

    @GetMapping("/{partId}")
    ResponseEntity<byte[]> read(@PathVariable String id, @PathVariable String parts, @PathVariable UUID partId) {
        return Api.ok(claims.part(ClaimKey.of(id), kind(parts), partId));
    }

    @PutMapping(path = "/{partId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(
            @PathVariable String id,
            @PathVariable String parts,
            @PathVariable UUID partId,
            IfMatch ifMatch,
            ObjectNode body) {
        return Api.ok(claims.replacePart(ClaimKey.of(id), kind(parts), partId, ifMatch, body));
    }

    @DeleteMapping(path = "/{partId}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @PathVariable String parts, @PathVariable UUID partId, IfMatch ifMatch) {
        claims.deletePart(ClaimKey.of(id), kind(parts), partId, ifMatch);
    }

    @PostMapping("/{partId}/restore")
    ResponseEntity<byte[]> restore(@PathVariable String id, @PathVariable String parts, @PathVariable UUID partId) {
        return Api.ok(claims.restorePart(ClaimKey.of(id), kind(parts), partId));
    }
}

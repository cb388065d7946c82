package org.claimtrail.claim.web;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.ClaimCounts;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.source.Sources;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class ClaimController {

    private final Claims claims;
    private final ClaimCounts counts;
    private final Sources sources;
    private final Articles articles;

    ClaimController(Claims claims, ClaimCounts counts, Sources sources, Articles articles) {
        this.claims = claims;
        this.counts = counts;
        this.sources = sources;
        this.articles = articles;
    }

    @GetMapping("/claims")
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(claims.list(query), query);
    }

    @GetMapping("/claims/counts")
    ResponseEntity<byte[]> count(Query query) {
        return Api.ok(counts.count(query));
    }

    @GetMapping("/sources/{id}/claims")
    ResponseEntity<byte[]> ofSource(@PathVariable UUID id, Query query) {
        sources.read(id);
        return Api.page(claims.list(query.with("source", id.toString())), query);
    }

    @GetMapping("/articles/{id}/claims")
    ResponseEntity<byte[]> ofArticle(@PathVariable UUID id, Query query) {
        articles.read(id);
        return Api.page(claims.list(query.with("article", id.toString())), query);
    }

    @PostMapping(path = "/claims", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(ObjectNode body) {
        Representation claim = claims.record(body);
        return Api.created("/claims/" + claim.id(), claim);
    }

    @GetMapping("/claims/{id}")
    ResponseEntity<byte[]> read(@PathVariable String id) {
        return Api.ok(claims.read(ClaimKey.of(id)));
    }

    @PutMapping(path = "/claims/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(@PathVariable String id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(claims.change(ClaimKey.of(id), ifMatch, Change.replacement(body)));
    }

    @PatchMapping(path = "/claims/{id}", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patch(@PathVariable String id, IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(claims.change(ClaimKey.of(id), ifMatch, Change.mergePatch(patch, Set.of())));
    }

    @DeleteMapping("/claims/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, IfMatch ifMatch) {
        claims.delete(ClaimKey.of(id), ifMatch);
    }

    @PostMapping("/claims/{id}/restore")
    ResponseEntity<byte[]> restore(@PathVariable String id) {
        return Api.ok(claims.restore(ClaimKey.of(id)));
    }
}

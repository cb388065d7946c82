package org.claimtrail.claim.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.ClaimBatches;
import org.claimtrail.claim.ClaimBatches.Forbidden;
import org.claimtrail.claim.ClaimBatches.Invalid;
import org.claimtrail.claim.ClaimBatches.Outcome;
import org.claimtrail.claim.ClaimBatches.Recorded;
import org.claimtrail.claim.ClaimCounts;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Inclusion;
import org.claimtrail.claim.Inclusions;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.Problem;
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
    private final ClaimBatches batches;
    private final ClaimCounts counts;
    private final Inclusions inclusions;
    private final Sources sources;
    private final Articles articles;

    ClaimController(
            Claims claims,
            ClaimBatches batches,
            ClaimCounts counts,
            Inclusions inclusions,
            Sources sources,
            Articles articles) {
        this.claims = claims;
        this.batches = batches;
        this.counts = counts;
        this.inclusions = inclusions;
        this.sources = sources;
        this.articles = articles;
    }

    @GetMapping("/claims")
    ResponseEntity<byte[]> list(Query query) {
        return page(query, query);
    }

    private ResponseEntity<byte[]> page(Query selecting, Query asked) {
        List<Inclusion> included = inclusions.asked(selecting);
        return Api.page(
                included.isEmpty()
                        ? claims.list(selecting)
                        : inclusions.list(selecting, () -> claims.list(selecting), included),
                asked);
    }

    @GetMapping("/claims/counts")
    ResponseEntity<byte[]> count(Query query) {
        return Api.ok(counts.count(query));
    }

    @GetMapping("/sources/{id}/claims")
    ResponseEntity<byte[]> ofSource(@PathVariable UUID id, Query query) {
        sources.read(id);
        return page(query.with("source", id.toString()), query);
    }

    @GetMapping("/articles/{id}/claims")
    ResponseEntity<byte[]> ofArticle(@PathVariable UUID id, Query query) {
        articles.read(id);
        return page(query.with("article", id.toString()), query);
    }

    @PostMapping(path = "/claims", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(ObjectNode body) {
        Representation claim = claims.record(body);
        return Api.created("/claims/" + claim.id(), claim);
    }

    @PostMapping(path = "/claims/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> recordMany(ObjectNode body, HttpServletRequest request) {
        List<Map<String, Object>> items = batches.record(body).stream()
                .map(outcome -> answer(outcome, request.getRequestURI()))
                .toList();
        long refused =
                items.stream().filter(item -> item.containsKey("problem")).count();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("recorded", items.size() - refused);
        answer.put("refused", refused);
        answer.put("items", items);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.write(answer));
    }

    private static Map<String, Object> answer(Outcome outcome, String instance) {
        Map<String, Object> item = new LinkedHashMap<>();
        if (outcome instanceof Recorded recorded) {
            item.put("id", recorded.id());
            item.put("number", recorded.number());
            item.put("etag", recorded.etag());
        } else if (outcome instanceof Invalid invalid) {
            item.put("problem", Problem.of(invalid.input(), instance).members());
        } else if (outcome instanceof Forbidden forbidden) {
            item.put("problem", Problem.of(forbidden.conflict(), instance).members());
        }
        return item;
    }

    @GetMapping("/claims/{id}")
    ResponseEntity<byte[]> read(@PathVariable String id, Query query) {
        List<Inclusion> included = inclusions.asked(query);
        query.done();
        ClaimKey key = ClaimKey.of(id);
        return Api.ok(included.isEmpty() ? claims.read(key) : inclusions.read(() -> claims.read(key), included));
    }

    @PutMapping(path = "/claims/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(@PathVariable String id, IfMatch ifMatch, ObjectNode body) {
        // What a read included is no part of the claim.
        body.remove("included");
        return Api.ok(claims.change(ClaimKey.of(id), ifMatch, Edit.replacement(body)));
    }

    @PatchMapping(path = "/claims/{id}", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patch(@PathVariable String id, IfMatch ifMatch, ObjectNode patch) {
        patch.remove("included");
        return Api.ok(claims.change(ClaimKey.of(id), ifMatch, Edit.mergePatch(patch, Set.of())));
    }

    @DeleteMapping(path = "/claims/{id}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, IfMatch ifMatch) {
        claims.delete(ClaimKey.of(id), ifMatch);
    }

    @PostMapping("/claims/{id}/restore")
    ResponseEntity<byte[]> restore(@PathVariable String id) {
        return Api.ok(claims.restore(ClaimKey.of(id)));
    }
}

package org.claimtrail.source.web;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.source.SourceMerges;
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
@RequestMapping(path = Api.BASE + "/sources", produces = MediaType.APPLICATION_JSON_VALUE)
class SourceController {

    private final Sources sources;
    private final SourceMerges merges;

    SourceController(Sources sources, SourceMerges merges) {
        this.sources = sources;
        this.merges = merges;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(sources.list(query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(ObjectNode body) {
        Representation source = sources.record(body);
        return Api.created("/sources/" + source.id(), source);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(sources.read(id));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(@PathVariable UUID id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(sources.change(id, ifMatch, Change.replacement(body)));
    }

    @PatchMapping(path = "/{id}", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patch(@PathVariable UUID id, IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(sources.change(id, ifMatch, Change.mergePatch(patch, Set.of())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, IfMatch ifMatch) {
        sources.delete(id, ifMatch);
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<byte[]> restore(@PathVariable UUID id) {
        return Api.ok(sources.restore(id));
    }

    @PostMapping(path = "/{id}/merge", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> merge(@PathVariable UUID id, ObjectNode body) {
        return Api.ok(merges.merge(id, body));
    }

    @GetMapping("/{id}/merges")
    ResponseEntity<byte[]> merges(@PathVariable UUID id, Query query) {
        return Api.page(merges.list(id, query), query);
    }
}

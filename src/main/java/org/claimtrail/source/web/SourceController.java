package org.claimtrail.source.web;

import java.util.UUID;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.source.SourceMerges;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.web.ThingController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/sources", produces = MediaType.APPLICATION_JSON_VALUE)
class SourceController extends ThingController {

    private final Sources sources;
    private final SourceMerges merges;

    SourceController(Sources sources, SourceMerges merges) {
        super(sources);
        this.sources = sources;
        this.merges = merges;
    }

    @GetMapping("/duplicates")
    ResponseEntity<byte[]> duplicates(Query query) {
        return Api.page(sources.duplicates(query), query);
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

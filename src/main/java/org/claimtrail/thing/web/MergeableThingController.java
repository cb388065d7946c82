package org.claimtrail.thing.web;

import java.util.UUID;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.thing.MergeableThings;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** What the API has besides for things of kinds of which two can turn out to be one. */
public abstract class MergeableThingController extends ThingController {

    private final MergeableThings<?> things;

    /** @param references members that a patch replaces whole */
    protected MergeableThingController(MergeableThings<?> things, String... references) {
        super(things, references);
        this.things = things;
    }

    @GetMapping("/duplicates")
    public ResponseEntity<byte[]> duplicates(Query query) {
        return Api.page(things.duplicates(query), query);
    }

    @PostMapping(path = "/{id}/merge", consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<byte[]> merge(@PathVariable UUID id, ObjectNode body) {
        return Api.ok(things.merge(id, body));
    }

    @GetMapping("/{id}/merges")
    public ResponseEntity<byte[]> merges(@PathVariable UUID id, Query query) {
        return Api.page(things.merges(id, query), query);
    }
}

package org.claimtrail.thing.web;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.thing.Things;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.node.ObjectNode;

/** What the API has for things of each kind that stand by themselves. */
public abstract class ThingController {

    private final Things<?> things;
    private final Set<String> references;

    /** @param references members that a patch replaces whole */
    protected ThingController(Things<?> things, String... references) {
        this.things = things;
        this.references = Set.of(references);
    }

    @GetMapping
    public ResponseEntity<byte[]> list(Query query) {
        return Api.page(things.list(query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<byte[]> record(ObjectNode body) {
        Representation thing = things.record(body);
        return Api.created("/" + things.resource().address() + "/" + thing.id(), thing);
    }

    @GetMapping("/{id}")
    public ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(things.read(id));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<byte[]> replace(@PathVariable UUID id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(things.change(id, ifMatch, Edit.replacement(body)));
    }

    @PatchMapping(path = "/{id}", consumes = Api.MERGE_PATCH)
    public ResponseEntity<byte[]> patch(@PathVariable UUID id, IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(things.change(id, ifMatch, Edit.mergePatch(patch, references)));
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(@PathVariable UUID id, IfMatch ifMatch) {
        things.delete(id, ifMatch);
    }

    @PostMapping("/{id}/restore")
    public ResponseEntity<byte[]> restore(@PathVariable UUID id) {
        return Api.ok(things.restore(id));
    }
}

package org.claimtrail.savedsearch.web;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.savedsearch.SavedSearches;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Searches that whoever asks keeps, and those that others share. */
@RestController
@RequestMapping(path = Api.BASE + "/saved-searches", produces = MediaType.APPLICATION_JSON_VALUE)
class SavedSearchController {

    private final SavedSearches searches;
    private final Actor actor;

    SavedSearchController(SavedSearches searches, Actor actor) {
        this.searches = searches;
        this.actor = actor;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(searches.list(actor.self(), query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(ObjectNode body) {
        Representation search = searches.record(actor.self(), body);
        return Api.created("/saved-searches/" + search.id(), search);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(searches.represent(actor.self(), id));
    }

    @PatchMapping(path = "/{id}", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patch(@PathVariable UUID id, IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(searches.change(actor.self(), id, ifMatch, Edit.mergePatch(patch, Set.of("filters"))));
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, IfMatch ifMatch) {
        searches.delete(actor.self(), id, ifMatch);
    }

    /** What is new is counted from now. */
    @PostMapping("/{id}/look")
    ResponseEntity<byte[]> look(@PathVariable UUID id) {
        searches.look(actor.self(), id);
        return Api.ok(searches.represent(actor.self(), id));
    }
}

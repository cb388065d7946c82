package org.claimtrail.watching.web;

import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.watching.Watchable;
import org.claimtrail.watching.Watches;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether somebody watches something is his alone to change: nobody can be in the way, so that no ETag is asked for. */
@RestController
@RequestMapping(path = Api.BASE + "/watches", produces = MediaType.APPLICATION_JSON_VALUE)
class WatchController {

    private final Watches watches;
    private final Actor actor;

    WatchController(Watches watches, Actor actor) {
        this.watches = watches;
        this.actor = actor;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(watches.list(actor.self(), query), query);
    }

    @PutMapping(path = "/{kind}/{id}", produces = MediaType.ALL_VALUE)
    ResponseEntity<byte[]> watch(@PathVariable String kind, @PathVariable String id) {
        watches.watch(actor.self(), Watchable.named(kind), id);
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping(path = "/{kind}/{id}", produces = MediaType.ALL_VALUE)
    ResponseEntity<byte[]> stop(@PathVariable String kind, @PathVariable String id) {
        watches.stop(actor.self(), Watchable.named(kind), id);
        return ResponseEntity.noContent().build();
    }
}

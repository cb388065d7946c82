package org.claimtrail.watching.web;

import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.watching.Notices;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/notices", produces = MediaType.APPLICATION_JSON_VALUE)
class NoticeController {

    private final Notices notices;
    private final Actor actor;

    NoticeController(Notices notices, Actor actor) {
        this.notices = notices;
        this.actor = actor;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(notices.list(actor.self(), query), query);
    }

    @PostMapping(path = "/read", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> read(ObjectNode body) {
        return ResponseEntity.ok().body(notices.read(actor.self(), body).json());
    }
}

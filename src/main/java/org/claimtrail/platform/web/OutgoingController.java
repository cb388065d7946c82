package org.claimtrail.platform.web;

import org.claimtrail.platform.Outgoing;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether webhooks and mails are sent. */
@RestController
@RequestMapping(path = Api.BASE + "/outgoing", produces = MediaType.APPLICATION_JSON_VALUE)
class OutgoingController {

    private final Outgoing outgoing;

    OutgoingController(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    @GetMapping
    ResponseEntity<byte[]> read() {
        return Api.ok(outgoing.read());
    }

    @PostMapping("/hold")
    ResponseEntity<byte[]> hold() {
        return Api.ok(outgoing.hold(true));
    }

    @PostMapping("/release")
    ResponseEntity<byte[]> release() {
        return Api.ok(outgoing.hold(false));
    }
}

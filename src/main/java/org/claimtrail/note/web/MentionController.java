package org.claimtrail.note.web;

import org.claimtrail.note.Notes;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What notes want of somebody. */
@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class MentionController {

    private final Notes notes;

    MentionController(Notes notes) {
        this.notes = notes;
    }

    @GetMapping("/mentions")
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(notes.mentioning(query), query);
    }
}

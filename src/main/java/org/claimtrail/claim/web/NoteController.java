package org.claimtrail.claim.web;

import org.claimtrail.claim.Notes;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/claims/{id}/notes", produces = MediaType.APPLICATION_JSON_VALUE)
class NoteController extends ClaimPartsController.Changed {

    NoteController(Notes notes) {
        super(notes);
    }
}

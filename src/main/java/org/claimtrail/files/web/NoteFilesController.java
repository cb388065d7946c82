package org.claimtrail.files.web;

import java.util.Map;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.files.Place;
import org.claimtrail.platform.web.Api;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(Api.BASE + "/claims/{id}/notes/{thing}/files")
class NoteFilesController extends FilesController {

    NoteFilesController(Desk desk) {
        super(desk);
    }

    @Override
    Place place(Map<String, String> path) {
        return Place.ofNote(ClaimKey.of(String.valueOf(path.get("id"))), id(path, "note"));
    }
}

package org.claimtrail.files.web;

import java.util.Map;
import org.claimtrail.files.Place;
import org.claimtrail.note.NotePlace;
import org.claimtrail.platform.web.Api;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping({
    Api.BASE + "/claims/{claim}/notes/{thing}/files",
    Api.BASE + "/claims/{claim}/assessments/{assessment}/notes/{thing}/files",
    Api.BASE + "/sources/{source}/notes/{thing}/files",
    Api.BASE + "/articles/{article}/notes/{thing}/files"
})
class NoteFilesController extends FilesController {

    NoteFilesController(Desk desk) {
        super(desk);
    }

    @Override
    Place place(Map<String, String> path) {
        return Place.ofNote(NotePlace.named(path), id(path, "note"));
    }
}

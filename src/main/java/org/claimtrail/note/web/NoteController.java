package org.claimtrail.note.web;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.note.NotePlace;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What the API has for notes, whatever they are on. */
@RestController
@RequestMapping(
        path = {
            Api.BASE + "/claims/{claim}/notes",
            Api.BASE + "/claims/{claim}/assessments/{assessment}/notes",
            Api.BASE + "/sources/{source}/notes",
            Api.BASE + "/articles/{article}/notes"
        },
        produces = MediaType.APPLICATION_JSON_VALUE)
class NoteController {

    private final Notes notes;

    NoteController(Notes notes) {
        this.notes = notes;
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable Map<String, String> path, Query query) {
        return Api.page(notes.list(NotePlace.named(path), query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(@PathVariable Map<String, String> path, ObjectNode body) {
        NotePlace place = NotePlace.named(path);
        Representation note = notes.record(place, body);
        return Api.created(place.address() + "/notes/" + note.id(), note);
    }

    @GetMapping("/{note}")
    ResponseEntity<byte[]> read(@PathVariable Map<String, String> path, @PathVariable UUID note) {
        return Api.ok(notes.read(NotePlace.named(path), note));
    }

    @PutMapping(path = "/{note}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(
            @PathVariable Map<String, String> path, @PathVariable UUID note, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(notes.change(NotePlace.named(path), note, ifMatch, Edit.replacement(body)));
    }

    @DeleteMapping(path = "/{note}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable Map<String, String> path, @PathVariable UUID note, IfMatch ifMatch) {
        notes.delete(NotePlace.named(path), note, ifMatch);
    }

    @PostMapping("/{note}/restore")
    ResponseEntity<byte[]> restore(@PathVariable Map<String, String> path, @PathVariable UUID note) {
        return Api.ok(notes.restore(NotePlace.named(path), note));
    }
}

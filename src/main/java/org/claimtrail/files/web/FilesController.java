package org.claimtrail.files.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.files.KeptFiles;
import org.claimtrail.files.KeptFiles.Content;
import org.claimtrail.files.Place;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Spool;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.BadRequest;
import org.claimtrail.platform.web.PacedInput;
import org.claimtrail.platform.web.ProblemType;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What the API has for the files of things of each kind. */
abstract class FilesController {

    /** What all of them need. */
    @Component
    record Desk(KeptFiles files, Spool spool, FileSettings settings, Limits limits) {}

    private final Desk desk;

    FilesController(Desk desk) {
        this.desk = desk;
    }

    /** What the address names. */
    abstract Place place(Map<String, String> path);

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> list(@PathVariable Map<String, String> path, Query query) {
        return Api.page(desk.files().list(place(path), query), query);
    }

    /** A file as it is. */
    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> attach(@PathVariable Map<String, String> path, HttpServletRequest request, Query query)
            throws IOException {
        String name = query.text("name").orElse(null);
        query.done();
        refuseLarger(request.getContentLengthLong());
        try (Spool.Spooled file = desk.spool().take(PacedInput.of(request, desk.limits()))) {
            refuseLarger(file.bytes());
            Representation attached = desk.files().attach(place(path), name, file);
            return Api.created(request.getRequestURI().substring(Api.BASE.length()) + "/" + attached.id(), attached);
        }
    }

    private void refuseLarger(long bytes) {
        if (bytes > desk.settings().size().toBytes()) {
            throw new BadRequest(
                    ProblemType.BODY_TOO_LARGE,
                    "A file may have at most "
                            + FileSettings.told(desk.settings().size()) + ".");
        }
    }

    @GetMapping(path = "/{file}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> read(@PathVariable Map<String, String> path, @PathVariable UUID file) {
        return Api.ok(desk.files().read(place(path), file));
    }

    @DeleteMapping("/{file}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable Map<String, String> path, @PathVariable UUID file, IfMatch ifMatch) {
        desk.files().remove(place(path), file, ifMatch);
    }

    @PostMapping(path = "/{file}/restore", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> restore(@PathVariable Map<String, String> path, @PathVariable UUID file) {
        return Api.ok(desk.files().restore(place(path), file));
    }

    @GetMapping("/{file}/content")
    ResponseEntity<Resource> content(@PathVariable Map<String, String> path, @PathVariable UUID file) {
        return sent(desk.files().content(place(path), file));
    }

    @GetMapping("/{file}/thumbnail")
    ResponseEntity<Resource> thumbnail(@PathVariable Map<String, String> path, @PathVariable UUID file) {
        return sent(desk.files().thumbnail(place(path), file));
    }

    private static ResponseEntity<Resource> sent(Content content) {
        return Api.file(content.name(), content.mediaType(), content.tag(), content.bytes());
    }

    static UUID id(Map<String, String> path, String thing) {
        String id = String.valueOf(path.get("thing"));
        return Ids.parse(id).orElseThrow(() -> new NotRecorded(thing, id));
    }
}

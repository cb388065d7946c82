package org.claimtrail.intake.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.claimtrail.intake.Format;
import org.claimtrail.intake.Imports;
import org.claimtrail.intake.Imports.Head;
import org.claimtrail.intake.Mappings;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.PacedInput;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/imports", produces = MediaType.APPLICATION_JSON_VALUE)
class ImportController {

    private final Imports imports;
    private final Mappings mappings;
    private final ImportEvents events;
    private final Limits limits;

    ImportController(Imports imports, Mappings mappings, ImportEvents events, Limits limits) {
        this.imports = imports;
        this.mappings = mappings;
        this.events = events;
        this.limits = limits;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(imports.list(query), query);
    }

    /** Pasted text, in a body that says what it is. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> paste(ObjectNode body) throws IOException {
        Fields fields = Fields.of(body);
        String text = fields.requiredText("text");
        String name = fields.name("name");
        Format format = fields.choice("format", Format.class);
        boolean dryRun = fields.flag("dryRun");
        boolean start = !fields.has("start") || fields.flag("start");
        ObjectNode reading = body.get("reading") instanceof ObjectNode given ? given : null;
        fields.object("reading");
        String mapping = fields.name("mapping");
        if (mapping != null) {
            reading = mappings.find(mapping).orElse(null);
            if (reading == null) {
                fields.fault("mapping", "must be the name of a mapping that is saved.");
            }
        }
        fields.done();
        fields.faults().throwIfAny();
        return created(imports.upload(
                new Head(name == null ? "pasted text" : name, format, dryRun, start, reading),
                new ByteArrayInputStream(Fields.given(text).getBytes(StandardCharsets.UTF_8))));
    }

    /** A file as it is, of any length. */
    @PostMapping(consumes = "!" + MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> upload(HttpServletRequest request, Query query) throws IOException {
        String name = query.text("name").orElse("upload");
        Format format =
                query.choices("format", Format.class).stream().findFirst().orElse(null);
        boolean dryRun = query.flag("dryRun");
        boolean start = query.trueOrFalse("start").orElse(true);
        ObjectNode reading = query.value(
                        "mapping",
                        mapping -> mappings.find(mapping)
                                .orElseThrow(() ->
                                        new IllegalArgumentException("must be the name of a mapping that is saved.")))
                .orElse(null);
        query.done();
        return created(imports.upload(new Head(name, format, dryRun, start, reading), PacedInput.of(request, limits)));
    }

    private static ResponseEntity<byte[]> created(Representation made) {
        return Api.created("/imports/" + made.id(), made);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(imports.read(id));
    }

    @GetMapping("/{id}/items")
    ResponseEntity<byte[]> items(@PathVariable UUID id, Query query) {
        return Api.page(imports.items(id, query), query);
    }

    @GetMapping("/{id}/stayed")
    ResponseEntity<byte[]> stayed(@PathVariable UUID id, Query query) {
        return Api.page(imports.stayed(id, query), query);
    }

    @GetMapping("/{id}/preview")
    ResponseEntity<byte[]> preview(@PathVariable UUID id, Query query) {
        return Api.ok(imports.preview(id, query));
    }

    /** Nothing of it is gathered, however much it is. */
    @GetMapping(path = "/{id}/faults", produces = MediaType.ALL_VALUE)
    void faults(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        Imports.Download refused = imports.faults(id);
        Api.attach(response, refused.name(), refused.mediaType());
        refused.rows().to(response.getOutputStream());
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable UUID id) {
        return events.of(id);
    }

    @PutMapping(path = "/{id}/reading", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> readSo(@PathVariable UUID id, ObjectNode reading) {
        return Api.ok(imports.read(id, reading));
    }

    @PostMapping(path = "/{id}/start")
    ResponseEntity<byte[]> start(@PathVariable UUID id, @Nullable ObjectNode body) {
        boolean dryRun = false;
        if (body != null) {
            Fields fields = Fields.of(body);
            dryRun = fields.flag("dryRun");
            fields.done();
            fields.faults().throwIfAny();
        }
        return Api.ok(imports.start(id, dryRun));
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<byte[]> pause(@PathVariable UUID id) {
        return Api.ok(imports.pause(id));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<byte[]> resume(@PathVariable UUID id) {
        return Api.ok(imports.resume(id));
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<byte[]> cancel(@PathVariable UUID id) {
        return Api.ok(imports.cancel(id));
    }

    @PostMapping("/{id}/undo")
    ResponseEntity<byte[]> undo(@PathVariable UUID id) {
        return Api.ok(imports.undo(id));
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        imports.delete(id);
    }
}

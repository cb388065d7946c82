package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.files.KeptFiles;
import org.claimtrail.files.KeptFiles.Content;
import org.claimtrail.files.Place;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.FormWithFile;
import org.claimtrail.platform.web.FormWithFile.Incoming;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Files of evidence, notes and articles: attached, removed, put back and looked at, from the page that shows the thing. */
@Controller
class FilePages {

    private static final String OF_EVIDENCE = "/claims/{id}/evidence/{thing}/files";
    private static final String OF_NOTE = "/claims/{id}/notes/{thing}/files";
    private static final String OF_ARTICLE = "/articles/{thing}/files";

    private final KeptFiles files;

    FilePages(KeptFiles files) {
        this.files = files;
    }

    /**
     * What an address names.
     *
     * @param page that shows it
     * @param files their address
     */
    private record Shown(Place place, String page, String files) {

        static Shown of(HttpServletRequest request, @Nullable String claim, UUID thing) {
            if (claim == null) {
                return new Shown(
                        Place.ofArticle(thing), "/articles/" + thing + "#files", "/articles/" + thing + "/files");
            }
            boolean ofNote = request.getRequestURI().startsWith("/claims/" + claim + "/notes/");
            String part = ofNote ? "notes" : "evidence";
            ClaimKey key = ClaimKey.of(claim);
            return new Shown(
                    ofNote ? Place.ofNote(key, thing) : Place.ofEvidence(key, thing),
                    "/claims/" + claim + "#" + (ofNote ? "note-" : "evidence-") + thing,
                    "/claims/" + claim + "/" + part + "/" + thing + "/files");
        }
    }

    /** Each by itself: what is wrong with one keeps no other from being attached. */
    @PostMapping({OF_EVIDENCE, OF_NOTE, OF_ARTICLE})
    String attach(
            @PathVariable Optional<String> id,
            @PathVariable UUID thing,
            HttpServletRequest request,
            RedirectAttributes flash) {
        Shown shown = Shown.of(request, id.orElse(null), thing);
        List<String> attached = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        List<Incoming> given = FormWithFile.incoming(request, "files");
        for (Incoming file : given) {
            try {
                attached.add(name(files.attach(shown.place(), file.name(), file.content())));
            } catch (InvalidInput e) {
                e.faults().forEach(fault -> faults.add(file.name() + " " + fault.detail()));
            } catch (Conflict e) {
                faults.add(file.name() + ": " + e.getMessage());
            }
        }
        if (given.isEmpty()) {
            faults.add("Choose a file first.");
        }
        if (!attached.isEmpty()) {
            flash.addFlashAttribute(
                    "said",
                    attached.size() == 1
                            ? attached.get(0) + " is attached."
                            : attached.size() + " files are attached.");
        }
        if (!faults.isEmpty()) {
            flash.addFlashAttribute("fileFaults", Map.of(thing.toString(), faults));
        }
        return "redirect:" + shown.page();
    }

    @PostMapping({OF_EVIDENCE + "/{file}/remove", OF_NOTE + "/{file}/remove", OF_ARTICLE + "/{file}/remove"})
    String remove(
            @PathVariable Optional<String> id,
            @PathVariable UUID thing,
            @PathVariable UUID file,
            HttpServletRequest request,
            RedirectAttributes flash) {
        Shown shown = Shown.of(request, id.orElse(null), thing);
        String name = name(files.read(shown.place(), file));
        files.remove(shown.place(), file, IfMatch.ANY);
        flash.addFlashAttribute("said", name + " is removed.");
        flash.addFlashAttribute("undo", shown.files() + "/" + file + "/restore");
        return "redirect:" + shown.page();
    }

    @PostMapping({OF_EVIDENCE + "/{file}/restore", OF_NOTE + "/{file}/restore", OF_ARTICLE + "/{file}/restore"})
    String restore(
            @PathVariable Optional<String> id,
            @PathVariable UUID thing,
            @PathVariable UUID file,
            HttpServletRequest request,
            RedirectAttributes flash) {
        Shown shown = Shown.of(request, id.orElse(null), thing);
        try {
            flash.addFlashAttribute("said", name(files.restore(shown.place(), file)) + " is back.");
        } catch (InvalidInput e) {
            flash.addFlashAttribute("fileFaults", Map.of(thing.toString(), List.of("It " + e.getMessage())));
        } catch (Conflict e) {
            flash.addFlashAttribute("fileFaults", Map.of(thing.toString(), List.of(e.getMessage())));
        }
        return "redirect:" + shown.page();
    }

    @GetMapping({OF_EVIDENCE + "/{file}", OF_NOTE + "/{file}", OF_ARTICLE + "/{file}"})
    ResponseEntity<Resource> content(
            @PathVariable Optional<String> id,
            @PathVariable UUID thing,
            @PathVariable UUID file,
            HttpServletRequest request) {
        return sent(files.content(Shown.of(request, id.orElse(null), thing).place(), file));
    }

    @GetMapping({OF_EVIDENCE + "/{file}/thumbnail", OF_NOTE + "/{file}/thumbnail", OF_ARTICLE + "/{file}/thumbnail"})
    ResponseEntity<Resource> thumbnail(
            @PathVariable Optional<String> id,
            @PathVariable UUID thing,
            @PathVariable UUID file,
            HttpServletRequest request) {
        return sent(files.thumbnail(Shown.of(request, id.orElse(null), thing).place(), file));
    }

    private static String name(Representation file) {
        return file.tree().path("name").asString();
    }

    private static ResponseEntity<Resource> sent(Content content) {
        return Api.file(content.name(), content.mediaType(), content.tag(), content.bytes());
    }
}

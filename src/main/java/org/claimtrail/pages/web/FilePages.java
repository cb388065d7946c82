package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.files.KeptFiles;
import org.claimtrail.files.KeptFiles.Content;
import org.claimtrail.files.Place;
import org.claimtrail.note.NotePlace;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.FormWithFile;
import org.claimtrail.platform.web.FormWithFile.Incoming;
import org.claimtrail.translation.Spoken;
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
    private static final String OF_ARTICLE = "/articles/{thing}/files";
    private static final String ON_CLAIM = "/claims/{claim}/notes/{thing}/files";
    private static final String ON_ASSESSMENT = "/claims/{claim}/assessments/{assessment}/notes/{thing}/files";
    private static final String ON_SOURCE = "/sources/{source}/notes/{thing}/files";
    private static final String ON_ARTICLE = "/articles/{article}/notes/{thing}/files";

    /** The variables that name what a note is on. */
    private static final Set<String> NOTED = Set.of("claim", "source", "article");

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

        static Shown of(Map<String, String> path) {
            UUID thing = id(path);
            if (path.containsKey("id")) {
                String page = "/claims/" + path.get("id");
                return new Shown(
                        Place.ofEvidence(ClaimKey.of(String.valueOf(path.get("id"))), thing),
                        page + "#evidence-" + thing,
                        page + "/evidence/" + thing + "/files");
            }
            if (Collections.disjoint(path.keySet(), NOTED)) {
                String page = "/articles/" + thing;
                return new Shown(Place.ofArticle(thing), page + "#files", page + "/files");
            }
            NotePlace on = NotePlace.named(path);
            return new Shown(
                    Place.ofNote(on, thing),
                    NotePages.page(on) + "#note-" + thing,
                    on.address() + "/notes/" + thing + "/files");
        }

        private static UUID id(Map<String, String> path) {
            String id = String.valueOf(path.get("thing"));
            return Ids.parse(id).orElseThrow(() -> new NotRecorded("thing with files", id));
        }
    }

    /** Each by itself: what is wrong with one keeps no other from being attached. */
    @PostMapping({OF_EVIDENCE, OF_ARTICLE, ON_CLAIM, ON_ASSESSMENT, ON_SOURCE, ON_ARTICLE})
    String attach(
            @PathVariable Map<String, String> path,
            @PathVariable UUID thing,
            HttpServletRequest request,
            RedirectAttributes flash) {
        Shown shown = Shown.of(path);
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
            faults.add(Spoken.of("Choose a file first."));
        }
        if (!attached.isEmpty()) {
            flash.addFlashAttribute(
                    "said",
                    attached.size() == 1
                            ? Spoken.of("{0} is attached.", attached.get(0))
                            : Spoken.of("{0} files are attached.", attached.size()));
        }
        if (!faults.isEmpty()) {
            flash.addFlashAttribute("fileFaults", Map.of(thing.toString(), faults));
        }
        return "redirect:" + shown.page();
    }

    @PostMapping({
        OF_EVIDENCE + "/{file}/remove",
        OF_ARTICLE + "/{file}/remove",
        ON_CLAIM + "/{file}/remove",
        ON_ASSESSMENT + "/{file}/remove",
        ON_SOURCE + "/{file}/remove",
        ON_ARTICLE + "/{file}/remove"
    })
    String remove(@PathVariable Map<String, String> path, @PathVariable UUID file, RedirectAttributes flash) {
        Shown shown = Shown.of(path);
        String name = name(files.read(shown.place(), file));
        files.remove(shown.place(), file, IfMatch.ANY);
        flash.addFlashAttribute("said", Spoken.of("{0} is removed.", name));
        flash.addFlashAttribute("undo", shown.files() + "/" + file + "/restore");
        return "redirect:" + shown.page();
    }

    @PostMapping({
        OF_EVIDENCE + "/{file}/restore",
        OF_ARTICLE + "/{file}/restore",
        ON_CLAIM + "/{file}/restore",
        ON_ASSESSMENT + "/{file}/restore",
        ON_SOURCE + "/{file}/restore",
        ON_ARTICLE + "/{file}/restore"
    })
    String restore(
            @PathVariable Map<String, String> path,
            @PathVariable UUID thing,
            @PathVariable UUID file,
            RedirectAttributes flash) {
        Shown shown = Shown.of(path);
        try {
            flash.addFlashAttribute("said", Spoken.of("{0} is back.", name(files.restore(shown.place(), file))));
        } catch (InvalidInput e) {
            flash.addFlashAttribute(
                    "fileFaults",
                    Map.of(thing.toString(), List.of(Spoken.of("It {0}", Spoken.sentence(e.getMessage())))));
        } catch (Conflict e) {
            flash.addFlashAttribute("fileFaults", Map.of(thing.toString(), List.of(e.getMessage())));
        }
        return "redirect:" + shown.page();
    }

    @GetMapping({
        OF_EVIDENCE + "/{file}",
        OF_ARTICLE + "/{file}",
        ON_CLAIM + "/{file}",
        ON_ASSESSMENT + "/{file}",
        ON_SOURCE + "/{file}",
        ON_ARTICLE + "/{file}"
    })
    ResponseEntity<Resource> content(@PathVariable Map<String, String> path, @PathVariable UUID file) {
        return sent(files.content(Shown.of(path).place(), file));
    }

    @GetMapping({
        OF_EVIDENCE + "/{file}/thumbnail",
        OF_ARTICLE + "/{file}/thumbnail",
        ON_CLAIM + "/{file}/thumbnail",
        ON_ASSESSMENT + "/{file}/thumbnail",
        ON_SOURCE + "/{file}/thumbnail",
        ON_ARTICLE + "/{file}/thumbnail"
    })
    ResponseEntity<Resource> thumbnail(@PathVariable Map<String, String> path, @PathVariable UUID file) {
        return sent(files.thumbnail(Shown.of(path).place(), file));
    }

    private static String name(Representation file) {
        return file.tree().path("name").asString();
    }

    private static ResponseEntity<Resource> sent(Content content) {
        return Api.file(content.name(), content.mediaType(), content.tag(), content.bytes());
    }
}

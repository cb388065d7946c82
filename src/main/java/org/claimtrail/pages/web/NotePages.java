package org.claimtrail.pages.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Claims;
import org.claimtrail.note.NotePlace;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Representation;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.Resource;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the desk says about things, among itself. Threads are read, answered and resolved on the page of the thing, those about
 * an assessment on that of its claim.
 */
@Controller
@RequestMapping({
    "/claims/{claim}/notes",
    "/claims/{claim}/assessments/{assessment}/notes",
    "/sources/{source}/notes",
    "/articles/{article}/notes"
})
class NotePages extends PartPages {

    private final Notes notes;
    private final Claims claims;
    private final Sources sources;
    private final Articles articles;

    NotePages(Notes notes, Claims claims, Sources sources, Articles articles) {
        super(notes.resource().thing(), "note", Form.members("text"));
        this.notes = notes;
        this.claims = claims;
        this.sources = sources;
        this.articles = articles;
    }

    /** The page that shows what a note is on, what that is called, and what it says. */
    private record Shown(String page, String name, String text) {}

    @ModelAttribute
    void about(@PathVariable Map<String, String> path, Model model) {
        NotePlace place = NotePlace.named(path);
        notes.live(place);
        Shown shown = shown(place);
        model.addAttribute("above", above(place, shown));
        model.addAttribute("about", shown);
        model.addAttribute("place", place.address());
    }

    @Override
    Parts parts(Map<String, String> path) {
        return new OfPlace(NotePlace.named(path));
    }

    /** Whatever the note says by now: it is resolved, or open again. */
    @PostMapping("/{part}/resolve")
    String resolve(
            @PathVariable Map<String, String> path,
            @PathVariable UUID part,
            @RequestParam boolean resolved,
            RedirectAttributes flash) {
        NotePlace place = NotePlace.named(path);
        notes.change(place, part, IfMatch.ANY, present -> present.put("resolved", resolved));
        flash.addFlashAttribute("said", Spoken.of(resolved ? "The note is resolved." : "The note is open again."));
        return "redirect:" + page(place) + "#note-" + part;
    }

    private Shown shown(NotePlace place) {
        if (place.claim() != null) {
            ObjectNode claim = claims.read(place.claim()).tree();
            return new Shown(
                    page(place), place.claim().toString(), claim.get("text").stringValue());
        }
        UUID id = UUID.fromString(String.valueOf(place.id()));
        Representation thing = switch (place.kind()) {
            case SOURCE -> sources.read(id);
            default -> articles.read(id);
        };
        String name = ThingPages.name(thing.tree());
        return new Shown(page(place), name, name);
    }

    static String page(NotePlace place) {
        return place.claim() == null ? place.address() : "/claims/" + place.claim();
    }

    private static List<List<String>> above(NotePlace place, Shown shown) {
        String kinds = place.claim() == null ? place.kind().plural() : "claims";
        return List.of(List.of("/" + kinds, StringUtils.capitalize(kinds)), List.of(shown.page(), shown.name()));
    }

    private final class OfPlace implements Parts {

        private final NotePlace place;

        OfPlace(NotePlace place) {
            this.place = place;
        }

        @Override
        public Representation read(UUID part) {
            return notes.read(place, part);
        }

        @Override
        public void record(ObjectNode body) {
            notes.record(place, body);
        }

        @Override
        public void change(UUID part, IfMatch ifMatch, Edit edit) {
            notes.change(place, part, ifMatch, edit);
        }

        @Override
        public void delete(UUID part, IfMatch ifMatch) {
            notes.delete(place, part, ifMatch);
        }

        @Override
        public void restore(UUID part) {
            notes.restore(place, part);
        }

        @Override
        public String shown() {
            return page(place) + "#" + (place.kind() == Resource.ASSESSMENT ? "assessment-" + place.id() : "notes");
        }

        @Override
        public Deletion deletion(UUID part) {
            Shown shown = NotePages.this.shown(place);
            return new Deletion(
                    Spoken.of("The note"), place.address() + "/notes/" + part, shown.page(), above(place, shown));
        }
    }
}

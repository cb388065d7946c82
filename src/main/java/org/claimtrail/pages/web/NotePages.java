package org.claimtrail.pages.web;

import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Notes;
import org.claimtrail.platform.IfMatch;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the desk says about a claim, among itself. Threads are read, answered and resolved on the page of the claim. */
@Controller
@RequestMapping("/claims/{id}/notes")
class NotePages extends ClaimPartPages {

    private final Notes notes;

    NotePages(Notes notes, Claims claims) {
        super(notes, Form.members("text"), claims);
        this.notes = notes;
    }

    /** Whatever the note says by now: it is resolved, or open again. */
    @PostMapping("/{part}/resolve")
    String resolve(
            @PathVariable String id,
            @PathVariable UUID part,
            @RequestParam boolean resolved,
            RedirectAttributes flash) {
        notes.change(ClaimKey.of(id), part, IfMatch.ANY, present -> present.put("resolved", resolved));
        flash.addFlashAttribute("said", resolved ? "The note is resolved." : "The note is open again.");
        return "redirect:/claims/" + id + "#notes";
    }
}

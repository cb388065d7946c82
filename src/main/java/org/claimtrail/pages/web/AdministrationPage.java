package org.claimtrail.pages.web;

import org.claimtrail.platform.Outgoing;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leads to what only administrators do, and says whether others are told anything. */
@Controller
@RequestMapping("/administration")
class AdministrationPage {

    private final Outgoing outgoing;

    AdministrationPage(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("held", outgoing.heldSince().map(Object::toString).orElse(null));
        return "administration";
    }

    @PostMapping("/outgoing/hold")
    String hold(RedirectAttributes flash) {
        outgoing.hold(true);
        flash.addFlashAttribute("said", Spoken.of("Nothing is sent to anybody from here."));
        return "redirect:/administration";
    }

    @PostMapping("/outgoing/release")
    String release(RedirectAttributes flash) {
        outgoing.hold(false);
        flash.addFlashAttribute("said", Spoken.of("What waited is sent now, and what is to come."));
        return "redirect:/administration";
    }
}

package org.claimtrail.pages.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.claimtrail.demo.DemoData;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A walk through the demo data, one thing that the record can do after the other. */
@Controller
class TourPage {

    /**
     * A step of it.
     *
     * @param page where it is to be seen
     */
    record Step(String title, String text, String page) {}

    private final DemoData demo;

    TourPage(DemoData demo) {
        this.demo = demo;
    }

    @GetMapping("/tour")
    String tour(Model model) {
        Map<String, Long> claims = demo.numbers();
        if (claims.isEmpty()) {
            return "redirect:/";
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                "What waits to be done",
                "The queue is the first page: what is yours, what is new, what somebody else is to review. j and k go from"
                        + " one claim to the next, ? tells the other keys.",
                "/"));
        of(
                claims,
                "containers",
                "One figure in two papers",
                "Two articles give the number, and both lead back to one ministry: it is one origin, so the record does not"
                        + " call it corroborated. The sentences beneath the claim say why it stands as it does.",
                "",
                steps);
        of(
                claims,
                "denial-transfers",
                "A denial is a claim, too",
                "It has its own speakers and its own day, and names the claims that it denies, all of them or one figure.",
                "#relations",
                steps);
        of(
                claims,
                "containers",
                "What stands around a claim",
                "Who says so through whom, who denies it, what bears on it: as a picture, and as a list beneath it.",
                "/around",
                steps);
        steps.add(new Step(
                "Figures side by side",
                "What several claims count in common is a measure. Its page shows each figure as what it can mean, and which"
                        + " of them cannot both be right.",
                "/measures"));
        of(
                claims,
                "parade",
                "Two origins that are independent",
                "Pictures of two companies show the same thing. Only now can the status be what it is.",
                "#status-title",
                steps);
        of(
                claims,
                "treaty",
                "A prediction and what came of it",
                "It said by when it could be checked. Another claim updates it, and evidence confirms it.",
                "",
                steps);
        steps.add(new Step(
                "What one could have known",
                "The same list with only what had been published by the end of 2023. Every list, claim and measure can be"
                        + " seen so, and as it stood here on any day.",
                "/claims?knownOn=2023-12-31"));
        steps.add(new Step(
                "From an article to its claims",
                "Open an article and choose to read it: mark a passage, and most of the card fills itself in.",
                "/articles"));
        steps.add(new Step("Who changed what", "All that anybody did, in words, by day and by person.", "/changes"));
        model.addAttribute("steps", steps);
        return "tour";
    }

    private static void of(
            Map<String, Long> claims, String ref, String title, String text, String part, List<Step> steps) {
        Long number = claims.get(ref);
        if (number != null) {
            steps.add(new Step(title, text, "/claims/C-" + number + part));
        }
    }
}

package org.claimtrail.pages.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.claimtrail.demo.DemoData;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A walk through the demo data, one thing that the record can do after the other. */
@Controller
class TourPage {

    /**
     * A step of it.
     *
     * @param claim on whose page it is to be seen, as the demo data call it; null where it is on another page
     * @param page the address, behind that of the claim where there is one
     */
    record Step(@Nullable String claim, String page, String title, String text) {

        @Override
        public String title() {
            return Spoken.of(title);
        }

        @Override
        public String text() {
            return Spoken.of(text);
        }

        /** The step with its whole address; none where its claim is not there any more, or says something else. */
        Stream<Step> of(Map<String, Long> claims) {
            if (claim == null) {
                return Stream.of(this);
            }
            Long number = claims.get(claim);
            return number == null
                    ? Stream.empty()
                    : Stream.of(new Step(null, "/claims/C-" + number + page, title, text));
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step(
                    null,
                    "/",
                    "What waits to be done",
                    "The queue is the first page: what is yours, what is new, what somebody else is to review. j and k go from"
                            + " one claim to the next, ? tells the other keys."),
            new Step(
                    "containers",
                    "",
                    "One figure in two papers",
                    "Two articles give the number, and both lead back to one ministry: it is one origin, so the record does not"
                            + " call it corroborated. The sentences beneath the claim say why it stands as it does."),
            new Step(
                    "denial-transfers",
                    "#relations",
                    "A denial is a claim, too",
                    "It has its own speakers and its own day, and names the claims that it denies, all of them or one figure."),
            new Step(
                    "containers",
                    "/around",
                    "What stands around a claim",
                    "Who says so through whom, who denies it, what bears on it: as a picture, and as a list beneath it."),
            new Step(
                    null,
                    "/measures",
                    "Figures side by side",
                    "What several claims count in common is a measure. Its page shows each figure as what it can mean, and which"
                            + " of them cannot both be right."),
            new Step(
                    "parade",
                    "#status-title",
                    "Two origins that are independent",
                    "Pictures of two companies show the same thing. Only now can the status be what it is."),
            new Step(
                    "treaty",
                    "",
                    "A prediction and what came of it",
                    "It said by when it could be checked. Another claim updates it, and evidence confirms it."),
            new Step(
                    null,
                    "/claims?knownOn=2023-12-31",
                    "What one could have known",
                    "The same list with only what had been published by the end of 2023. Every list, claim and measure can be"
                            + " seen so, and as it stood here on any day."),
            new Step(
                    null,
                    "/articles",
                    "From an article to its claims",
                    "Open an article and choose to read it: mark a passage, and most of the card fills itself in."),
            new Step(null, "/changes", "Who changed what", "All that anybody did, in words, by day and by person."));

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
        model.addAttribute(
                "steps", STEPS.stream().flatMap(step -> step.of(claims)).toList());
        return "tour";
    }
}

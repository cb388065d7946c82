package org.claimtrail.pages.web;

import java.util.Comparator;
import java.util.List;
import org.claimtrail.operation.HowItIs;
import org.claimtrail.operation.RecordState;
import org.claimtrail.platform.web.AnsweredProblems;
import org.claimtrail.platform.web.ProblemType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the service is at this moment: for administrators. */
@Controller
class HowItIsPage {

    /** A problem that was answered in the last hour, and how often. */
    record Refusal(String slug, String title, long count) {}

    private final HowItIs howItIs;

    HowItIsPage(HowItIs howItIs) {
        this.howItIs = howItIs;
    }

    @GetMapping("/how-it-is")
    String show(Model model) {
        model.addAttribute("is", howItIs);
        model.addAttribute("database", howItIs.database());
        model.addAttribute("replicas", howItIs.replicas());
        model.addAttribute("slowest", howItIs.slowest());
        model.addAttribute("refusals", refusals());
        model.addAttribute("mostWaiting", RecordState.MOST_WAITING);
        return "how-it-is";
    }

    private static List<Refusal> refusals() {
        return AnsweredProblems.lastHour().entrySet().stream()
                .map(of -> new Refusal(
                        of.getKey(),
                        ProblemType.ofSlug(of.getKey()).map(ProblemType::called).orElse(of.getKey()),
                        of.getValue().count()))
                .sorted(Comparator.comparingLong(Refusal::count).reversed().thenComparing(Refusal::slug))
                .toList();
    }
}

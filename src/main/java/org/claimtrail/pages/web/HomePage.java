package org.claimtrail.pages.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.prose.Tree;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What waits for whoever looks, and what changed. */
@Controller
class HomePage {

    private static final String FEW = "8";

    private final Claims claims;
    private final Actor actor;

    HomePage(Claims claims, Actor actor) {
        this.claims = claims;
        this.actor = actor;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute(
                "mine", list(Map.of("assignee", List.of(actor.name()), "stage!", List.of("DONE", "DROPPED"))));
        if (actor.caller()
                .filter(caller -> caller.role().includes(Role.REVIEWER))
                .isPresent()) {
            model.addAttribute("reviews", list(Map.of("stage", List.of("IN_REVIEW"))));
        }
        model.addAttribute("overdue", list(Map.of("overdue", List.of("true"))));
        model.addAttribute("inbox", list(Map.of("stage", List.of("INBOX"), "sort", List.of("-createdAt"))));
        model.addAttribute("changed", list(Map.of("sort", List.of("-updatedAt"))));
        return "home";
    }

    private List<Tree> list(Map<String, List<String>> filters) {
        Map<String, List<String>> query = new LinkedHashMap<>(filters);
        query.put("limit", List.of(FEW));
        return Tree.of(claims.list(new Query(query)));
    }
}

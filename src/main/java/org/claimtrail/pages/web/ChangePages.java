package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.claimtrail.history.Place;
import org.claimtrail.history.RecentChanges;
import org.claimtrail.history.SeenChanges;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What changed: what came after that which somebody has seen, in its order, or all of it by what is looked for, the newest
 * first.
 */
@Controller
@RequestMapping("/changes")
class ChangePages {

    private final RecentChanges changes;
    private final SeenChanges seen;
    private final Actor actor;
    private final ChangeGroups groups;

    ChangePages(RecentChanges changes, SeenChanges seen, Actor actor, ChangeGroups groups) {
        this.changes = changes;
        this.seen = seen;
        this.actor = actor;
        this.groups = groups;
    }

    @GetMapping
    ModelAndView list(HttpServletRequest request, Model model) {
        Caller caller = actor.caller().orElseThrow();
        Place mark = seen.of(caller.account()).orElse(null);
        boolean looksForMore =
                Stream.of("all", "since", "until", "resource", "by").anyMatch(name -> given(request, name));
        Place after = looksForMore ? null : mark;
        model.addAttribute("kinds", Resource.values());
        model.addAttribute("mark", mark == null ? null : mark.at().toString());
        model.addAttribute("isNew", after != null);
        ModelAndView page =
                Lists.page(request, "changes", model, query -> changes.list(query, caller.name(), after), Map.of());
        if (page.getModel().get("items") instanceof List<?> items) {
            List<Tree> events = items.stream().map(Tree.class::cast).toList();
            page.addObject("groups", groups.of(events));
            if (!events.isEmpty() && !looksForMore && (after != null || !given(request, "cursor"))) {
                Tree newest = events.get(after == null ? 0 : events.size() - 1);
                page.addObject("through", newest.get("cursor"));
            }
        }
        return page;
    }

    @PostMapping("/seen")
    String mark(@RequestParam String through, RedirectAttributes flash) {
        seen.mark(actor.self(), through);
        flash.addFlashAttribute("said", Spoken.of("They are marked as seen."));
        return "redirect:/changes";
    }

    private static boolean given(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value != null && !value.isBlank();
    }
}

package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.jspecify.annotations.Nullable;
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

    /**
     * What happened to a thing on a day; what belongs to a claim is told with it.
     *
     * @param day of its instants
     * @param address where it is shown, if anywhere
     * @param called absent where nothing is left of it
     */
    record Group(
            String day,
            Object id,
            @Nullable String address,
            String kind,
            @Nullable String called,
            List<Tree> events) {}

    private final RecentChanges changes;
    private final SeenChanges seen;
    private final Actor actor;
    private final Display display;

    ChangePages(RecentChanges changes, SeenChanges seen, Actor actor, Display display) {
        this.changes = changes;
        this.seen = seen;
        this.actor = actor;
        this.display = display;
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
            page.addObject("groups", groups(events));
            if (!events.isEmpty() && !looksForMore && (after != null || !given(request, "cursor"))) {
                Tree newest = events.get(after == null ? 0 : events.size() - 1);
                page.addObject("through", newest.get("cursor"));
            }
        }
        return page;
    }

    @PostMapping("/seen")
    String mark(@RequestParam String through, RedirectAttributes flash) {
        seen.mark(actor.account().orElseThrow(), through);
        flash.addFlashAttribute("said", "They are marked as seen.");
        return "redirect:/changes";
    }

    private static boolean given(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value != null && !value.isBlank();
    }

    private List<Group> groups(List<Tree> events) {
        Map<List<Object>, Group> groups = new LinkedHashMap<>();
        for (Tree event : events) {
            String day = display.day(event.get("at"));
            Tree claim = (Tree) event.get("claim");
            Object id = requireNonNull(claim == null ? event.get("id") : claim.get("id"));
            Group group = groups.computeIfAbsent(List.of(day, id), key -> group(day, id, event, claim));
            // What belongs to a claim says which it is.
            event.put("isPart", claim != null && !id.equals(event.get("id")));
            group.events().add(event);
        }
        return List.copyOf(groups.values());
    }

    private Group group(String day, Object id, Tree event, @Nullable Tree claim) {
        if (claim != null) {
            return new Group(
                    day,
                    id,
                    "/claims/C-" + claim.get("number"),
                    "claim",
                    "C-" + claim.get("number") + ": " + claim.get("text"),
                    new ArrayList<>());
        }
        String kind = String.valueOf(event.get("resource"));
        boolean isThere = event.get("thing") != null && !"purged".equals(event.get("type"));
        return new Group(
                day,
                id,
                isThere ? Places.of(event) : null,
                kind,
                isThere ? display.called(event) : null,
                new ArrayList<>());
    }
}

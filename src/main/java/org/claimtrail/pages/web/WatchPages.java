package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.claimtrail.watching.Watchable;
import org.claimtrail.watching.Watches;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What one watches: a button on the page of each thing, and a list of them all. */
@Controller
@RequestMapping("/watching")
class WatchPages {

    /**
     * A watched thing.
     *
     * @param called absent where nothing is left of it, as its address is
     */
    record Line(
            Tree watch,
            Tree thing,
            @Nullable String called,
            @Nullable String address) {}

    private final Watches watches;
    private final Actor actor;

    WatchPages(Watches watches, Actor actor) {
        this.watches = watches;
        this.actor = actor;
    }

    @GetMapping
    ModelAndView list(HttpServletRequest request, Model model) {
        ModelAndView page =
                Lists.page(request, "watching", model, query -> watches.list(self(), query), Map.of("limit", "50"));
        if (page.getModel().get("items") instanceof List<?> items) {
            page.addObject(
                    "lines", items.stream().map(item -> line((Tree) item)).toList());
        }
        return page;
    }

    /** @param back the page that has the button */
    @PostMapping("/{kind}/{id}")
    String change(
            @PathVariable String kind,
            @PathVariable UUID id,
            @RequestParam boolean watch,
            @RequestParam String back,
            RedirectAttributes flash) {
        Watchable watched = kind(kind);
        if (!watch) {
            watches.stop(self(), watched, id.toString());
            flash.addFlashAttribute("said", "You no longer watch this " + watched.thing() + ".");
        } else {
            try {
                watches.watch(self(), watched, id.toString());
                flash.addFlashAttribute(
                        "said", "You watch this " + watched.thing() + ": notices tell what others change.");
            } catch (InvalidInput e) {
                flash.addFlashAttribute("said", e.faults().get(0).detail());
            }
        }
        return "redirect:" + Lists.local(back);
    }

    /** On which page a thing is shown, as notices and watches tell it. */
    static @Nullable String address(Tree thing) {
        if (thing.get("name") == null) {
            return null;
        }
        String kind = String.valueOf(thing.get("kind"));
        if (kind.equals(Watchable.SAVED_SEARCH.toString())) {
            return "/searches";
        }
        return thing.get("number") != null
                ? "/claims/C-" + thing.get("number")
                : "/" + Resource.parse(kind).address() + "/" + thing.get("id");
    }

    /** What it is called on a page; absent where nothing is left of it. */
    static @Nullable String called(Tree thing) {
        Object name = thing.get("name");
        return name == null || thing.get("number") == null ? (String) name : "C-" + thing.get("number") + ": " + name;
    }

    private static Line line(Tree watch) {
        Tree thing = (Tree) requireNonNull(watch.get("watched"));
        return new Line(watch, thing, called(thing), address(thing));
    }

    private static Watchable kind(String name) {
        try {
            return Watchable.parse(name);
        } catch (IllegalArgumentException e) {
            throw new NotRecorded("kind of things to watch", name);
        }
    }

    private UUID self() {
        return actor.account().orElseThrow();
    }
}

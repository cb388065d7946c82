package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
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
        ModelAndView page = Lists.page(
                request, "watching", model, query -> watches.list(actor.self(), query), Map.of("limit", "50"));
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
        Watchable watched = Watchable.named(kind);
        if (!watch) {
            watches.stop(actor.self(), watched, id.toString());
            flash.addFlashAttribute("said", Spoken.of("You no longer watch this " + watched.thing() + "."));
        } else {
            try {
                watches.watch(actor.self(), watched, id.toString());
                flash.addFlashAttribute(
                        "said", Spoken.of("You watch this " + watched.thing() + ": notices tell what others change."));
            } catch (InvalidInput e) {
                flash.addFlashAttribute("said", e.faults().get(0).detail());
            }
        }
        return "redirect:" + Lists.local(back);
    }

    /** On which page a thing is shown, as notices and watches tell it. */
    static @Nullable String address(Tree thing) {
        return thing.get("name") == null
                ? null
                : Watchable.parse(String.valueOf(thing.get("kind")))
                        .page(thing.get("number"), requireNonNull(thing.get("id")));
    }

    /** What it is called on a page; absent where nothing is left of it. */
    static @Nullable String called(Tree thing) {
        return thing.get("name") instanceof String name ? Watchable.called(thing.get("number"), name) : null;
    }

    private static Line line(Tree watch) {
        Tree thing = (Tree) requireNonNull(watch.get("watched"));
        return new Line(watch, thing, called(thing), address(thing));
    }
}

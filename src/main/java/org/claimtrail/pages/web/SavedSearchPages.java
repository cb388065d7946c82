package org.claimtrail.pages.web;

import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.savedsearch.SavedSearch;
import org.claimtrail.savedsearch.SavedSearches;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists of claims that one comes back to: kept under a name, shared or not, with what is new in them. */
@Controller
@RequestMapping("/searches")
class SavedSearchPages {

    /**
     * A search with how many claims it finds.
     *
     * @param all how many; null where its filters no longer say anything
     * @param fresh how many of them were recorded since one looked
     * @param address of the list of these
     */
    record Counted(
            SavedSearch search,
            @Nullable Long all,
            @Nullable Long fresh,
            String address) {

        /** Whether there are more than were counted. */
        public boolean isMany() {
            return all != null && all > SavedSearches.MOST_COUNTED;
        }
    }

    private final SavedSearches searches;
    private final Actor actor;

    SavedSearchPages(SavedSearches searches, Actor actor) {
        this.searches = searches;
        this.actor = actor;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute(
                "searches",
                searches.of(actor.self()).stream().map(this::counted).toList());
        return "searches";
    }

    @PostMapping
    ModelAndView save(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String filters,
            @RequestParam(defaultValue = "false") boolean shared,
            Model model,
            RedirectAttributes flash) {
        try {
            searches.save(actor.self(), name.strip(), Lists.filters(filters), shared);
        } catch (InvalidInput e) {
            model.addAttribute("faults", e.faults());
            list(model);
            return new ModelAndView("searches", model.asMap(), HttpStatus.BAD_REQUEST);
        }
        flash.addFlashAttribute("said", Spoken.of("The search is kept as “{0}”.", name.strip()));
        return new ModelAndView("redirect:/searches");
    }

    /** Opens the list, and counts what is new from now. */
    @PostMapping("/{id}/open")
    String open(@PathVariable UUID id) {
        return "redirect:"
                + Lists.address("/claims", searches.look(actor.self(), id).filters());
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable UUID id, RedirectAttributes flash) {
        searches.delete(actor.self(), id, IfMatch.ANY);
        flash.addFlashAttribute("said", Spoken.of("The search is no longer kept."));
        return "redirect:/searches";
    }

    private Counted counted(SavedSearch search) {
        String fresh = Lists.address("/claims", search.filtersOfNew());
        return searches.counts(search)
                .map(counts -> new Counted(search, counts.all(), counts.fresh(), fresh))
                .orElseGet(() -> new Counted(search, null, null, fresh));
    }
}

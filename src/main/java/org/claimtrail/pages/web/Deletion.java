package org.claimtrail.pages.web;

import java.util.List;
import java.util.function.Consumer;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Stale;
import org.claimtrail.translation.Spoken;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Deleting something: it is asked for first, and can be undone.
 *
 * @param what it is called, such as "The claim C-24"
 * @param address of what is done to it
 * @param after the page that is shown when it is gone
 * @param above the pages above this one, the last of them that on which it is shown: addresses and names in turn
 */
record Deletion(String what, String address, String after, List<List<String>> above) {

    private static final String PAGE = "delete";

    /**
     * @param what it is called after its kind
     * @param all where there are more of its kind, and what that page is called
     * @param name what it is called itself
     */
    static Deletion of(String what, String address, List<String> all, String name) {
        return new Deletion(what, address, all.get(0), List.of(all, List.of(address, name)));
    }

    /** @param part where it is below the address of the claim, which alone has a page */
    static Deletion ofPart(String what, String claim, String part) {
        Deletion whole = ofClaim(claim);
        return new Deletion(what, whole.address() + "/" + part, whole.address(), whole.above());
    }

    static Deletion ofClaim(String claim) {
        return of(
                Spoken.of("The claim {0}", claim), "/claims/" + claim, List.of("/claims", Spoken.of("Claims")), claim);
    }

    /** "Delete the claim C-3?" */
    public String question() {
        return StringUtils.capitalize(Spoken.of("Delete {0}?", StringUtils.uncapitalize(what)));
    }

    /** The page on which it is shown. */
    public String shown() {
        return above.get(above.size() - 1).get(0);
    }

    ModelAndView ask(String version, Model model) {
        model.addAttribute("deletion", this);
        model.addAttribute("version", version);
        return new ModelAndView(PAGE, model.asMap());
    }

    ModelAndView act(String version, Consumer<IfMatch> delete, Model model, RedirectAttributes flash) {
        model.addAttribute("deletion", this);
        try {
            delete.accept(IfMatch.of(List.of(version)));
        } catch (Conflict e) {
            model.addAttribute("objections", Forms.told(e));
            model.addAttribute("others", e.others());
            return new ModelAndView(PAGE, model.asMap(), HttpStatus.CONFLICT);
        } catch (Stale e) {
            model.addAttribute("stale", true);
            return new ModelAndView(PAGE, model.asMap(), HttpStatus.PRECONDITION_FAILED);
        }
        flash.addFlashAttribute("said", Spoken.of("{0} is deleted.", what));
        flash.addFlashAttribute("undo", address + "/restore");
        return new ModelAndView("redirect:" + after);
    }

    String restored(RedirectAttributes flash) {
        flash.addFlashAttribute("said", Spoken.of("{0} is back.", what));
        return "redirect:" + shown();
    }
}

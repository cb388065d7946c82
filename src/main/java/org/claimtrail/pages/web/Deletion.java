package org.claimtrail.pages.web;

import java.util.List;
import java.util.function.Consumer;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Stale;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Deleting something: it is asked for first, and can be undone.
 *
 * @param what it is called, such as "The claim C-24"
 * @param address of its page
 * @param after the page that is shown when it is gone
 * @param shown the page on which it is shown
 */
record Deletion(String what, String address, String after, String shown) {

    private static final String PAGE = "delete";

    /** @param all the page on which there are more of its kind */
    static Deletion of(String what, String address, String all) {
        return new Deletion(what, address, all, address);
    }

    /** @param part where it is below the address of the whole, which alone has a page */
    static Deletion ofPart(String what, String whole, String part) {
        return new Deletion(what, whole + "/" + part, whole, whole);
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
        flash.addFlashAttribute("said", what + " is deleted.");
        flash.addFlashAttribute("undo", address + "/restore");
        return new ModelAndView("redirect:" + after);
    }

    String restored(RedirectAttributes flash) {
        flash.addFlashAttribute("said", what + " is back.");
        return "redirect:" + shown;
    }
}

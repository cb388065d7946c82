package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.history.Reverts;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Stale;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
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

/** Makes an earlier state of a claim the newest one: it is shown first what that changes. */
@Controller
@RequestMapping("/claims/{id}/revert")
class RevertPages {

    private final Reverts reverts;

    RevertPages(Reverts reverts) {
        this.reverts = reverts;
    }

    /** @param to the change after which the claim was so */
    @GetMapping
    ModelAndView ask(@PathVariable String id, @RequestParam(defaultValue = "0") long to, Model model) {
        Form form = Form.of(Json.object().put("to", to));
        try {
            return page(id, to, form, model, HttpStatus.OK);
        } catch (InvalidInput e) {
            form.blame(e.faults());
            return page(id, form, model, HttpStatus.NOT_FOUND);
        }
    }

    @PostMapping
    ModelAndView revert(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long to,
            HttpServletRequest request,
            Model model,
            RedirectAttributes flash) {
        Form form = Form.sent(request);
        try {
            reverts.revert(ClaimKey.of(id), form.ifMatch(), form.body().put("to", to));
            flash.addFlashAttribute("said", Spoken.of("The claim is as it was."));
            return new ModelAndView("redirect:/claims/" + id);
        } catch (InvalidInput e) {
            form.blame(e.faults());
            return e.faults().stream().anyMatch(fault -> fault.pointer().equals("/to"))
                    ? page(id, form, model, HttpStatus.BAD_REQUEST)
                    : page(id, to, form, model, HttpStatus.BAD_REQUEST);
        } catch (Conflict e) {
            form.blame(Forms.told(e));
            return page(id, to, form, model, HttpStatus.CONFLICT);
        } catch (Stale e) {
            form.blame(List.of(new Fault(
                    "",
                    "Somebody changed the claim since you looked. It is shown what would change now: look again.")));
            return page(id, to, form, model, HttpStatus.PRECONDITION_FAILED);
        }
    }

    private ModelAndView page(String id, long to, Form form, Model model, HttpStatus status) {
        Reverts.Preview preview = reverts.preview(ClaimKey.of(id), to);
        model.addAttribute("version", preview.present().etag());
        model.addAttribute("revision", Tree.of(preview.revision()));
        model.addAttribute("changes", Tree.of(preview.changes()));
        return page(id, form, model, status);
    }

    /** Without what would change, where there is no such state. */
    private static ModelAndView page(String id, Form form, Model model, HttpStatus status) {
        model.addAttribute("id", id);
        model.addAttribute("form", form);
        return new ModelAndView("claims/revert", model.asMap(), status);
    }
}

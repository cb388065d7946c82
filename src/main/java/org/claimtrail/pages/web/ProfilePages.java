package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.claimtrail.access.OwnAccount;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What one changes of one's own account. */
@Controller
@RequestMapping("/account/profile")
class ProfilePages {

    private static final Set<String> MEMBERS = Form.members("displayName", "email");
    private static final String FORM = "access/profile";

    private final OwnAccount ownAccount;

    ProfilePages(OwnAccount ownAccount) {
        this.ownAccount = ownAccount;
    }

    @GetMapping
    String edit(Model model) {
        model.addAttribute("form", Form.of(ownAccount.read(), MEMBERS));
        return FORM;
    }

    @PostMapping
    ModelAndView save(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return Forms.save(form, FORM, model, MEMBERS, ownAccount::read, () -> {
            ownAccount.change(form.ifMatch(), form.edit(MEMBERS));
            flash.addFlashAttribute("said", Spoken.of("Saved."));
            return "/account";
        });
    }
}

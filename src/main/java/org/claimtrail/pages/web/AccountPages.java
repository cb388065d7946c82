package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.access.Accounts;
import org.claimtrail.access.ApiTokens;
import org.claimtrail.access.Endings;
import org.claimtrail.access.Invitations;
import org.claimtrail.access.Invitations.Invitation;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Who may use the service: for administrators. */
@Controller
class AccountPages {

    private static final Set<String> MEMBERS = Form.members("displayName", "email", "role", "disabled");
    private static final String FORM = "accounts/form";

    private final Accounts accounts;
    private final Invitations invitations;
    private final ApiTokens tokens;

    AccountPages(Accounts accounts, Invitations invitations, ApiTokens tokens) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.tokens = tokens;
    }

    @ModelAttribute
    void choices(Model model) {
        model.addAttribute("roles", Role.values());
    }

    @GetMapping("/accounts")
    ModelAndView list(HttpServletRequest request, Model model) {
        return Lists.page(request, "accounts/list", model, accounts::list, Map.of());
    }

    @GetMapping("/accounts/new")
    String blank(Model model) {
        model.addAttribute("form", Form.blank());
        return FORM;
    }

    @PostMapping("/accounts/new")
    ModelAndView record(HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        return Forms.save(form, FORM, model, () -> {
            Representation account = accounts.record(form.body());
            flash.addFlashAttribute(
                    "said", Spoken.of("The account is there. Make a link by which its owner chooses a password."));
            return "/accounts/" + account.id();
        });
    }

    @GetMapping("/accounts/{id}")
    String show(@PathVariable UUID id, Model model) {
        Representation present = accounts.read(id);
        model.addAttribute("form", Form.of(present, MEMBERS));
        about(id, present, model);
        return FORM;
    }

    @PostMapping("/accounts/{id}")
    ModelAndView save(@PathVariable UUID id, HttpServletRequest request, Model model, RedirectAttributes flash) {
        Form form = Form.sent(request);
        about(id, accounts.read(id), model);
        return Forms.save(form, FORM, model, MEMBERS, () -> accounts.read(id), () -> {
            accounts.change(id, form.ifMatch(), form.edit(MEMBERS));
            flash.addFlashAttribute("said", Spoken.of("Saved."));
            return "/accounts/" + id;
        });
    }

    /** The link is shown in the answer itself, and nowhere again. */
    @PostMapping("/accounts/{id}/invitation")
    String invite(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean endSessions,
            @RequestParam(defaultValue = "false") boolean revokeTokens,
            Model model) {
        Invitation invitation = invitations.invite(id, new Endings.Wanted(endSessions, revokeTokens));
        model.addAttribute(
                "link",
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString() + invitation.path());
        model.addAttribute("expiresAt", invitation.expiresAt().toString());
        return show(id, model);
    }

    @PostMapping("/accounts/{id}/tokens/{token}/revoke")
    String revoke(@PathVariable UUID id, @PathVariable UUID token, RedirectAttributes flash) {
        tokens.revoke(token, IfMatch.ANY);
        flash.addFlashAttribute("said", Spoken.of("The token was revoked."));
        return "redirect:/accounts/" + id;
    }

    private void about(UUID id, Representation present, Model model) {
        model.addAttribute("edited", Tree.of(present));
        model.addAttribute(
                "tokens",
                Tree.of(tokens.list(new Query(Map.of("account", List.of(id.toString()), "limit", List.of("200"))))));
    }
}

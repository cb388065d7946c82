package org.claimtrail.access.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.access.ApiTokens;
import org.claimtrail.access.Endings;
import org.claimtrail.access.Invitations;
import org.claimtrail.access.OwnAccount;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.ObjectNode;

/** Pages to get in, and to keep one's own password and tokens. */
@Controller
class AccessPages {

    private final OwnAccount ownAccount;
    private final ApiTokens tokens;
    private final Invitations invitations;
    private final ProviderSignIn providers;
    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    AccessPages(OwnAccount ownAccount, ApiTokens tokens, Invitations invitations, ProviderSignIn providers) {
        this.ownAccount = ownAccount;
        this.tokens = tokens;
        this.invitations = invitations;
        this.providers = providers;
    }

    @GetMapping("/sign-in")
    ModelAndView signIn() {
        return new ModelAndView("access/sign-in", Map.of("providers", providers.providers()));
    }

    /** The key stays good until a password is chosen: looking at the page, as some mail programs do, uses nothing up. */
    @GetMapping("/invitation")
    ModelAndView invitation(@RequestParam(defaultValue = "") String key) {
        return invitation(key, null);
    }

    @PostMapping("/invitation")
    ModelAndView accept(
            @RequestParam String key,
            @RequestParam String password,
            @RequestParam String repeated,
            @RequestParam(defaultValue = "false") boolean revokeTokens) {
        if (!password.equals(repeated)) {
            return invitation(key, "The two are not the same.");
        }
        try {
            return invitations
                    .accept(key, password, revokeTokens)
                    .map(objection -> invitation(key, "The password " + objection))
                    .orElseGet(() -> new ModelAndView("redirect:/sign-in?chosen"));
        } catch (NotRecorded e) {
            return invitation(key, null);
        }
    }

    private ModelAndView invitation(String key, @Nullable String objection) {
        Optional<String> name = invitations.invited(key);
        ModelAndView page = new ModelAndView("access/invitation");
        page.addObject("name", name.orElse(null));
        page.addObject("key", key);
        page.addObject("objection", objection);
        page.setStatus(name.isEmpty() ? HttpStatus.GONE : objection == null ? HttpStatus.OK : HttpStatus.BAD_REQUEST);
        return page;
    }

    @GetMapping("/account")
    String account(Model model) {
        model.addAttribute("me", ownAccount.read().tree());
        model.addAttribute(
                "tokens",
                Json.parseObject(tokens.list(new Query(Map.of("limit", List.of("200"))))
                                .json())
                        .get("items"));
        model.addAttribute("roles", Role.values());
        return "access/account";
    }

    @PostMapping("/account/password")
    ModelAndView changePassword(
            @RequestParam String present,
            @RequestParam String wanted,
            @RequestParam String repeated,
            @RequestParam(defaultValue = "false") boolean keepSessions,
            @RequestParam(defaultValue = "false") boolean revokeTokens,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes flash,
            Model model) {
        OwnAccount.PasswordChange change = wanted.equals(repeated)
                ? ownAccount.changePassword(present, wanted, new Endings.Wanted(!keepSessions, revokeTokens))
                : new OwnAccount.PasswordChange("repeated", "is not the same.", null);
        if (change.session() == null) {
            model.addAttribute(
                    "passwordFault", new Fault(requireNonNull(change.field()), requireNonNull(change.objection())));
            return new ModelAndView(account(model), model.asMap(), HttpStatus.BAD_REQUEST);
        }
        request.changeSessionId();
        sessions.saveContext(new SecurityContextImpl(change.session()), request, response);
        flash.addFlashAttribute(
                "said",
                Spoken.of("Your password was changed.")
                        + (keepSessions ? "" : " " + Spoken.of("Other sessions of yours have ended."))
                        + (revokeTokens ? " " + Spoken.of("Your tokens were revoked.") : ""));
        return new ModelAndView("redirect:/account");
    }

    /** The token is shown in the answer itself, and nowhere again. */
    @PostMapping("/account/tokens")
    ModelAndView issueToken(
            @RequestParam String name, @RequestParam String scope, @RequestParam String expiresOn, Model model) {
        ObjectNode body = Json.object();
        body.put("name", name).put("scope", scope);
        if (!expiresOn.isBlank()) {
            body.put("expiresAt", expiresOn + "T00:00:00Z");
        }
        HttpStatus status = HttpStatus.OK;
        try {
            model.addAttribute("issued", tokens.issue(body).secret());
        } catch (InvalidInput e) {
            model.addAttribute("tokenFaults", e.faults());
            model.addAttribute("wanted", body);
            status = HttpStatus.BAD_REQUEST;
        }
        return new ModelAndView(account(model), model.asMap(), status);
    }

    @PostMapping("/account/tokens/{id}/revoke")
    String revokeToken(@PathVariable UUID id, RedirectAttributes flash) {
        tokens.revoke(id, IfMatch.ANY);
        flash.addFlashAttribute("said", Spoken.of("The token was revoked."));
        return "redirect:/account";
    }
}

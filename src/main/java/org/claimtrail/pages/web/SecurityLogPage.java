package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.claimtrail.access.Accounts;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.prose.Tree;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Who signed in or failed to, which tokens were used, what was denied: for administrators. */
@Controller
class SecurityLogPage {

    private final SecurityLog log;
    private final Accounts accounts;

    SecurityLogPage(SecurityLog log, Accounts accounts) {
        this.log = log;
        this.accounts = accounts;
    }

    @GetMapping("/security-events")
    ModelAndView list(HttpServletRequest request, Model model) {
        model.addAttribute("kinds", SecurityEvent.values());
        model.addAttribute("accounts", Tree.of(accounts.list(Lists.all())));
        return Lists.page(request, "security-events", model, log::list, Map.of());
    }
}

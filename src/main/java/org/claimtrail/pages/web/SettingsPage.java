package org.claimtrail.pages.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the service goes by: for administrators. */
@Controller
class SettingsPage {

    private final SettingsInForce settings;

    SettingsPage(SettingsInForce settings) {
        this.settings = settings;
    }

    @GetMapping("/settings")
    String show(Model model) {
        model.addAttribute("groups", settings.groups());
        return "settings";
    }
}

package org.claimtrail.pages.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads to what only administrators do. */
@Controller
class AdministrationPage {

    @GetMapping("/administration")
    String show() {
        return "administration";
    }
}

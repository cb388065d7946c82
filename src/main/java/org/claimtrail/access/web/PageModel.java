package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page knows: who looks at it. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    private final Actor actor;

    PageModel(Actor actor) {
        this.actor = actor;
    }

    @ModelAttribute("caller")
    @Nullable
    Caller caller(HttpServletResponse response) {
        Optional<Caller> caller = actor.caller();
        if (caller.isPresent()) {
            // Who uses the browser next does not find it with the back button.
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return caller.orElse(null);
    }
}

package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.claimtrail.claim.Topics;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What claims are sorted under. A topic comes and goes with the claims that name it. */
@Controller
class TopicPages {

    private final Topics topics;

    TopicPages(Topics topics) {
        this.topics = topics;
    }

    @GetMapping("/topics")
    ModelAndView list(HttpServletRequest request, Model model) {
        return Lists.page(request, "topics/list", model, topics::list, Map.of());
    }
}

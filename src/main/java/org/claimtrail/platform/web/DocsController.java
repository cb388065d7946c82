package org.claimtrail.platform.web;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Pages for those who write clients: the contract to read and try, and what each problem means. */
@Controller
class DocsController {

    private final ProblemExamples examples;

    DocsController(ProblemExamples examples) {
        this.examples = examples;
    }

    @GetMapping("/docs")
    String docs() {
        return "docs";
    }

    @GetMapping("/problems")
    ModelAndView problems() {
        return new ModelAndView("problems/list", Map.of("types", ProblemType.values()));
    }

    @GetMapping("/problems/{slug}")
    ModelAndView problem(@PathVariable String slug) {
        Optional<ProblemType> type = ProblemType.ofSlug(slug);
        if (type.isEmpty()) {
            return new ModelAndView(
                    "problems/list", Map.of("types", ProblemType.values(), "unknown", slug), HttpStatus.NOT_FOUND);
        }
        return new ModelAndView("problems/one", Map.of("type", type.get(), "example", examples.of(type.get())));
    }
}

package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.claimtrail.article.Articles;
import org.claimtrail.assessment.RatingScales;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Measures;
import org.claimtrail.claim.Topics;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What a field suggests while somebody types into it. */
@Controller
class Lookups {

    private static final int MOST = 8;

    private final Sources sources;
    private final Articles articles;
    private final Measures measures;
    private final Topics topics;
    private final Claims claims;
    private final RatingScales scales;

    Lookups(Sources sources, Articles articles, Measures measures, Topics topics, Claims claims, RatingScales scales) {
        this.sources = sources;
        this.articles = articles;
        this.measures = measures;
        this.topics = topics;
        this.claims = claims;
        this.scales = scales;
    }

    /** A field sends itself alone, under its own name. */
    static String typed(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .map(parameter -> parameter.getValue()[0].strip())
                .findFirst()
                .orElse("");
    }

    /** What a field has, empty where it has nothing. */
    static String typed(HttpServletRequest request, String field) {
        String value = request.getParameter(field);
        return value == null ? "" : value.strip();
    }

    @GetMapping("/lookups/sources")
    String sources(HttpServletRequest request, Model model) {
        return suggest("source", sources::list, typed(request), model);
    }

    @GetMapping("/lookups/articles")
    String articles(HttpServletRequest request, Model model) {
        return suggest("article", articles::list, typed(request), model);
    }

    @GetMapping("/lookups/measures")
    String measures(HttpServletRequest request, Model model) {
        return suggest("measure", measures::list, typed(request), model);
    }

    @GetMapping("/lookups/topics")
    String topics(HttpServletRequest request, Model model) {
        return suggest("topic", topics::list, typed(request), model);
    }

    /** By number, or by words, the last of which may be begun only. */
    @GetMapping("/lookups/claims")
    String claims(HttpServletRequest request, Model model) {
        String typed = typed(request);
        if (typed.matches("C-[0-9]+")) {
            model.addAttribute("kind", "claim");
            try {
                model.addAttribute("items", List.of(Tree.of(claims.read(ClaimKey.of(typed)))));
            } catch (NotRecorded | Deleted e) {
                model.addAttribute("items", List.of());
            }
            return "lookup";
        }
        return suggest("claim", claims::list, typed.matches(".*\\p{L}") ? typed + "*" : typed, model);
    }

    /** What has been concluded on the scale that is named. */
    @GetMapping("/lookups/ratings")
    String ratings(HttpServletRequest request, Model model) {
        model.addAttribute("ratings", scales.ratings(typed(request)));
        return "claims/ratings";
    }

    private static String suggest(String kind, Function<Query, Page> list, String typed, Model model) {
        model.addAttribute("kind", kind);
        try {
            model.addAttribute(
                    "items", typed.isEmpty() ? List.of() : Tree.of(list.apply(Lists.withWords(typed, MOST))));
        } catch (InvalidQuery e) {
            // Half a query is being typed.
            model.addAttribute("items", List.of());
        }
        return "lookup";
    }
}

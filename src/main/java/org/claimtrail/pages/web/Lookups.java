package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.claimtrail.article.Articles;
import org.claimtrail.assessment.RatingScales;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Measures;
import org.claimtrail.claim.Spelling;
import org.claimtrail.claim.Topics;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.Resource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What a field suggests while somebody types into it. */
@Controller
class Lookups {

    private static final int MOST = 8;

    /** Of each kind, where any could be meant. */
    private static final int FEW = 4;

    /** @param items as they are answered */
    record Suggestions(Resource kind, List<Tree> items) {}

    private final Sources sources;
    private final Articles articles;
    private final Measures measures;
    private final Topics topics;
    private final Claims claims;
    private final RatingScales scales;
    private final Spelling spelling;

    Lookups(
            Sources sources,
            Articles articles,
            Measures measures,
            Topics topics,
            Claims claims,
            RatingScales scales,
            Spelling spelling) {
        this.sources = sources;
        this.articles = articles;
        this.measures = measures;
        this.topics = topics;
        this.claims = claims;
        this.scales = scales;
        this.spelling = spelling;
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
        return suggest("source", listed(sources::list, typed(request), MOST), model);
    }

    @GetMapping("/lookups/articles")
    String articles(HttpServletRequest request, Model model) {
        return suggest("article", listed(articles::list, typed(request), MOST), model);
    }

    @GetMapping("/lookups/measures")
    String measures(HttpServletRequest request, Model model) {
        return suggest("measure", listed(measures::list, typed(request), MOST), model);
    }

    @GetMapping("/lookups/topics")
    String topics(HttpServletRequest request, Model model) {
        return suggest("topic", listed(topics::list, typed(request), MOST), model);
    }

    @GetMapping("/lookups/claims")
    String claims(HttpServletRequest request, Model model) {
        return suggest("claim", claims(typed(request), MOST), model);
    }

    /** What the one box suggests: a few of each kind; where there is nothing, of what may have been meant. */
    @GetMapping("/lookups/anything")
    String anything(HttpServletRequest request, Model model) {
        String typed = typed(request);
        List<Suggestions> found = anything(typed);
        if (found.isEmpty()) {
            Optional<String> meant = spelling.corrected(typed);
            found = meant.map(this::anything).orElse(found);
            model.addAttribute("meant", meant.orElse(null));
        }
        model.addAttribute("asked", !typed.isEmpty());
        model.addAttribute(
                "many", found.stream().mapToInt(some -> some.items().size()).sum());
        model.addAttribute("found", found);
        return "suggestions";
    }

    private List<Suggestions> anything(String typed) {
        return Stream.of(
                        new Suggestions(Resource.CLAIM, claims(typed, FEW)),
                        new Suggestions(Resource.SOURCE, listed(sources::list, typed, FEW)),
                        new Suggestions(Resource.ARTICLE, listed(articles::list, typed, FEW)),
                        new Suggestions(Resource.MEASURE, listed(measures::list, typed, FEW)),
                        new Suggestions(Resource.TOPIC, listed(topics::list, typed, FEW)))
                .filter(some -> !some.items().isEmpty())
                .toList();
    }

    /** What has been concluded on the scale that is named. */
    @GetMapping("/lookups/ratings")
    String ratings(HttpServletRequest request, Model model) {
        model.addAttribute("ratings", scales.ratings(typed(request)));
        return "claims/ratings";
    }

    private static String suggest(String kind, List<Tree> items, Model model) {
        model.addAttribute("kind", kind);
        model.addAttribute("items", items);
        return "lookup";
    }

    /** By number, or by words, the last of which may be begun only. */
    private List<Tree> claims(String typed, int most) {
        Matcher number = OpenPage.NUMBER.matcher(typed);
        if (number.matches()) {
            try {
                return List.of(Tree.of(claims.read(ClaimKey.of("C-" + number.group(1)))));
            } catch (NotRecorded | Deleted e) {
                // Then it may be a figure.
            }
        }
        return listed(claims::list, typed.matches(".*\\p{L}") ? typed + "*" : typed, most);
    }

    private static List<Tree> listed(Function<Query, Page> list, String typed, int most) {
        try {
            return typed.isEmpty() ? List.of() : Tree.of(list.apply(Lists.withWords(typed, most)));
        } catch (InvalidQuery e) {
            // Half a query is being typed.
            return List.of();
        }
    }
}

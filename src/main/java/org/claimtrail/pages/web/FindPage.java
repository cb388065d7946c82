package org.claimtrail.pages.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Measures;
import org.claimtrail.claim.Spelling;
import org.claimtrail.claim.Topics;
import org.claimtrail.likeness.Likeness;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.claimtrail.source.Reconciliation;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/** What was put into the one box and names nothing: what is found of it, of each kind, by its words, its meaning, or nearly so. */
@Controller
class FindPage {

    private static final int CLAIMS = 10;
    private static final int THINGS = 6;
    private static final int ALIKE = 5;

    /** @param more whether the list has others */
    record Found(Resource kind, List<Tree> items, boolean more) {}

    private record WithWords(List<Tree> claims, boolean moreClaims, List<Found> things) {

        boolean isNothing() {
            return claims.isEmpty() && things.isEmpty();
        }
    }

    private final Claims claims;
    private final ClaimLines lines;
    private final Likeness likeness;
    private final Reconciliation reconciliation;
    private final Sources sources;
    private final Articles articles;
    private final Measures measures;
    private final Topics topics;
    private final Spelling spelling;

    FindPage(
            Claims claims,
            ClaimLines lines,
            Likeness likeness,
            Reconciliation reconciliation,
            Sources sources,
            Articles articles,
            Measures measures,
            Topics topics,
            Spelling spelling) {
        this.claims = claims;
        this.lines = lines;
        this.likeness = likeness;
        this.reconciliation = reconciliation;
        this.sources = sources;
        this.articles = articles;
        this.measures = measures;
        this.topics = topics;
        this.spelling = spelling;
    }

    @GetMapping("/find")
    ModelAndView find(@RequestParam(defaultValue = "") String q, Model model) {
        String asked = q.strip();
        model.addAttribute("q", asked);
        if (asked.isEmpty()) {
            return new ModelAndView("find", model.asMap());
        }
        try {
            WithWords found = withWords(asked);
            if (found.isNothing()) {
                Optional<String> meant = spelling.corrected(asked);
                WithWords instead = meant.map(this::withWords).orElse(found);
                if (!instead.isNothing()) {
                    found = instead;
                    model.addAttribute("meant", meant.orElseThrow());
                }
            }
            model.addAttribute("claims", found.claims());
            model.addAttribute("moreClaims", found.moreClaims());
            model.addAttribute("alike", alike(asked, found.claims()));
            if (found.things().stream().noneMatch(some -> some.kind() == Resource.SOURCE)) {
                model.addAttribute("nearly", nearlyCalled(asked));
            }
            model.addAttribute("things", found.things());
            return new ModelAndView("find", model.asMap());
        } catch (InvalidQuery e) {
            model.addAttribute("queryFaults", e.faults());
            return new ModelAndView("find", model.asMap(), HttpStatus.BAD_REQUEST);
        }
    }

    private WithWords withWords(String words) {
        Page said = claims.list(Lists.withWords(words, CLAIMS));
        return new WithWords(
                lines.of(said),
                said.next() != null,
                Stream.of(
                                found(Resource.SOURCE, sources::list, words),
                                found(Resource.ARTICLE, articles::list, words),
                                found(Resource.MEASURE, measures::list, words),
                                found(Resource.TOPIC, topics::list, words))
                        .filter(some -> !some.items().isEmpty())
                        .toList());
    }

    private static Found found(Resource kind, Function<Query, Page> list, String asked) {
        Page page = list.apply(Lists.withWords(asked, THINGS));
        return new Found(kind, Tree.of(page), page.next() != null);
    }

    /** Claims that say something like it in other words. */
    private List<Tree> alike(String asked, List<Tree> found) {
        Set<@Nullable Object> known =
                found.stream().map(claim -> claim.get("number")).collect(Collectors.toSet());
        List<Tree> alike = new ArrayList<>();
        for (JsonNode one :
                likeness.alike(Json.object().put("text", asked), CLAIMS + ALIKE).claims()) {
            if (Tree.of(one.get("claim")) instanceof Tree claim
                    && !known.contains(claim.get("number"))
                    && alike.size() < ALIKE) {
                alike.add(claim);
            }
        }
        return alike;
    }

    /** Sources whose names are those of somebody who mistyped, or spells otherwise. */
    private List<Reconciliation.Candidate> nearlyCalled(String asked) {
        return reconciliation
                .candidates(List.of(new Reconciliation.Asked(asked, List.of(), false, Map.of(), THINGS)))
                .get(0);
    }
}

package org.claimtrail.pages.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leads to the page of an article whose address somebody gave, and says how far it is taken apart. */
@Component
class KnownArticles {

    private final Articles articles;
    private final Claims claims;
    private final Display display;

    KnownArticles(Articles articles, Claims claims, Display display) {
        this.articles = articles;
        this.claims = claims;
        this.display = display;
    }

    /**
     * Where to go on; empty where no article of the address is recorded.
     *
     * @throws InvalidQuery if it is no address
     */
    Optional<String> page(String address, RedirectAttributes flash) {
        List<Tree> known = Tree.of(articles.list(new Query(Map.of("url", List.of(address)))));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Object id = known.get(0).get("id");
        Long many = claims.list(new Query(Map.of(
                        "article", List.of(String.valueOf(id)), "limit", List.of("1"), "count", List.of("true"))))
                .total();
        flash.addFlashAttribute(
                "said",
                Spoken.of(
                        "Recorded {0}, with {1}.",
                        display.instant(known.get(0).get("createdAt")),
                        many == null || many == 0
                                ? Spoken.of("no claim yet")
                                : many == 1 ? Spoken.of("one claim") : display.count(many, "claim")));
        return Optional.of("redirect:/articles/" + id);
    }
}

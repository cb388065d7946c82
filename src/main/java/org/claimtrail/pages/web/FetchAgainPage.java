package org.claimtrail.pages.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.capture.Document;
import org.claimtrail.capture.Extractor;
import org.claimtrail.capture.Snapshots;
import org.claimtrail.capture.Snapshots.Taken;
import org.claimtrail.capture.Unreadable;
import org.claimtrail.claim.Claims;
import org.claimtrail.fetch.Fetched;
import org.claimtrail.fetch.Fetcher;
import org.claimtrail.fetch.NotFetched;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks whether the page of an article says something else by now, and records that as a version. */
@Controller
class FetchAgainPage {

    /** What has less than this part of the text is a notice that stands in its place. */
    private static final int LEAST_PART = 3;

    private static final int LONGEST_EXCERPT = 80;

    private final Articles articles;
    private final Claims claims;
    private final Fetcher fetcher;
    private final Extractor extractor;
    private final Snapshots snapshots;

    FetchAgainPage(Articles articles, Claims claims, Fetcher fetcher, Extractor extractor, Snapshots snapshots) {
        this.articles = articles;
        this.claims = claims;
        this.fetcher = fetcher;
        this.extractor = extractor;
        this.snapshots = snapshots;
    }

    @PostMapping("/articles/{id}/fetch")
    String fetch(@PathVariable UUID id, RedirectAttributes flash) {
        ObjectNode article = articles.read(id).tree();
        String said;
        try {
            said = article.has("url") ? again(id, article) : Spoken.of("It has no address to be fetched from.");
        } catch (NotFetched e) {
            said = Spoken.of("It was not fetched again: it {0}.", Spoken.sentence(e.getMessage()));
        } catch (Unreadable e) {
            said = Spoken.of("It was fetched again, and cannot be taken: it {0}", Spoken.sentence(e.getMessage()));
        }
        flash.addFlashAttribute("said", said);
        return "redirect:/articles/" + id;
    }

    private String again(UUID id, ObjectNode article) {
        Fetched page = fetcher.fetch(article.get("url").stringValue());
        String text = extractor.text(new Document(page.content(), page.address(), page.mediaType()));
        String before = article.path("body").asString("");
        if (text.equals(before)
                || snapshots
                        .newest(id)
                        .filter(last -> text.equals(extractor.text(last)))
                        .isPresent()) {
            return Spoken.of("It was fetched again, and says what it said.");
        }
        if (text.length() * LEAST_PART < before.length()) {
            return Spoken.of(
                    "It was fetched again, and not taken: it has {0} characters instead of {1}, and may be a notice in its place.",
                    text.length(), before.length());
        }
        int version = snapshots.recordAgain(
                id, text, new Taken(page.content(), null, page.address(), page.mediaType(), page.headers()));
        List<String> gone = gone(id);
        return Spoken.of(
                "It says something else now: that is version {0}. {1}",
                version,
                gone.isEmpty()
                        ? Spoken.of("Every excerpt of a claim is still in it.")
                        : Spoken.of("Gone from it: {0}.", String.join("; ", gone)));
    }

    /** The excerpts that are in none of its text any more, with the claims that they are of. */
    private List<String> gone(UUID id) {
        List<String> gone = new ArrayList<>();
        JsonNode found = Json.parseObject(
                        claims.list(new Query(Map.of("article", List.of(id.toString()), "limit", List.of("200"))))
                                .json())
                .get("items");
        found.forEach(claim -> claim.path("appearances").forEach(place -> {
            if (place.path("excerptGone").asBoolean(false)
                    && place.at("/article/id").asString("").equals(id.toString())) {
                String excerpt = place.at("/locator/exact").asString("");
                gone.add("“%s” (C-%d)"
                        .formatted(
                                excerpt.length() > LONGEST_EXCERPT
                                        ? excerpt.substring(0, LONGEST_EXCERPT) + "…"
                                        : excerpt,
                                claim.get("number").longValue()));
            }
        }));
        return gone;
    }
}

package org.claimtrail.pages.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Role;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The one box: what is put there opens what it names, a claim by its number or an article by its address, or is looked for ({@link FindPage}). */
@Controller
class OpenPage {

    /** The number of a claim as it is typed. */
    static final Pattern NUMBER = Pattern.compile("(?i)(?:C-?)?([1-9][0-9]{0,17})");

    private final Claims claims;
    private final KnownArticles articles;
    private final Actor actor;

    OpenPage(Claims claims, KnownArticles articles, Actor actor) {
        this.claims = claims;
        this.articles = articles;
        this.actor = actor;
    }

    @GetMapping("/open")
    String open(@RequestParam(defaultValue = "") String q, RedirectAttributes flash) {
        String asked = q.strip();
        Matcher number = NUMBER.matcher(asked);
        if (number.matches() && isRecorded("C-" + number.group(1))) {
            return "redirect:/claims/C-" + number.group(1);
        }
        return TypedAddress.of(asked)
                .flatMap(address -> article(address, flash))
                .orElseGet(() -> {
                    flash.addAttribute("q", asked);
                    return "redirect:/find";
                });
    }

    private boolean isRecorded(String claim) {
        try {
            claims.read(ClaimKey.of(claim));
            return true;
        } catch (NotRecorded e) {
            return false;
        }
    }

    /** The page of the article; of one that is not recorded, the one that takes it in. */
    private Optional<String> article(String address, RedirectAttributes flash) {
        try {
            Optional<String> known = articles.page(address, flash);
            if (known.isPresent()) {
                return known;
            }
        } catch (InvalidQuery e) {
            // Something that only looks like one.
            return Optional.empty();
        }
        if (!actor.may(Role.CONTRIBUTOR)) {
            flash.addFlashAttribute("said", Spoken.of("No article of this address is recorded."));
            return Optional.of("redirect:/articles");
        }
        flash.addFlashAttribute("said", Spoken.of("This article is not recorded yet."));
        flash.addAttribute("url", address);
        return Optional.of("redirect:/articles/capture");
    }
}

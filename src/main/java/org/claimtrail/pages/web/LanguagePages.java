package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.claimtrail.translation.Spoken;
import org.claimtrail.translation.Translation;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** In which language pages speak in this browser. */
@Controller
@RequestMapping("/account/language")
class LanguagePages {

    private static final Duration KEPT = Duration.ofDays(365);

    /**
     * @param tag such as {@code de}; empty for what the browser asks for
     * @param name in the language itself; empty with the tag
     */
    public record Choice(String tag, String name, boolean isChosen) {

        static Choice of(Locale language, String chosen) {
            String tag = language.toLanguageTag();
            return new Choice(tag, language.getDisplayLanguage(language), tag.equals(chosen));
        }
    }

    @GetMapping
    String choose(HttpServletRequest request, Model model) {
        String chosen = SpokenLanguage.chosen(request)
                .map(Locale::toLanguageTag)
                .findFirst()
                .orElse("");
        List<Choice> languages = Stream.concat(
                        Stream.of(Locale.ENGLISH), Spoken.all().stream().map(Translation::language))
                .map(language -> Choice.of(language, chosen))
                .toList();
        model.addAttribute("languages", languages);
        model.addAttribute("none", languages.stream().noneMatch(Choice::isChosen));
        return "access/language";
    }

    /** What pages don't speak is as if nothing were chosen. */
    @PostMapping
    ResponseEntity<Void> choose(@RequestParam String language, HttpServletRequest request) {
        Locale chosen = Locale.forLanguageTag(language);
        boolean isOne = !chosen.getLanguage().isEmpty() && Spoken.speaks(chosen);
        ResponseCookie cookie = ResponseCookie.from(SpokenLanguage.CHOSEN, isOne ? chosen.getLanguage() : "")
                .path(request.getContextPath() + "/")
                .maxAge(isOne ? KEPT : Duration.ZERO)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .header(HttpHeaders.LOCATION, request.getContextPath() + "/account")
                .build();
    }
}

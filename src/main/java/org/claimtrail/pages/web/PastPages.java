package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.claimtrail.past.AsOf;
import org.claimtrail.past.KnownOn;
import org.claimtrail.past.PastReads;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** From a page to the same as it stood on a day, and back: every page that can be read of the past says that it is. */
@Controller
@ControllerAdvice(basePackageClasses = PastPages.class)
class PastPages {

    /**
     * Of when a page is.
     *
     * @param asOf null where it is the record as it is now
     * @param knownOn the day by which all that it shows had been published; null where that does not matter
     * @param now the address of the page as it is now
     */
    record Past(@Nullable Instant asOf, @Nullable LocalDate knownOn, String now) {

        /** The address of another page of the same past. */
        public String of(String page) {
            return UriComponentsBuilder.fromUriString(page)
                    .queryParamIfPresent(PastReads.AS_OF, Optional.ofNullable(asOf))
                    .queryParamIfPresent(PastReads.KNOWN_ON, Optional.ofNullable(knownOn))
                    .build()
                    .toUriString();
        }
    }

    private final Clock clock;

    PastPages(Clock clock) {
        this.clock = clock;
    }

    /** Null where the page is of now. */
    @ModelAttribute("past")
    @Nullable
    Past past(HttpServletRequest request) {
        if (AsOf.instant().isEmpty()) {
            return null;
        }
        return new Past(
                request.getParameter(PastReads.AS_OF) == null
                        ? null
                        : AsOf.instant().get(),
                KnownOn.day().orElse(null),
                present(Lists.here(request)));
    }

    /** The last day that can be asked for. */
    @ModelAttribute("today")
    String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    }

    /**
     * Leads to a page as it stood when a day ended (UTC), with what had been published by a day; what is no day of the past
     * leads to the page as it is.
     *
     * @param to the address of the page
     */
    @GetMapping("/on")
    String on(
            @RequestParam(defaultValue = "/claims") String to,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String published) {
        UriComponentsBuilder page = UriComponentsBuilder.fromUriString(present(Lists.local(to)));
        read(day)
                .ifPresent(asked -> page.queryParam(
                        PastReads.AS_OF,
                        asked.atTime(LocalTime.MAX)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toInstant(ZoneOffset.UTC)));
        read(published).ifPresent(asked -> page.queryParam(PastReads.KNOWN_ON, asked));
        return "redirect:" + page.build(true).toUriString();
    }

    private Optional<LocalDate> read(String day) {
        try {
            return Optional.of(LocalDate.parse(day))
                    .filter(asked -> asked.isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String present(String page) {
        return UriComponentsBuilder.fromUriString(page)
                .replaceQueryParam(PastReads.AS_OF)
                .replaceQueryParam(PastReads.KNOWN_ON)
                .replaceQueryParam("cursor")
                .build(true)
                .toUriString();
    }
}

package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.claimtrail.past.AsOf;
import org.claimtrail.past.PastReads;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Lists whose filters are a form: the address says what is listed, so that it can be shared. */
final class Lists {

    /** What says how a list is shown, and selects nothing. */
    private static final List<String> SHOWN_AS =
            List.of("cursor", "limit", "sort", "count", "highlight", "include", ClaimColumn.PARAMETER);

    private Lists() {}

    /** @param always what the list is asked for besides, whatever the address says */
    static ModelAndView page(
            HttpServletRequest request,
            String template,
            Model model,
            Function<Query, Page> list,
            Map<String, String> always) {
        return page(request, template, model, list, always, Tree::of);
    }

    /** @param lines what of each of the items is shown */
    static ModelAndView page(
            HttpServletRequest request,
            String template,
            Model model,
            Function<Query, Page> list,
            Map<String, String> always,
            Function<Page, List<Tree>> lines) {
        Map<String, List<String>> asked = asked(request);
        if (!asked.equals(given(request))) {
            // A form sends its empty fields, too: they say nothing, and are no part of the address.
            return new ModelAndView("redirect:" + address(request.getRequestURI(), asked));
        }
        model.addAttribute("asked", asked);
        model.addAttribute("here", here(request));
        model.addAttribute("filters", query(filters(asked)));
        model.addAttribute("export", address(request.getRequestURI() + "/export", filters(asked)));
        Map<String, List<String>> all = new LinkedHashMap<>(asked);
        all.remove(ClaimColumn.PARAMETER);
        if (AsOf.instant().isPresent()) {
            // Of when the record is read was seen to before.
            all.keySet().removeAll(List.of(PastReads.AS_OF, PastReads.KNOWN_ON));
        }
        always.forEach((name, value) -> all.put(name, List.of(value)));
        HttpStatus status = HttpStatus.OK;
        try {
            Page page = list.apply(new Query(all));
            model.addAttribute("items", lines.apply(page));
            model.addAttribute("page", page);
            if (page.next() != null) {
                model.addAttribute("next", address(request.getRequestURI(), with(asked, page.next())));
            }
            if (asked.containsKey("cursor")) {
                model.addAttribute("first", address(request.getRequestURI(), with(asked, null)));
            }
        } catch (InvalidQuery e) {
            model.addAttribute("items", List.of());
            model.addAttribute("queryFaults", e.faults());
            status = HttpStatus.BAD_REQUEST;
        }
        return new ModelAndView(template, model.asMap(), status);
    }

    /** What a list is asked for; what is left blank is not. */
    static Map<String, List<String>> asked(HttpServletRequest request) {
        Map<String, List<String>> asked = given(request);
        asked.replaceAll((name, values) ->
                values.stream().filter(value -> !value.isBlank()).toList());
        asked.values().removeIf(List::isEmpty);
        return asked;
    }

    private static Map<String, List<String>> given(HttpServletRequest request) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> given.put(name, List.of(values)));
        return given;
    }

    /** An address of this site that somebody sent; that of the claims where it is none. */
    static String local(@Nullable String address) {
        return address != null && address.matches("/(?![/\\\\])[\\x21-\\x7E]*") ? address : "/claims";
    }

    /** What lists are asked for where somebody typed words: the first of what has them. */
    static Query withWords(String words, int limit) {
        return new Query(Map.of("q", List.of(words), "limit", List.of(String.valueOf(limit))));
    }

    /** What lists are asked for that are shown whole: as much as they answer at once. */
    static Query all() {
        return new Query(Map.of("limit", List.of(String.valueOf(Page.MOST))));
    }

    /** The address of the page that is asked for, with what it is asked for. */
    static String here(HttpServletRequest request) {
        return request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }

    /** What selects, without how it is shown. */
    static Map<String, List<String>> filters(Map<String, List<String>> asked) {
        Map<String, List<String>> filters = new LinkedHashMap<>(asked);
        filters.keySet().removeAll(SHOWN_AS);
        return filters;
    }

    private static Map<String, List<String>> with(Map<String, List<String>> asked, @Nullable String cursor) {
        Map<String, List<String>> other = new LinkedHashMap<>(asked);
        other.remove("cursor");
        if (cursor != null) {
            other.put("cursor", List.of(cursor));
        }
        return other;
    }

    /** Filters as an address has them, behind its question mark. */
    static String query(Map<String, List<String>> filters) {
        String address = address("", filters);
        return address.isEmpty() ? "" : address.substring(1);
    }

    /** The other way round. */
    static Map<String, List<String>> filters(String query) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        UriComponentsBuilder.fromUriString("?" + query)
                .build()
                .getQueryParams()
                .forEach((name, values) -> filters.put(
                        decoded(name), values.stream().map(Lists::decoded).toList()));
        return filters;
    }

    private static String decoded(@Nullable String part) {
        return part == null ? "" : UriUtils.decode(part, StandardCharsets.UTF_8);
    }

    static String address(String path, Map<String, List<String>> asked) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        asked.forEach((name, values) -> address.queryParam(
                UriUtils.encode(name, StandardCharsets.UTF_8),
                values.stream()
                        .map(value -> UriUtils.encode(value, StandardCharsets.UTF_8))
                        .toList()));
        return address.build(true).toUriString();
    }
}

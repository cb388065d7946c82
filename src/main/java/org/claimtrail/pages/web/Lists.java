package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    private Lists() {}

    /** @param always what the list is asked for besides, whatever the address says */
    static ModelAndView page(
            HttpServletRequest request,
            String template,
            Model model,
            Function<Query, Page> list,
            Map<String, String> always) {
        Map<String, List<String>> asked = new LinkedHashMap<>();
        boolean blanks = false;
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            List<String> values = Arrays.stream(parameter.getValue())
                    .filter(value -> !value.isBlank())
                    .toList();
            blanks |= values.size() < parameter.getValue().length;
            if (!values.isEmpty()) {
                asked.put(parameter.getKey(), values);
            }
        }
        if (blanks) {
            // A form sends its empty fields, too: they say nothing, and are no part of the address.
            return new ModelAndView("redirect:" + address(request.getRequestURI(), asked));
        }
        model.addAttribute("asked", asked);
        model.addAttribute("export", address(request.getRequestURI() + "/export", filters(asked)));
        Map<String, List<String>> all = new LinkedHashMap<>(asked);
        always.forEach((name, value) -> all.put(name, List.of(value)));
        HttpStatus status = HttpStatus.OK;
        try {
            Page page = list.apply(new Query(all));
            model.addAttribute("items", Tree.of(page));
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

    /** What selects, without how it is shown. */
    private static Map<String, List<String>> filters(Map<String, List<String>> asked) {
        Map<String, List<String>> filters = new LinkedHashMap<>(asked);
        filters.keySet().removeAll(List.of("cursor", "limit", "sort", "count", "highlight", "include"));
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

    private static String address(String path, Map<String, List<String>> asked) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        asked.forEach((name, values) -> address.queryParam(
                UriUtils.encode(name, StandardCharsets.UTF_8),
                values.stream()
                        .map(value -> UriUtils.encode(value, StandardCharsets.UTF_8))
                        .toList()));
        return address.build(true).toUriString();
    }
}

package org.claimtrail.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.claimtrail.exchange.ExportFormat;
import org.claimtrail.exchange.Exports;
import org.claimtrail.exchange.Exports.Begin;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.Resource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What the button of a list leads to: the same as the API has, for whoever is signed in. */
@Controller
class ExportPages {

    private final Exports exports;

    ExportPages(Exports exports) {
        this.exports = exports;
    }

    @GetMapping("/claims/export")
    void claims(HttpServletRequest request, HttpServletResponse response) {
        send(
                request,
                response,
                (query, begin) -> exports.claims(query, ExportFormat.CSV, ExportController.base(), begin));
    }

    @GetMapping("/sources/export")
    void sources(HttpServletRequest request, HttpServletResponse response) {
        send(request, response, Resource.SOURCE);
    }

    @GetMapping("/articles/export")
    void articles(HttpServletRequest request, HttpServletResponse response) {
        send(request, response, Resource.ARTICLE);
    }

    @GetMapping("/measures/export")
    void measures(HttpServletRequest request, HttpServletResponse response) {
        send(request, response, Resource.MEASURE);
    }

    @GetMapping("/topics/export")
    void topics(HttpServletRequest request, HttpServletResponse response) {
        send(request, response, Resource.TOPIC);
    }

    private void send(HttpServletRequest request, HttpServletResponse response, Resource kind) {
        send(request, response, (query, begin) -> exports.things(kind, query, ExportFormat.CSV, begin));
    }

    private static void send(
            HttpServletRequest request, HttpServletResponse response, BiConsumer<Query, Begin> export) {
        Map<String, List<String>> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
        Download.send(request, response, begin -> export.accept(new Query(parameters), begin));
    }
}

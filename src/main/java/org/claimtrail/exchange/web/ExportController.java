package org.claimtrail.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.claimtrail.exchange.ExportFormat;
import org.claimtrail.exchange.Exports;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.BadRequest;
import org.claimtrail.platform.web.ProblemType;
import org.claimtrail.thing.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Exports of the lists, which take their filters. */
@RestController
@RequestMapping(Api.BASE + "/exports")
class ExportController {

    private final Exports exports;

    ExportController(Exports exports) {
        this.exports = exports;
    }

    @GetMapping("/claims")
    void claims(Query query, HttpServletRequest request, HttpServletResponse response) {
        Download.send(request, response, begin -> exports.claims(query, preferred(request), base(), begin));
    }

    @GetMapping("/sources")
    void sources(Query query, HttpServletRequest request, HttpServletResponse response) {
        Download.send(request, response, begin -> exports.things(Resource.SOURCE, query, preferred(request), begin));
    }

    @GetMapping("/articles")
    void articles(Query query, HttpServletRequest request, HttpServletResponse response) {
        Download.send(request, response, begin -> exports.things(Resource.ARTICLE, query, preferred(request), begin));
    }

    @GetMapping("/measures")
    void measures(Query query, HttpServletRequest request, HttpServletResponse response) {
        Download.send(request, response, begin -> exports.things(Resource.MEASURE, query, preferred(request), begin));
    }

    @GetMapping("/topics")
    void topics(Query query, HttpServletRequest request, HttpServletResponse response) {
        Download.send(request, response, begin -> exports.things(Resource.TOPIC, query, preferred(request), begin));
    }

    @GetMapping("/record")
    void record(Query query, HttpServletRequest request, HttpServletResponse response) {
        Download.send(request, response, begin -> exports.record(query, begin));
    }

    @GetMapping("/reports")
    void reports(Query query, HttpServletRequest request, HttpServletResponse response) {
        Download.send(request, response, begin -> exports.reports(query, begin));
    }

    static String base() {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(Api.BASE)
                .toUriString();
    }

    /** What a client that names no format accepts before all others that there are. */
    private static ExportFormat preferred(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted == null) {
            return ExportFormat.NDJSON;
        }
        List<MediaType> types;
        try {
            types = MediaType.parseMediaTypes(accepted);
            MimeTypeUtils.sortBySpecificity(types);
        } catch (InvalidMimeTypeException | InvalidMediaTypeException e) {
            throw new BadRequest(ProblemType.NOT_ACCEPTABLE, "Accept is no list of media types.");
        }
        return types.stream()
                .flatMap(type -> ExportFormat.all().stream()
                        .filter(format -> type.includes(MediaType.parseMediaType(format.mediaType()))))
                .findFirst()
                .orElse(ExportFormat.NDJSON);
    }
}

package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.Spool;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Lets a few pages take a form with files. To all others what comes so is no form, and is not taken apart. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 7)
class FormsWithFiles extends OncePerRequestFilter {

    private static final String ADDRESS = "/articles/capture";

    /** Where files are kept as they are, which need not be in memory. */
    private static final List<PathPattern> ATTACHING = Stream.of(
                    "/claims/*/evidence/*/files",
                    "/*/*/notes/*/files",
                    "/claims/*/assessments/*/notes/*/files",
                    "/articles/*/files")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private final Limits limits;
    private final BodiesInFlight inFlight;
    private final FileSettings files;
    private final Spool spool;

    FormsWithFiles(Limits limits, BodiesInFlight inFlight, FileSettings files, Spool spool) {
        this.limits = limits;
        this.inFlight = inFlight;
        this.files = files;
        this.spool = spool;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || !request.getRequestURI().equals(ADDRESS) && !isAttaching(request)
                || request.getContentType() == null
                || !request.getContentType().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    private static boolean isAttaching(HttpServletRequest request) {
        var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return ATTACHING.stream().anyMatch(pattern -> pattern.matches(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length < 0) {
            throw new BadRequest(ProblemType.INVALID_HEADER, "A form has to tell its Content-Length.");
        }
        if (isAttaching(request)) {
            if (length > files.formSize().toBytes()) {
                throw new BadRequest(
                        ProblemType.BODY_TOO_LARGE,
                        "All files of a form together may have at most " + FileSettings.told(files.formSize()) + ".");
            }
            FormWithFile form = new FormWithFile(request, limits, spool);
            try {
                chain.doFilter(form, response);
            } finally {
                form.discard();
            }
            return;
        }
        if (length > FormWithFile.LARGEST) {
            throw new BadRequest(ProblemType.BODY_TOO_LARGE, "A form with a file may have at most 24 MiB.");
        }
        inFlight.reserve(request, length);
        chain.doFilter(new FormWithFile(request, limits, null), response);
    }
}

package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.claimtrail.platform.Limits;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets one page take a form with a file. To all others what comes so is no form, and is not taken apart. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class FormsWithFiles extends OncePerRequestFilter {

    private static final String ADDRESS = "/articles/capture";

    private final Limits limits;
    private final BodiesInFlight inFlight;

    FormsWithFiles(Limits limits, BodiesInFlight inFlight) {
        this.limits = limits;
        this.inFlight = inFlight;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || !request.getRequestURI().equals(ADDRESS)
                || request.getContentType() == null
                || !request.getContentType().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length < 0) {
            throw new BadRequest(ProblemType.INVALID_HEADER, "A form has to tell its Content-Length.");
        }
        if (length > FormWithFile.LARGEST) {
            throw new BadRequest(ProblemType.BODY_TOO_LARGE, "A form with a file may have at most 24 MiB.");
        }
        inFlight.reserve(request, length);
        chain.doFilter(new FormWithFile(request, limits), response);
    }
}

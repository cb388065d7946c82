package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Limits;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what all bodies together take that are being read or answered at a time: a body is in memory several times over,
 * as bytes, as text and as JSON. Whoever asks for more than there is room for is refused before his body is read. Small ones
 * are not counted, so that they are answered while large ones are; the largest that is allowed is read while there is no
 * other.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 6)
class BodiesInFlight extends OncePerRequestFilter {

    /** So many bytes of each body are not counted: what all threads together may have of these is no more than 4 MiB. */
    static final int SMALL = 64 * 1024;

    private static final String RESERVED = BodiesInFlight.class.getName() + ".reserved";
    private static final int PART_OF_THE_HEAP = 32;

    private final long most;
    private final AtomicLong reserved = new AtomicLong();

    BodiesInFlight(Limits limits) {
        DataSize given = limits.bodiesInFlight();
        this.most = given != null ? given.toBytes() : Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP;
    }

    /** A form is read by whoever first asks for one of its values, so that there has to be room for it before. */
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (isForm(request)) {
                if (request.getContentLengthLong() < 0) {
                    throw new BadRequest(ProblemType.INVALID_HEADER, "A form has to tell its Content-Length.");
                }
                reserve(request, request.getContentLengthLong());
            }
            chain.doFilter(request, response);
        } finally {
            if (request.getAttribute(RESERVED) instanceof Long held) {
                request.removeAttribute(RESERVED);
                reserved.addAndGet(-held);
            }
        }
    }

    /**
     * Keeps room for a body until its request is answered.
     *
     * @param size of the body so far, in bytes: whatever was kept for it before is part of that
     * @throws Busy if there is none
     */
    void reserve(HttpServletRequest request, long size) {
        long held = request.getAttribute(RESERVED) instanceof Long before ? before : 0;
        long more = size - SMALL - held;
        if (more <= 0) {
            return;
        }
        reserved.updateAndGet(before -> {
            boolean alone = before == held;
            if (!alone && before + more > most) {
                throw new Busy("As many large bodies are being read as there is room for. Nothing was changed.", 2);
            }
            return before + more;
        });
        request.setAttribute(RESERVED, held + more);
    }

    /** Whether the servlet container reads the body by itself. */
    static boolean isForm(HttpServletRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        try {
            return type != null
                    && MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}

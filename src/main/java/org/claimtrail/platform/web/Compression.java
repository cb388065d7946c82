package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Compresses pages and JSON for whoever takes gzip. Tomcat leaves answers alone that have a strong ETag, since the compressed
 * bytes are others: here they have a tag of their own (RFC 9110, section 8.8.3.3), which is the plain one with an ending, and
 * serves in {@code If-None-Match} and {@code If-Match} like it.
 *
 * <p>How long a compressed answer is tells nobody what is in it: an answer to the API is asked for with a token, which a
 * page of another site cannot send, a session's cookie does not come with what such a page loads, and the token of a form is
 * masked anew each time.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class Compression extends OncePerRequestFilter {

    /** Behind a dot, as the tag of a thing that is answered with more is. */
    private static final String ENDING = ".gzip\"";

    private static final Pattern GZIP =
            Pattern.compile("(?i)(?:^|.*,)\\s*(?:x-)?gzip\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$)).*|,.*)?");

    static String tagOfCompressed(String tag) {
        return tag.startsWith("\"") && tag.endsWith("\"") ? tag.substring(0, tag.length() - 1) + ENDING : tag;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("GET");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean takes = accepted != null && GZIP.matcher(accepted).matches();
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        CompressedResponse answer =
                new CompressedResponse(request, response, takes, known != null && known.contains(ENDING));
        chain.doFilter(known == null ? request : new PlainTags(request), answer);
        if (!request.isAsyncStarted()) {
            answer.finish();
        }
    }

    /** A request that asks by the tags of what is not compressed. */
    private static final class PlainTags extends HttpServletRequestWrapper {

        PlainTags(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            String value = super.getHeader(name);
            return value != null && name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH) ? plain(value) : value;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH)
                    ? Collections.enumeration(Collections.list(super.getHeaders(name)).stream()
                            .map(PlainTags::plain)
                            .toList())
                    : super.getHeaders(name);
        }

        private static String plain(String tags) {
            return tags.replace(ENDING, "\"");
        }
    }
}

package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Lets in who asks for the sources that names mean, as tools for tables ask it: OpenRefine can send no header, so that its token
 * stands in the address of the service, and it sends questions as forms.
 *
 * <p>Before anything looks at the request, or writes down its address, the token is taken out of it and stands where tokens
 * stand. What is asked by a form changes nothing, and so is a read. Pages of other sites may ask, too: nothing is told to them
 * without a token, and no cookie counts here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class ReconciliationDoor extends OncePerRequestFilter {

    private static final String ADDRESS = Api.BASE + "/reconcile";
    private static final String BY_TOKEN = ADDRESS + "/with/";
    private static final Pattern WITH_TOKEN = Pattern.compile("(.*)" + BY_TOKEN + "([^/]*)(/.*)?");
    private static final String TOKEN = ReconciliationDoor.class.getName() + ".token";
    private static final String NO_FORM = ReconciliationDoor.class.getName() + ".no-form";

    /** Whether the token of a request stood in its address: whoever reads the address of such a service has it. */
    public static boolean isByAddress(HttpServletRequest request) {
        return request.getAttribute(TOKEN) != null;
    }

    /** @throws HttpMediaTypeNotSupportedException where something was asked that is no form */
    public static void requireForm(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        if (request.getAttribute(NO_FORM) instanceof String type) {
            throw new HttpMediaTypeNotSupportedException(
                    "The content type is %s.".formatted(type.isEmpty() ? "missing" : type),
                    List.of(MediaType.APPLICATION_FORM_URLENCODED));
        }
    }

    private static boolean isForm(@Nullable String type) {
        try {
            return type != null && MediaType.APPLICATION_FORM_URLENCODED.includes(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** The address of the service as it was asked, with the token that stood in it. */
    public static String base(HttpServletRequest request) {
        Object token = request.getAttribute(TOKEN);
        return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
                + (token == null ? ADDRESS : BY_TOKEN + token);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().contains(ADDRESS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        Matcher withToken = WITH_TOKEN.matcher(request.getRequestURI());
        String token = withToken.matches() ? withToken.group(2) : null;
        String path = token == null
                ? request.getRequestURI()
                : withToken.group(1) + ADDRESS + (withToken.group(3) == null ? "" : withToken.group(3));
        if (token != null) {
            request.setAttribute(TOKEN, token);
        }
        if (request.getMethod().equals("POST") && path.endsWith(ADDRESS) && !isForm(request.getContentType())) {
            request.setAttribute(NO_FORM, Objects.requireNonNullElse(request.getContentType(), ""));
        }
        if (path.endsWith("/preview")) {
            // To be shown in a frame beside the table: it has no scripts and no forms.
            response.setHeader("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'");
            response.setHeader("X-Frame-Options", null);
        }
        chain.doFilter(new Question(request, path, token), response);
    }

    private static final class Question extends HttpServletRequestWrapper {

        private final String path;
        private final @Nullable String token;

        Question(HttpServletRequest request, String path, @Nullable String token) {
            super(request);
            this.path = path;
            this.token = token;
        }

        @Override
        public String getMethod() {
            return super.getMethod().equals("POST") && path.endsWith(ADDRESS) ? "GET" : super.getMethod();
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer url = super.getRequestURL();
            return url.replace(url.length() - super.getRequestURI().length(), url.length(), path);
        }

        @Override
        public String getServletPath() {
            return token == null
                    ? super.getServletPath()
                    : path.substring(getContextPath().length());
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isToken(name) ? "Bearer " + token : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isToken(name) ? Collections.enumeration(List.of("Bearer " + token)) : super.getHeaders(name);
        }

        private boolean isToken(String name) {
            return token != null && name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION);
        }
    }
}

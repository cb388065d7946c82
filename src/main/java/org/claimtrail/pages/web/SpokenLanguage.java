package org.claimtrail.pages.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.PublicPages;
import org.claimtrail.translation.Spoken;
import org.claimtrail.translation.SpokenByDefault;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pages speak the language that whoever looks at them has chosen in this browser, else the first that the browser asks for and
 * that they can, else that of the installation. What is published is one page for everybody, in the installation's. What
 * programs are answered is English.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SpokenLanguage extends OncePerRequestFilter {

    /** The cookie that has a choice. */
    static final String CHOSEN = "language";

    /** Besides the API. */
    private static final List<PathPattern> OF_PROGRAMS = Stream.of("/actuator/**", Api.MCP, "/openapi.yaml", "/oembed")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    /** What templates know what scripts say by: the page that tells of a problem, too, which knows no beans. */
    private static final String WORDS_OF_SCRIPTS = "wordsOfScripts";

    private final Map<Locale, String> wordsOfScripts = new ConcurrentHashMap<>();
    private final SpokenByDefault installation;

    SpokenLanguage(SpokenByDefault installation) {
        this.installation = installation;
    }

    /** What is refused before it comes to a page is told in a language as well. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return Api.isAskedBy(request) || OF_PROGRAMS.stream().anyMatch(programs -> programs.matches(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isPublic = PublicPages.areAskedBy(request);
        Spoken.speak(isPublic ? installation.language() : wanted(request));
        if (!isPublic && !isFile(request)) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
        request.setAttribute(
                WORDS_OF_SCRIPTS, wordsOfScripts.computeIfAbsent(Spoken.language(), language -> wordsOfScripts()));
        try {
            chain.doFilter(request, response);
        } finally {
            Spoken.speak(Locale.ENGLISH);
        }
    }

    /** Files of pages stand at the root, and have a dot. */
    private static boolean isFile(HttpServletRequest request) {
        return request.getRequestURI().indexOf('.') >= 0;
    }

    /** As JSON; empty where scripts say what they say themselves. */
    private static String wordsOfScripts() {
        Map<String, String> words = Spoken.all("script");
        ObjectNode json = Json.object();
        words.forEach(json::put);
        return words.isEmpty() ? "" : json.toString();
    }

    private Locale wanted(HttpServletRequest request) {
        return Stream.concat(chosen(request), asked(request))
                .filter(Spoken::speaks)
                .findFirst()
                .orElseGet(installation::language);
    }

    /** What was chosen in this browser; nothing where it was not. */
    static Stream<Locale> chosen(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(CHOSEN))
                        .map(cookie -> Locale.forLanguageTag(cookie.getValue()));
    }

    /** Without the header, the container would tell the language of its own machine. */
    private static Stream<Locale> asked(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                ? Stream.empty()
                : Collections.list(request.getLocales()).stream();
    }
}

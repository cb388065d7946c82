package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The addresses of what is published: the same answer for everybody, whoever is signed in, so that caches may keep it. No
 * session is looked for there, and none is made.
 */
public final class PublicPages {

    private static final String[] ADDRESSES = {
        "/public", "/public/**", "/claims/*/embed", "/oembed", "/robots.txt", "/sitemap.xml", "/sitemap-*.xml"
    };

    private static final List<PathPattern> PATTERNS = Arrays.stream(ADDRESSES)
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private PublicPages() {}

    /** As patterns. */
    public static String[] addresses() {
        return ADDRESSES.clone();
    }

    public static boolean areAskedBy(HttpServletRequest request) {
        return have(ServletRequestPathUtils.parse(request).pathWithinApplication());
    }

    static boolean have(PathContainer path) {
        return PATTERNS.stream().anyMatch(pattern -> pattern.matches(path));
    }
}

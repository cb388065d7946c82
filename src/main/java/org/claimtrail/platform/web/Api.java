package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** How the API answers. */
public final class Api {

    public static final String BASE = "/api/v1";

    /** What speaks the Model Context Protocol, where it is enabled: like the API, with tokens and without sessions. */
    public static final String MCP = "/mcp";

    /** What tells whoever runs the service how it is: by tokens, too. On a port of its own, whoever reaches that is told. */
    public static final List<String> OPERATION = List.of("/actuator/info", "/actuator/prometheus");

    public static final String MERGE_PATCH = "application/merge-patch+json";

    private static final PathPattern ADDRESSES = PathPatternParser.defaultInstance.parse(BASE + "/**");

    /** What is written while it is read, and sees to itself which record it reads. */
    private static final List<PathPattern> STREAMED = Stream.of(
                    "/exports/**", "/claims/*/evidence/*/files/*/content", "/claims/*/evidence/*/files/*/thumbnail")
            .map(path -> PathPatternParser.defaultInstance.parse(BASE + path))
            .toList();

    /** What browsers show as a picture, and nothing else. */
    private static final Set<String> PICTURES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif");

    private Api() {}

    /** Whether a request is one of the API: as controllers are found, so that no spelling of an address reaches one and not this. */
    public static boolean isAskedBy(HttpServletRequest request) {
        return ADDRESSES.matches(ServletRequestPathUtils.parse(request).pathWithinApplication());
    }

    /** Whether the answer to a request is sent while it is read, so that it must not be gathered before. */
    static boolean streams(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return STREAMED.stream().anyMatch(streamed -> streamed.matches(path));
    }

    /** Says that a filter minds these parameters of a request, so that what answers it does not refuse them as unknown. */
    public static void mindsParameters(HttpServletRequest request, List<String> names) {
        request.setAttribute(RequestArguments.MINDED, names);
    }

    /**
     * Whether a client would rather have another type than JSON; where it has no preference, JSON it is.
     *
     * @param accepted its {@code Accept}
     * @throws InvalidMediaTypeException if that cannot be read
     * @throws InvalidMimeTypeException if it names more types than anybody has use for
     */
    public static boolean prefers(MediaType other, String accepted) {
        return preferred(accepted, other).equals(other);
    }

    /** Which type a client would rather have, JSON or one of the others; {@link #prefers} for several of them. */
    public static MediaType preferred(String accepted, MediaType... others) {
        List<MediaType> types = MediaType.parseMediaTypes(accepted);
        MimeTypeUtils.sortBySpecificity(types);
        return types.stream()
                .filter(type -> type.getQualityValue() > 0)
                .flatMap(type -> Stream.concat(Stream.of(MediaType.APPLICATION_JSON), Arrays.stream(others))
                        .filter(type::includes))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
    }

    /** 200 with the ETag, or 304 where {@code If-None-Match} has it. */
    public static ResponseEntity<byte[]> ok(Representation representation) {
        return ResponseEntity.ok()
                .eTag(representation.etag())
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(representation.json());
    }

    /** Says that what is written next is a file of its own, for whoever asks now and nobody else. */
    public static void attach(HttpServletResponse response, String name, String mediaType) {
        response.setContentType(mediaType);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /**
     * 200 with bytes that others made, and that a browser must not make anything of: they are a file to be kept, never a page of
     * this site.
     */
    public static ResponseEntity<byte[]> ofOthers(String name, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .cacheControl(CacheControl.noStore())
                .body(content);
    }

    /**
     * 200 with a file that somebody attached, parts of it, or 304: nothing that a browser would run. Pictures are shown, all else
     * is to be kept as a file.
     *
     * @param tag identifies its bytes
     */
    public static ResponseEntity<Resource> file(String name, String mediaType, String tag, Resource content) {
        boolean isPicture = PICTURES.contains(mediaType);
        return ResponseEntity.ok()
                .eTag('"' + tag + '"')
                // Who may see it is asked each time.
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE)
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        (isPicture ? ContentDisposition.inline() : ContentDisposition.attachment())
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .contentType(MediaType.parseMediaType(isPicture ? mediaType : harmless(mediaType)))
                .body(content);
    }

    private static String harmless(String mediaType) {
        return mediaType.equals(MediaType.APPLICATION_PDF_VALUE)
                ? mediaType
                : mediaType.startsWith("text/") || mediaType.endsWith("json") || mediaType.endsWith("xml")
                        ? MediaType.TEXT_PLAIN_VALUE
                        : MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }

    /** 201 with the address of what was recorded. */
    public static ResponseEntity<byte[]> created(String path, Representation representation) {
        return ResponseEntity.created(URI.create(BASE + path))
                .eTag(representation.etag())
                .contentType(MediaType.APPLICATION_JSON)
                .body(representation.json());
    }

    /**
     * 201 with a secret that is told this once. The answer to a repeat of the request lacks it, so that it is kept nowhere.
     */
    public static ResponseEntity<byte[]> createdWithSecret(
            String path, Representation representation, String member, String secret) {
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(IdempotencyFilter.WITHOUT_SECRET, representation.json(), RequestAttributes.SCOPE_REQUEST);
        return ResponseEntity.created(URI.create(BASE + path))
                .eTag(representation.etag())
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.write(representation.tree().put(member, secret)));
    }

    /** 200 with the page, and a link to the next one. */
    public static ResponseEntity<byte[]> page(Page page, Query query) {
        Representation representation = new Representation(page.json());
        var answer = ResponseEntity.ok()
                .eTag(representation.etag())
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON);
        if (page.next() != null) {
            answer.header(HttpHeaders.LINK, nextLink(query, "cursor", page.next()));
        }
        return answer.body(representation.json());
    }

    /** The value of a {@code Link} to the same list from a place on, which a parameter names. */
    public static String nextLink(Query query, String parameter, String cursor) {
        UriComponentsBuilder link = ServletUriComponentsBuilder.fromCurrentRequestUri();
        List<Object> values = new ArrayList<>();
        query.given().forEach((name, given) -> {
            if (!name.equals(parameter)) {
                given.forEach(value -> {
                    link.queryParam(name, "{value}");
                    values.add(value);
                });
            }
        });
        link.queryParam(parameter, cursor);
        return "<" + link.encode().buildAndExpand(values.toArray()).toUriString() + ">; rel=\"next\"";
    }
}

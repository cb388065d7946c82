package org.claimtrail.publication.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.prose.Tree;
import org.claimtrail.publication.PublicationSettings;
import org.claimtrail.publication.Publications;
import org.claimtrail.publication.web.Published.Made;
import org.claimtrail.publication.web.Published.Telling;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Tells how to show a claim on another page, by its address (oEmbed 1.0). */
@RestController
@ConditionalOnBooleanProperty("claimtrail.public-read")
class Oembed {

    private static final Pattern PAGE = Pattern.compile("/public/claims/([^/]+)|/claims/([^/]+)/embed");
    private static final MediaType XML = new MediaType(MediaType.TEXT_XML, StandardCharsets.UTF_8);

    private static final int WIDTH = 600;
    private static final int HEIGHT = 320;

    private final Publications publications;
    private final Published published;
    private final SiteAddress address;
    private final PublicationSettings settings;

    Oembed(Publications publications, Published published, SiteAddress address, PublicationSettings settings) {
        this.publications = publications;
        this.published = published;
        this.address = address;
        this.settings = settings;
    }

    private record Shown(String name, String text) {}

    @GetMapping("/oembed")
    ResponseEntity<byte[]> oembed(
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "json") String format,
            @RequestParam(name = "maxwidth", required = false) @Nullable String maxWidth,
            @RequestParam(name = "maxheight", required = false) @Nullable String maxHeight,
            HttpServletRequest request) {
        boolean xml = format.equals("xml");
        if (!xml && !format.equals("json")) {
            return ResponseEntity.status(HttpStatus.NOT_IMPLEMENTED).build();
        }
        Optional<Integer> width = most(maxWidth, WIDTH);
        Optional<Integer> height = most(maxHeight, HEIGHT);
        if (url.isEmpty() || width.isEmpty() || height.isEmpty()) {
            return ResponseEntity.badRequest().build();
        }
        ClaimKey key = claim(url, address.of(request))
                .map(ClaimKey::of)
                .orElseThrow(() -> new NotRecorded("page to be shown", Links.shortened(url, 200)));
        ResponseEntity<byte[]> answer = published.answer(
                request,
                "oembed %s %s %d %d".formatted(key, format, width.get(), height.get()),
                xml ? XML : MediaType.APPLICATION_JSON,
                base -> {
                    Tree claim = publications.claim(key);
                    return new Shown(PublishedPages.name(claim), String.valueOf(claim.get("text")));
                },
                told -> new Made(write(told, width.get(), height.get(), xml), null));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(headers -> headers.addAll(answer.getHeaders()))
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(answer.getBody());
    }

    /** Empty where it is no number of pixels. */
    private static Optional<Integer> most(@Nullable String given, int usual) {
        if (given == null || given.isEmpty()) {
            return Optional.of(usual);
        }
        return given.matches("0*[1-9][0-9]{0,8}")
                ? Optional.of(Math.min(usual, Integer.parseInt(given)))
                : Optional.empty();
    }

    /** How an address of this service calls a claim. */
    private static Optional<String> claim(String url, String base) {
        try {
            URI asked = new URI(url);
            URI own = new URI(base);
            // A scheme is what a proxy made of it.
            if (asked.getHost() == null
                    || asked.getRawUserInfo() != null
                    || !String.valueOf(asked.getScheme())
                            .toLowerCase(Locale.ROOT)
                            .matches("https?")
                    || !asked.getHost().equalsIgnoreCase(own.getHost())
                    || asked.getPort() != own.getPort()) {
                return Optional.empty();
            }
            Matcher page =
                    PAGE.matcher(requireNonNull(asked.getPath()).replaceFirst("^" + Pattern.quote(own.getPath()), ""));
            return page.matches()
                    ? Optional.of(page.group(1) != null ? page.group(1) : page.group(2))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private byte[] write(Telling<Shown> told, int width, int height, boolean asXml) {
        String title = Links.shortened(told.what().text(), PublishedPages.TITLE);
        String frame =
                "<iframe src=\"%s/claims/%s/embed\" title=\"%s\" width=\"%d\" height=\"%d\" style=\"border:0;max-width:100%%\" loading=\"lazy\"></iframe>"
                        .formatted(
                                HtmlUtils.htmlEscape(told.base()),
                                told.what().name(),
                                HtmlUtils.htmlEscape(title),
                                width,
                                height);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("type", "rich");
        answer.put("version", "1.0");
        answer.put("title", title);
        answer.put("provider_name", settings.name());
        answer.put("provider_url", told.base() + PublishedPages.CLAIMS);
        answer.put("cache_age", settings.maxAge().toSeconds());
        answer.put("html", frame);
        answer.put("width", width);
        answer.put("height", height);
        if (!asXml) {
            return Json.write(answer);
        }
        Xml xml = new Xml("oembed");
        answer.forEach((name, value) -> xml.element(name, value.toString()));
        return xml.end().document();
    }
}

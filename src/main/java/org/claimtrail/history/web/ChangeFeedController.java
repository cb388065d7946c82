package org.claimtrail.history.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.claimtrail.access.CallerAuthentication;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.ChangeFormat;
import org.claimtrail.history.CloudEvents;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Sha256;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.BadRequest;
import org.claimtrail.platform.web.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/changes")
class ChangeFeedController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final MediaType BATCH = MediaType.parseMediaType(CloudEvents.BATCH_MEDIA_TYPE);
    private static final MediaType BATCH_IN_UTF_8 = new MediaType(BATCH, StandardCharsets.UTF_8);

    private final ChangeFeed feed;
    private final CloudEvents cloudEvents;
    private final ChangeStreams streams;

    ChangeFeedController(ChangeFeed feed, CloudEvents cloudEvents, ChangeStreams streams) {
        this.feed = feed;
        this.cloudEvents = cloudEvents;
        this.streams = streams;
    }

    /** One mapping for all: where a client accepts anything, none of several would be the better one. */
    @GetMapping(
            produces = {
                MediaType.APPLICATION_JSON_VALUE,
                MediaType.TEXT_EVENT_STREAM_VALUE,
                CloudEvents.BATCH_MEDIA_TYPE
            })
    @Nullable
    ResponseEntity<byte[]> read(
            Query query,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accepted,
            @RequestHeader(name = LAST_EVENT_ID, defaultValue = "") String lastEventId,
            CallerAuthentication caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        MediaType wantedType = Api.preferred(accepted, MediaType.TEXT_EVENT_STREAM, BATCH);
        ChangeFormat format = query.oneChoice("format", ChangeFormat.class)
                .orElse(wantedType.equals(BATCH) ? ChangeFormat.CLOUDEVENTS : ChangeFormat.CLAIMTRAIL);
        if (!wantedType.equals(MediaType.TEXT_EVENT_STREAM)) {
            ChangeFeed.Part part = feed.read(query);
            return format == ChangeFormat.CLOUDEVENTS ? batch(part, query) : page(part);
        }
        Place after = query.value(
                        "after",
                        text -> feed.place(text).orElseThrow(() -> new IllegalArgumentException(ChangeFeed.NO_PLACE)))
                .orElse(null);
        ChangeFilter wanted = ChangeFilter.of(query);
        query.done();
        if (!lastEventId.isBlank()) {
            after = feed.place(lastEventId.strip())
                    .orElseThrow(() -> new BadRequest(
                            ProblemType.INVALID_HEADER,
                            LAST_EVENT_ID + " has to be the id of an event of this stream."));
        }
        streams.open(
                request,
                response,
                caller.getPrincipal(),
                caller.until(),
                wanted,
                format,
                after == null ? feed.place("now").orElseThrow() : after);
        return null;
    }

    private static ResponseEntity<byte[]> page(ChangeFeed.Part part) {
        Page page = new Page(
                part.changes().stream()
                        .map(told -> new String(told.json(), StandardCharsets.UTF_8))
                        .toList(),
                part.end().cursor(),
                null);
        Representation representation = new Representation(page.json());
        return answer(representation.etag(), MediaType.APPLICATION_JSON).body(representation.json());
    }

    /** An array has no room for where to go on, so a link says it, and the ETag changes with it. */
    private ResponseEntity<byte[]> batch(ChangeFeed.Part part, Query query) {
        byte[] batch = cloudEvents.batch(part.changes());
        String next = part.end().cursor();
        byte[] hash = Sha256.of(next.getBytes(StandardCharsets.UTF_8), batch);
        return answer(Representation.etagOf(hash), BATCH_IN_UTF_8)
                .header(HttpHeaders.LINK, Api.nextLink(query, "after", next))
                .body(batch);
    }

    private static ResponseEntity.BodyBuilder answer(String etag, MediaType type) {
        return ResponseEntity.ok()
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.ACCEPT)
                .contentType(type);
    }
}

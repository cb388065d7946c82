package org.claimtrail.history.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.claimtrail.access.CallerAuthentication;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.BadRequest;
import org.claimtrail.platform.web.ProblemType;
import org.jspecify.annotations.Nullable;
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

    private final ChangeFeed feed;
    private final ChangeStreams streams;

    ChangeFeedController(ChangeFeed feed, ChangeStreams streams) {
        this.feed = feed;
        this.streams = streams;
    }

    /** One mapping for both: where a client accepts anything, neither of two would be the better one. */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    ResponseEntity<byte[]> read(
            Query query,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accepted,
            @RequestHeader(name = LAST_EVENT_ID, defaultValue = "") String lastEventId,
            CallerAuthentication caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!Api.prefers(MediaType.TEXT_EVENT_STREAM, accepted)) {
            return Api.ok(new Representation(feed.read(query).json()));
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
                after == null ? feed.place("now").orElseThrow() : after);
        return null;
    }
}

package org.claimtrail.publication.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.claimtrail.platform.PublicRecord;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Sha256;
import org.claimtrail.publication.PublicationSettings;
import org.claimtrail.publication.PublicationState;
import org.claimtrail.publication.PublicationState.State;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Answers what is published, for caches and from memory. What was made once is given again as long as nothing that is
 * published was changed, which is asked each time; only what goes through the whole record, and takes long, is given for a while without asking.
 */
@Component
class Published {

    /** In bytes. */
    private static final long MOST = 48L << 20;

    /** What takes longer is not made anew for this many times as long: so it never takes more than a twentieth of a core. */
    private static final int REST = 20;

    private static final Duration LONG = Duration.ofSeconds(1);

    /** Much sooner than any history is let go by which it would be told that an answer is out of date. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Whoever asks for what another one is making waits for that. */
    private static final int LOCKS = 64;

    /**
     * @param modified null for when anything last was
     */
    record Made(byte[] body, @Nullable Instant modified) {}

    private record Kept(
            byte[] body, String etag, @Nullable Instant modified, State state, LocalDate day, Instant goodUntil) {

        /** The same, as it still is. */
        Kept asOf(State now) {
            return new Kept(body, etag, modified, now, day, goodUntil);
        }
    }

    private final PublicRecord record;
    private final PublicationState states;
    private final PublicationSettings settings;
    private final SiteAddress address;
    private final Clock clock;
    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(lock -> new Object()).toArray();
    private final Cache<String, Kept> kept = Caffeine.newBuilder()
            .expireAfterAccess(LONGEST)
            .maximumWeight(MOST)
            .weigher((String key, Kept page) -> 200 + 2 * key.length() + page.body().length)
            .build();

    Published(
            PublicRecord record,
            PublicationState states,
            PublicationSettings settings,
            SiteAddress address,
            Clock clock) {
        this.record = record;
        this.states = states;
        this.settings = settings;
        this.address = address;
        this.clock = clock;
    }

    /**
     * Answers what is made of a few things.
     *
     * @param key what tells the answer from all others, besides the address of the service
     * @param read what is to be told, in the public record
     * @param make of that, at an address of the service
     */
    <M> ResponseEntity<byte[]> answer(
            HttpServletRequest request,
            String key,
            MediaType type,
            Function<String, M> read,
            Function<Telling<M>, Made> make) {
        return answer(request, key, false, type, read, make);
    }

    /** Answers what goes through the whole record. */
    <M> ResponseEntity<byte[]> answerOfAll(
            HttpServletRequest request,
            String key,
            MediaType type,
            Function<String, M> read,
            Function<Telling<M>, Made> make) {
        return answer(request, key, true, type, read, make);
    }

    private <M> ResponseEntity<byte[]> answer(
            HttpServletRequest request,
            String key,
            boolean whole,
            MediaType type,
            Function<String, M> read,
            Function<Telling<M>, Made> make) {
        String base = address.of(request);
        Kept page = find(base + " " + key, whole, base, read, make);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .eTag(page.etag())
                .cacheControl(CacheControl.maxAge(settings.maxAge()).cachePublic())
                .contentType(type);
        if (page.modified() != null) {
            answer.lastModified(page.modified());
        }
        return answer.body(page.body());
    }

    /**
     * @param what was read
     * @param base the address of the service
     */
    record Telling<M>(M what, String base) {}

    private <M> Kept find(
            String key, boolean whole, String base, Function<String, M> read, Function<Telling<M>, Made> make) {
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            Kept known = kept.getIfPresent(key);
            Instant now = clock.instant();
            LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
            if (known != null && known.day().equals(day)) {
                if (now.isBefore(known.goodUntil())) {
                    return known;
                }
                State state = states.still(known.state()).orElse(null);
                if (state != null) {
                    kept.put(key, known.asOf(state));
                    return known;
                }
            }
            // What was kept is wrong if what it is of is gone.
            kept.invalidate(key);
            record Read<M>(State state, M what) {}
            Read<M> found = record.read(() -> new Read<>(states.now(), read.apply(base)));
            Made made = make.apply(new Telling<>(found.what(), base));
            Instant done = clock.instant();
            Duration took = Duration.between(now, done);
            Kept page = new Kept(
                    made.body(),
                    Representation.etagOf(Sha256.of(made.body())),
                    made.modified() == null ? found.state().changed() : made.modified(),
                    found.state(),
                    day,
                    whole && took.compareTo(LONG) > 0 ? done.plus(took.multipliedBy(REST)) : now);
            kept.put(key, page);
            return page;
        }
    }
}

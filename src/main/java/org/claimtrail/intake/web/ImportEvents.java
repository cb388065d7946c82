package org.claimtrail.intake.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.claimtrail.access.KnownCallers;
import org.claimtrail.intake.Imports;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Refusal;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells those who listen how far imports are, twice a second where anything changed, until these are at an end. */
@Component
class ImportEvents implements DisposableBean {

    private static final int MOST = 100;
    private static final long PERIOD_MILLIS = 500;
    private static final int PERIODS_UNTIL_LOOKED_UP = 20;
    private static final Set<String> AT_WORK = Set.of("UPLOADING", "RUNNING", "UNDOING");

    private record Listener(UUID importId, @Nullable Caller caller) {}

    private final Imports imports;
    private final KnownCallers callers;
    private final Actor actor;
    private final Map<SseEmitter, Listener> listeners = new ConcurrentHashMap<>();
    private final Map<SseEmitter, String> told = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "import-events");
        thread.setDaemon(true);
        return thread;
    });
    private int periods;

    ImportEvents(Imports imports, KnownCallers callers, Actor actor) {
        this.imports = imports;
        this.callers = callers;
        this.actor = actor;
        clock.scheduleWithFixedDelay(this::tellAll, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    SseEmitter of(UUID id) {
        Representation now = imports.read(id);
        if (listeners.size() >= MOST) {
            throw new Busy("As many listen to imports as this service lets.", 10);
        }
        SseEmitter emitter = new SseEmitter(0L);
        emitter.onCompletion(() -> forget(emitter));
        emitter.onError(e -> forget(emitter));
        listeners.put(emitter, new Listener(id, actor.caller().orElse(null)));
        tell(emitter, now);
        return emitter;
    }

    private void forget(SseEmitter emitter) {
        listeners.remove(emitter);
        told.remove(emitter);
    }

    private void tellAll() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            if (++periods % PERIODS_UNTIL_LOOKED_UP == 0) {
                endThoseOfOthers();
            }
            Map<UUID, Representation> present = new ConcurrentHashMap<>();
            listeners.forEach((emitter, listener) -> {
                try {
                    tell(emitter, present.computeIfAbsent(listener.importId(), imports::read));
                } catch (Refusal e) {
                    emitter.complete();
                }
            });
        } catch (RuntimeException e) {
            // The database is away: the next time, perhaps.
            listeners.keySet().forEach(emitter -> told.remove(emitter));
        }
    }

    /** Those whose account or token is no longer what it was. */
    private void endThoseOfOthers() {
        Set<Caller> known = callers.known(listeners.values().stream()
                .map(Listener::caller)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        listeners.forEach((emitter, listener) -> {
            if (listener.caller() != null && !known.contains(listener.caller())) {
                emitter.complete();
            }
        });
    }

    private void tell(SseEmitter emitter, Representation now) {
        if (now.etag().equals(told.put(emitter, now.etag()))) {
            return;
        }
        try {
            String state = now.tree().get("state").stringValue();
            emitter.send(SseEmitter.event()
                    .name("import")
                    .data(new String(now.json(), StandardCharsets.UTF_8), MediaType.TEXT_PLAIN));
            if (!AT_WORK.contains(state)) {
                emitter.complete();
            }
        } catch (IOException | IllegalStateException e) {
            forget(emitter);
        }
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
        listeners.keySet().forEach(SseEmitter::complete);
    }
}

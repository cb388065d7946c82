package org.claimtrail.operation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.claimtrail.intake.Outcome;
import org.claimtrail.intake.State;
import org.claimtrail.platform.Spool;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What {@link RecordState} knows, as meters. */
@Component
class RecordGauges implements MeterBinder {

    private final RecordState state;
    private final Spool spool;

    RecordGauges(RecordState state, Spool spool) {
        this.state = state;
        this.spool = spool;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Each webhooks = new Each(
                "webhooks",
                "webhook",
                Map.of(
                        "behind",
                        MultiGauge.builder("claimtrail.webhook.lag")
                                .description(
                                        "How long ago the first change was made that a webhook was not sent, or need not be")
                                .baseUnit("seconds")
                                .register(meters),
                        "failures",
                        MultiGauge.builder("claimtrail.webhook.failures")
                                .description("How often in a row a webhook failed")
                                .register(meters)));
        Each followed = new Each(
                "followed",
                "installation",
                Map.of(
                        "behind",
                        MultiGauge.builder("claimtrail.follow.lag")
                                .description("How long ago all that a followed installation had was recorded here")
                                .baseUnit("seconds")
                                .register(meters),
                        "failures",
                        MultiGauge.builder("claimtrail.follow.failures")
                                .description("How often in a row it could not be read")
                                .register(meters),
                        "recorded",
                        MultiGauge.builder("claimtrail.follow.recorded")
                                .description("Things that were recorded by following it")
                                .register(meters),
                        "refused",
                        MultiGauge.builder("claimtrail.follow.refused")
                                .description("Things of it that are not recorded as it says, up to 10,000")
                                .register(meters)));
        Gauge.builder("claimtrail.database.up", () -> {
                    webhooks.look();
                    followed.look();
                    return state.now().isEmpty() ? 0 : 1;
                })
                .description("Whether the database answers")
                .register(meters);
        gauge(meters, "claimtrail.database.size", "bytes", "/size", "How large the database is");
        gauge(
                meters,
                "claimtrail.database.transaction",
                "seconds",
                "/transaction",
                "How long the longest transaction is open");
        gauge(meters, "claimtrail.record.claims", null, "/claims", "How many claims there are, roughly");
        gauge(meters, "claimtrail.feed.position", null, "/position", "The number of the last change set");
        gauge(meters, "claimtrail.feed.newest", "seconds", "/newest", "When it was committed, since 1970");
        gauge(
                meters,
                "claimtrail.standings.waiting",
                null,
                "/standings",
                "Changes on which standings wait, up to 10,000");
        gauge(meters, "claimtrail.vectors.waiting", null, "/vectors", "Claims that wait for a vector, up to 10,000");
        gauge(meters, "claimtrail.vectors.stale", null, "/stale", "Up to which claim vectors may be another model's");
        gauge(meters, "claimtrail.notices.lag", "seconds", "/notices", "How long changes have waited to be noticed");
        gauge(meters, "claimtrail.digests.due", null, "/digests", "Mails of the morning that are due");
        gauge(meters, "claimtrail.outgoing.held", null, "/held", "Whether nothing is sent to webhooks or by mail");
        gauge(meters, "claimtrail.webhooks.parked", null, "/parked", "Webhooks that were given up");
        gauge(meters, "claimtrail.files", null, "/files/number", "Files that are attached");
        gauge(meters, "claimtrail.files.size", "bytes", "/files/bytes", "How large they are");
        Gauge.builder("claimtrail.files.room", this, RecordGauges::room)
                .description("What is left on the disk on which files lie, or come in")
                .baseUnit("bytes")
                .register(meters);
        for (State one : State.values()) {
            Gauge.builder("claimtrail.imports", state, known -> known.numberOrNone("/imports/" + one))
                    .description("Imports")
                    .tag("state", one.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        for (Outcome one : Outcome.values()) {
            String name = one.name().toLowerCase(Locale.ROOT);
            FunctionCounter.builder("claimtrail.import.rows", state, known -> known.numberOrNone("/rows/" + name))
                    .description("Rows of imports that are there, as of the record: the same from each instance")
                    .tag("outcome", name)
                    .register(meters);
        }
    }

    private void gauge(MeterRegistry meters, String name, @Nullable String unit, String pointer, String description) {
        Gauge.builder(name, state, known -> known.number(pointer))
                .description(description)
                .baseUnit(unit)
                .register(meters);
    }

    /** A number of each of those that there are of a kind by now; what each tells is asked anew each time. */
    private final class Each {

        private final String kind;
        private final String label;
        private final Map<String, MultiGauge> gauges;
        private Set<String> present = Set.of();

        /** @param gauges by the member that they tell */
        Each(String kind, String label, Map<String, MultiGauge> gauges) {
            this.kind = kind;
            this.label = label;
            this.gauges = gauges;
        }

        synchronized void look() {
            Set<String> now = Set.copyOf(state.now().path(kind).propertyNames());
            if (now.equals(present)) {
                return;
            }
            present = now;
            gauges.forEach((member, gauge) -> gauge.register(rows(member), true));
        }

        private List<MultiGauge.Row<?>> rows(String member) {
            return present.stream()
                    .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(
                            Tags.of(label, one), state, known -> known.number("/" + kind + "/" + one + "/" + member)))
                    .toList();
        }
    }

    /** Bytes that are left on the disk of the nearest directory that is there. */
    double room() {
        Path directory = spool.files();
        while (directory != null && !Files.exists(directory)) {
            directory = directory.getParent();
        }
        return directory == null ? Double.NaN : directory.toFile().getUsableSpace();
    }
}

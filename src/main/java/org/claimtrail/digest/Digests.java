package org.claimtrail.digest;

import static org.claimtrail.platform.Fields.given;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.database.Selection;
import org.claimtrail.digest.MailKeys.Purpose;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Who wants the mail of the morning, where and when. */
@Service
public class Digests {

    private static final Logger log = LoggerFactory.getLogger(Digests.class);

    private static final int MOST_CONFIRMATIONS = 5;
    private static final Duration WITHIN = Duration.ofDays(1);
    private static final List<DayOfWeek> WORKDAYS =
            List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);

    /**
     * What somebody has chosen.
     *
     * @param failure why the last one could not be sent
     */
    public record Chosen(
            String address,
            boolean confirmed,
            boolean active,
            List<DayOfWeek> days,
            int hour,
            String zone,
            @Nullable Instant nextAt,
            @Nullable Instant lastSentAt,
            @Nullable String failure) {}

    private record Input(String address, Schedule schedule) {

        static Input read(Fields body) {
            String address = body.requiredText("address");
            if (address != null && !MailAddress.isOne(address)) {
                body.fault("address", MailAddress.RULE);
            }
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            for (String day : body.names("days")) {
                Arrays.stream(DayOfWeek.values())
                        .filter(one -> one.name().equals(day))
                        .findFirst()
                        .ifPresentOrElse(days::add, () -> body.fault("days", Fields.oneOf(DayOfWeek.class)));
            }
            if (body.names("days").isEmpty()) {
                body.fault("days", "must have a day at least.");
            }
            Long hour = body.required("hour", body.integer("hour", 0, 23));
            String named = body.requiredText("zone");
            ZoneId zone = ZoneId.of("UTC");
            try {
                zone = named == null ? zone : ZoneId.of(named);
            } catch (DateTimeException e) {
                body.fault("zone", "must be a time zone, such as Europe/Berlin.");
            }
            body.done();
            body.faults().throwIfAny();
            return new Input(given(address), new Schedule(days, given(hour).intValue(), zone));
        }
    }

    private final Mail mail;
    private final MailKeys keys;
    private final SecurityLog securityLog;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Digests(
            Mail mail,
            MailKeys keys,
            SecurityLog securityLog,
            JdbcClient db,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.mail = mail;
        this.keys = keys;
        this.securityLog = securityLog;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Whether this installation sends mails. */
    public boolean isOffered() {
        return mail.isOn();
    }

    /** What whoever has chosen nothing is offered: to the address that his account has. */
    public Chosen offer(UUID account) {
        String address = db.sql("select coalesce(email, '') from account where id = :account")
                .param("account", account)
                .query(String.class)
                .single();
        return new Chosen(address, false, false, WORKDAYS, 7, "UTC", null, null, null);
    }

    public Optional<Chosen> of(UUID account) {
        return db.sql("""
                        select address, confirmed_at, active, days, hour, zone, next_at, last_sent_at, last_failure
                        from digest where account_id = :account""")
                .param("account", account)
                .query((row, n) -> new Chosen(
                        row.getString("address"),
                        row.getObject("confirmed_at") != null,
                        row.getBoolean("active"),
                        Arrays.stream((String[]) row.getArray("days").getArray())
                                .map(DayOfWeek::valueOf)
                                .toList(),
                        row.getInt("hour"),
                        row.getString("zone"),
                        instant(row.getObject("next_at", OffsetDateTime.class)),
                        instant(row.getObject("last_sent_at", OffsetDateTime.class)),
                        row.getString("last_failure")))
                .optional();
    }

    /**
     * Chooses where and when. Another address is sent a link that confirms it, and nothing else until then; so is one that waits
     * for that.
     *
     * @return whether it has to be confirmed
     * @throws InvalidInput if the body is at fault, or that mail cannot be sent
     */
    public boolean choose(Caller caller, ObjectNode body) {
        Input input = Input.read(Fields.of(body));
        Optional<String> key = transaction.execute(status -> choose(caller, input));
        if (key.isEmpty()) {
            return false;
        }
        try {
            mail.send(new Mail.Message(
                    input.address(),
                    "Claimtrail: " + Spoken.of("confirm this address"),
                    DigestText.confirmation(caller.name(), mail.link("/digest/confirm?key=" + key.get())),
                    null,
                    Map.of()));
        } catch (MailException e) {
            log.warn("Cannot send the mail by which an address is confirmed: {}", e.getMessage());
            throw new InvalidInput(
                    List.of(new Fault("/address", "could not be sent the link that confirms it. Try again later.")));
        }
        return true;
    }

    /** The key that confirms the address, where that has to be. */
    private Optional<String> choose(Caller caller, Input input) {
        // One after the other.
        db.sql("select from account where id = :account for no key update")
                .param("account", caller.account())
                .query()
                .listOfRows();
        Chosen before = of(caller.account()).orElse(null);
        boolean sameAddress = before != null && before.address().equals(input.address());
        boolean confirmed = before != null && sameAddress && before.confirmed();
        boolean wasActive = before != null && before.active();
        if (!confirmed && keys.recent(caller.account(), Purpose.CONFIRM, WITHIN) >= MOST_CONFIRMATIONS) {
            throw new InvalidInput(List.of(new Fault(
                    "/address", "was changed or asked for too often: wait a day, and look among unwanted mail.")));
        }
        LocalDate last = db.sql("select last_on from digest where account_id = :account")
                .param("account", caller.account())
                .query((row, n) -> Optional.ofNullable(row.getObject("last_on", LocalDate.class)))
                .optional()
                .flatMap(day -> day)
                .orElse(null);
        Schedule schedule = input.schedule();
        db.sql("""
                        insert into digest as d (account_id, address, days, hour, zone, active, failures)
                        values (:account, :address, :days, :hour, :zone, true, 0)
                        on conflict (account_id) do update
                        set address = excluded.address, days = excluded.days, hour = excluded.hour, zone = excluded.zone,
                            active = true, failures = 0, last_failure = null,
                            confirmed_at = case when :confirmed then d.confirmed_at end,
                            next_at = case when :confirmed then cast(:next as timestamptz) end""")
                .param("account", caller.account())
                .param("address", input.address())
                .param("days", Selection.texts(schedule.days().stream().sorted().toList()))
                .param("hour", schedule.hour())
                .param("zone", schedule.zone().getId())
                .param("confirmed", confirmed)
                .param("next", Timestamp.from(schedule.next(clock.instant(), last)))
                .update();
        if (!sameAddress) {
            securityLog.record(
                    SecurityEvent.MAIL_ADDRESS_CHANGED, caller, "to " + input.address() + ", to be confirmed");
        }
        if (confirmed) {
            if (!wasActive) {
                tellFromNowOn(caller.account());
            }
            return Optional.empty();
        }
        return Optional.of(keys.next(caller.account(), Purpose.CONFIRM, input.address()));
    }

    /** Sends no more, until somebody chooses again. */
    public void stop(UUID account) {
        db.sql("update digest set active = false, next_at = null where account_id = :account")
                .param("account", account)
                .update();
    }

    /** The address that a key confirms; empty if it is no good, or another address was chosen since. */
    public Optional<String> confirmable(String key) {
        return keys.owner(key, Purpose.CONFIRM)
                .filter(owner -> of(owner.account())
                        .filter(chosen -> chosen.address().equals(owner.address()))
                        .isPresent())
                .map(MailKeys.Owner::address);
    }

    /** @return the address that is confirmed now; empty as by {@link #confirmable} */
    public Optional<String> confirm(String key) {
        return transaction.execute(status -> confirmable(key).map(address -> {
            UUID account = keys.owner(key, Purpose.CONFIRM).orElseThrow().account();
            Chosen chosen = of(account).orElseThrow();
            Schedule schedule = new Schedule(Set.copyOf(chosen.days()), chosen.hour(), ZoneId.of(chosen.zone()));
            int confirmed = db.sql("""
                            update digest
                            set confirmed_at = :now, next_at = case when active then cast(:next as timestamptz) end
                            where account_id = :account and address = :address and confirmed_at is null""")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("next", Timestamp.from(schedule.next(clock.instant(), null)))
                    .param("account", account)
                    .param("address", address)
                    .update();
            if (confirmed == 1) {
                tellFromNowOn(account);
                securityLog.record(
                        SecurityEvent.MAIL_ADDRESS_CHANGED, name(account), account, null, address + " was confirmed");
            }
            return address;
        }));
    }

    /** Whose mails a key ends; empty if it is no good. */
    public Optional<String> subscriber(String key) {
        return keys.owner(key, Purpose.UNSUBSCRIBE).map(MailKeys.Owner::address);
    }

    /** @return the address to which no more is sent; empty if the key is no good */
    public Optional<String> unsubscribe(String key) {
        return keys.owner(key, Purpose.UNSUBSCRIBE).map(owner -> {
            db.sql(
                            "update digest set active = false, next_at = null where account_id = :account and address = :address")
                    .param("account", owner.account())
                    .param("address", owner.address())
                    .update();
            return owner.address();
        });
    }

    /** What was told before is in no digest. */
    private void tellFromNowOn(UUID account) {
        db.sql(
                        "update notice set digested_at = :now where account_id = :account and digested_at is null and read_at is null")
                .param("now", Timestamp.from(clock.instant()))
                .param("account", account)
                .update();
    }

    private String name(UUID account) {
        return db.sql("select name from account where id = :account")
                .param("account", account)
                .query(String.class)
                .single();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}

package org.claimtrail.digest;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.digest.DigestContent.Content;
import org.claimtrail.digest.MailKeys.Purpose;
import org.claimtrail.platform.Role;
import org.claimtrail.translation.Spoken;
import org.claimtrail.translation.SpokenByDefault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the digests that are due. Who sends one first sets in the database when the next is due, and which notices this one
 * tells: so no other instance sends it, and after a crash in between it is not sent at all, rather than twice. What the server
 * did not take is taken up again after a while.
 */
@Component
class DigestMailing {

    private static final Logger log = LoggerFactory.getLogger(DigestMailing.class);
    private static final int LONGEST_FAILURE = 300;

    /** @param at when it was taken up: what marks the notices that it tells */
    record Due(UUID account, String name, Role role, String address, int failures, Instant at, Instant nextAt) {}

    private final Mail mail;
    private final MailKeys keys;
    private final DigestContent contents;
    private final MailSettings settings;
    private final SpokenByDefault installation;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DigestMailing(
            Mail mail,
            MailKeys keys,
            DigestContent contents,
            MailSettings settings,
            SpokenByDefault installation,
            JdbcClient db,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.mail = mail;
        this.keys = keys;
        this.contents = contents;
        this.settings = settings;
        this.installation = installation;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void sendAll() {
        while (mail.isOn()) {
            Due due = takeUp().orElse(null);
            if (due == null) {
                return;
            }
            Spoken.speaking(installation.language(), () -> send(due));
        }
    }

    /** The next one that is due: from here on, it is this instance's to send or to fail. */
    Optional<Due> takeUp() {
        return transaction.execute(status -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Optional<Due> due = db.sql("""
                            select d.account_id, a.name, a.role, d.address, d.failures, d.days, d.hour, d.zone
                            from digest d join account a on a.id = d.account_id and not a.disabled
                            where d.next_at <= :now and not exists (select from outgoing_hold)
                            order by d.next_at limit 1
                            for update of d skip locked""")
                    .param("now", Timestamp.from(now))
                    .query((row, n) -> {
                        Schedule schedule = new Schedule(
                                days((String[]) row.getArray("days").getArray()),
                                row.getInt("hour"),
                                ZoneId.of(row.getString("zone")));
                        return new Due(
                                row.getObject("account_id", UUID.class),
                                row.getString("name"),
                                Role.valueOf(row.getString("role")),
                                row.getString("address"),
                                row.getInt("failures"),
                                now,
                                schedule.next(now, schedule.day(now)));
                    })
                    .optional();
            due.ifPresent(this::mark);
            return due;
        });
    }

    private static Set<DayOfWeek> days(String[] names) {
        return Arrays.stream(names).map(DayOfWeek::valueOf).collect(Collectors.toSet());
    }

    private void mark(Due due) {
        db.sql("""
                        update digest
                        set next_at = :next, last_on = cast(cast(:at as timestamptz) at time zone digest.zone as date)
                        where account_id = :account""")
                .param("next", Timestamp.from(due.nextAt()))
                .param("at", Timestamp.from(due.at()))
                .param("account", due.account())
                .update();
        db.sql("""
                        update notice set digested_at = :at
                        where account_id = :account and read_at is null and digested_at is null""")
                .param("at", Timestamp.from(due.at()))
                .param("account", due.account())
                .update();
    }

    private void send(Due due) {
        try {
            Content content = contents.of(due.account(), due.name(), due.role(), due.at());
            if (!content.isEmpty()) {
                String unsubscribe = mail.link(
                        "/digest/unsubscribe?key=" + keys.next(due.account(), Purpose.UNSUBSCRIBE, due.address()));
                mail.send(new Mail.Message(
                        due.address(),
                        DigestText.subject(content),
                        DigestText.text(content, mail::link, unsubscribe),
                        DigestText.html(content, mail::link, unsubscribe),
                        Map.of(
                                "List-Unsubscribe",
                                "<" + unsubscribe + ">",
                                "List-Unsubscribe-Post",
                                "List-Unsubscribe=One-Click")));
            }
            sent(due, !content.isEmpty());
        } catch (RuntimeException e) {
            failed(due, e);
        }
    }

    private void sent(Due due, boolean told) {
        db.sql("""
                        update digest set failures = 0, last_failure = null,
                            last_sent_at = case when :told then cast(:at as timestamptz) else last_sent_at end
                        where account_id = :account""")
                .param("told", told)
                .param("at", Timestamp.from(due.at()))
                .param("account", due.account())
                .update();
    }

    private void failed(Due due, RuntimeException why) {
        String failure = DigestText.line(String.valueOf(why.getMessage()));
        int failures = due.failures() + 1;
        Duration pause =
                failures <= settings.retryAfter().size() ? settings.retryAfter().get(failures - 1) : null;
        log.warn(
                "The digest of {} could not be sent: {}. Next try {}.",
                due.name(),
                failure,
                pause == null ? "with that of the next day" : "in " + pause);
        transaction.executeWithoutResult(status -> {
            db.sql("""
                            update digest
                            set failures = :failures, last_failure = left(:failure, :longest),
                                next_at = case when active and confirmed_at is not null then least(next_at, cast(:again as timestamptz)) end
                            where account_id = :account""")
                    .param("failures", failures)
                    .param("failure", failure)
                    .param("longest", LONGEST_FAILURE)
                    .param("again", again(due, pause))
                    .param("account", due.account())
                    .update();
            // The next one tells of them.
            db.sql("update notice set digested_at = null where account_id = :account and digested_at = :at")
                    .param("account", due.account())
                    .param("at", Timestamp.from(due.at()))
                    .update();
        });
    }

    private Timestamp again(Due due, @Nullable Duration pause) {
        return pause == null
                ? Timestamp.from(due.nextAt())
                : Timestamp.from(clock.instant().plus(pause));
    }
}

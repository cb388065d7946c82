package org.claimtrail.readingroom;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** What people type about an article and have not recorded yet, one draft for each of them and article. */
@Service
public class Drafts {

    /** Of all fields together, in bytes as JSON. */
    private static final int LONGEST = 300_000;

    private static final Duration KEPT = Duration.ofDays(30);

    /** Whoever typed within it is here. */
    private static final Duration PRESENT = Duration.ofMinutes(2);

    /** @param fields of the form, by their names */
    public record Draft(Map<String, String> fields, Instant keptAt) {}

    private final JdbcClient db;
    private final Clock clock;

    Drafts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Keeps it instead of the one before.
     *
     * @return false where it is too long to be kept
     */
    public boolean keep(UUID account, UUID article, Map<String, String> fields) {
        ObjectNode json = Json.object();
        // PostgreSQL keeps every character but this one.
        fields.forEach((name, value) -> json.put(name, value.replace("\u0000", "")));
        byte[] written = Json.write(json);
        if (written.length > LONGEST) {
            return false;
        }
        db.sql("""
                        insert into reading_draft as d (account_id, article_id, fields, kept_at)
                        values (:account, :article, cast(:fields as jsonb), :now)
                        on conflict (account_id, article_id) do update
                        set fields = excluded.fields, kept_at = excluded.kept_at""")
                .param("account", account)
                .param("article", article)
                .param("fields", new String(written, StandardCharsets.UTF_8))
                .param("now", now().atOffset(ZoneOffset.UTC))
                .update();
        return true;
    }

    public Optional<Draft> find(UUID account, UUID article) {
        return db.sql("""
                        select d.fields::text as fields, d.kept_at
                        from reading_draft d
                        where d.account_id = :account and d.article_id = :article""")
                .param("account", account)
                .param("article", article)
                .query((row, number) -> new Draft(
                        fields(row.getString("fields")),
                        row.getObject("kept_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new LinkedHashMap<>();
        Json.parseObject(json.getBytes(StandardCharsets.UTF_8))
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
        return fields;
    }

    public void discard(UUID account, UUID article) {
        db.sql("delete from reading_draft where account_id = :account and article_id = :article")
                .param("account", account)
                .param("article", article)
                .update();
    }

    /** The names of the others who write about the article just now. */
    public List<String> othersAt(UUID article, UUID self) {
        return db.sql("""
                        select a.name
                        from reading_draft d join account a on a.id = d.account_id
                        where d.article_id = :article and d.account_id <> :self and d.kept_at > :since
                        order by a.name""")
                .param("article", article)
                .param("self", self)
                .param("since", now().minus(PRESENT).atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list();
    }

    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void forget() {
        db.sql("delete from reading_draft where kept_at < :before")
                .param("before", now().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

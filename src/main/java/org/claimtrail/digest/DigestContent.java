package org.claimtrail.digest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.database.Sql;
import org.claimtrail.note.Noted;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.translation.Spoken;
import org.claimtrail.watching.NoticeWords;
import org.claimtrail.watching.Notices;
import org.claimtrail.watching.Watchable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what a digest tells: nothing that is gone by now. */
@Component
class DigestContent {

    private static final int MOST_LINES = 10;

    /**
     * Something that changed, with all notices of it.
     *
     * @param path of its page
     */
    record Changed(String called, String path, int notices, Set<String> by, Set<String> because) {}

    record Line(String called, String path) {}

    /** What waits: how much, and the first of it. */
    record Waiting(String title, long count, List<Line> lines) {}

    /** @param notices how many there are, which may be more than those of what is told */
    record Content(int notices, List<Changed> changed, List<Waiting> waiting) {

        boolean isEmpty() {
            return notices == 0 && waiting.isEmpty();
        }
    }

    private static final String ASSIGNED =
            "c.assignee = :name and c.stage not in ('DONE', 'DROPPED') and c.deleted_at is null";

    /** Who asked for a review cannot close it. */
    private static final String IN_REVIEW = """
            c.stage = 'IN_REVIEW' and c.deleted_at is null and :name is distinct from (
                select h.by from stage_change h
                where h.claim_id = c.id and h.to_stage = 'IN_REVIEW' and h.from_stage <> 'IN_REVIEW'
                order by h.at desc, h.id desc limit 1)""";

    private final Notices notices;
    private final Notes notes;
    private final JdbcClient db;

    DigestContent(Notices notices, Notes notes, JdbcClient db) {
        this.notices = notices;
        this.notes = notes;
        this.db = db;
    }

    Content of(UUID account, String name, Role role, Instant digest) {
        List<JsonNode> told = notices.digested(account, digest);
        List<Waiting> waiting = Stream.of(
                        waiting(Spoken.of("Assigned to you"), ASSIGNED, name),
                        role.includes(Role.REVIEWER)
                                ? waiting(Spoken.of("In a review that you may close"), IN_REVIEW, name)
                                : new Waiting("", 0, List.of()),
                        mentions(name))
                .filter(one -> one.count() > 0)
                .toList();
        return new Content(told.size(), changed(told), waiting);
    }

    private static List<Changed> changed(List<JsonNode> told) {
        Map<String, Changed> changed = new LinkedHashMap<>();
        for (JsonNode notice : told) {
            Set<String> counted = new LinkedHashSet<>();
            for (JsonNode reason : notice.path("reasons")) {
                JsonNode thing = reason.get("thing");
                if (!thing.has("name")) {
                    continue;
                }
                String id = thing.get("id").stringValue();
                Changed before = changed.get(id);
                Set<String> by = before == null ? new LinkedHashSet<>() : before.by();
                Set<String> because = before == null ? new LinkedHashSet<>() : before.because();
                if (notice.has("by")) {
                    by.add(notice.get("by").stringValue());
                }
                because.add(because(reason));
                int notices = (before == null ? 0 : before.notices()) + (counted.add(id) ? 1 : 0);
                changed.put(id, new Changed(called(thing), path(thing), notices, by, because));
            }
        }
        return new ArrayList<>(changed.values());
    }

    private static String because(JsonNode reason) {
        JsonNode watched = reason.path("watched");
        String words = NoticeWords.because(
                reason.get("reason").stringValue(), watched.path("kind").stringValue(null), watched.has("name"));
        return watched.has("name") ? words + " " + called(watched) : words;
    }

    private static String called(JsonNode thing) {
        return Watchable.called(number(thing), thing.get("name").stringValue());
    }

    private static String path(JsonNode thing) {
        return Watchable.parse(thing.get("kind").stringValue())
                .page(number(thing), thing.get("id").stringValue());
    }

    private static @Nullable Long number(JsonNode thing) {
        return thing.has("number") ? thing.get("number").longValue() : null;
    }

    private Waiting mentions(String name) {
        Page page = notes.mentioning(new Query(Map.of(
                "account", List.of(name), "count", List.of("true"), "limit", List.of(String.valueOf(MOST_LINES)))));
        return new Waiting(
                Spoken.of("Open notes mention you"),
                Objects.requireNonNullElse(page.total(), 0L),
                page.items().stream()
                        .map(json -> mention(Json.parseObject(json.getBytes(StandardCharsets.UTF_8))))
                        .toList());
    }

    private static Line mention(JsonNode mention) {
        JsonNode on = mention.get("on");
        JsonNode claim = mention.path("claim");
        return new Line(
                claim.isObject()
                        ? Watchable.called(number(claim), claim.get("text").stringValue())
                        : on.get("name").stringValue(),
                Noted.page(
                        on.get("resource").stringValue(),
                        on.get("id").stringValue(),
                        number(claim),
                        mention.at("/note/id").stringValue()));
    }

    private Waiting waiting(String title, String which, String name) {
        record Row(long count, Line line) {}
        List<Row> rows = db.sql(Sql.of("""
                        select count(*) over () as count, c.number, c.text from claim c where {which}
                        order by c.created_at, c.id limit :most""", Map.of("which", which)))
                .param("name", name)
                .param("most", MOST_LINES)
                .query((row, n) -> new Row(
                        row.getLong("count"),
                        new Line(
                                "C-" + row.getLong("number") + ": " + row.getString("text"),
                                "/claims/C-" + row.getLong("number"))))
                .list();
        return new Waiting(
                title,
                rows.isEmpty() ? 0 : rows.get(0).count(),
                rows.stream().map(Row::line).toList());
    }
}

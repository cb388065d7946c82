package org.claimtrail.bulk;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what became of many claims, with what they and their topics are called now. */
@Component
class BulkAnswers {

    /** @param text null where the claim is deleted */
    private record Called(long number, @Nullable String text) {}

    private final JdbcClient db;

    BulkAnswers(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param entry null where nothing was changed
     * @param next the number of the last claim, where more match
     */
    Representation of(BulkLog.@Nullable Entry entry, List<Result> results, @Nullable Long next) {
        ObjectNode answer = Json.object();
        if (entry != null) {
            answer.put("id", entry.id().toString());
            answer.put("by", entry.by());
            if (entry.through() != null) {
                answer.put("through", entry.through());
            }
            answer.put("at", entry.at().toString());
            if (entry.undoes() != null) {
                answer.put("undoes", entry.undoes().toString());
            }
            if (entry.undoneBy() != null) {
                answer.put("undoneBy", entry.undoneBy().toString());
            }
        }
        answer.put("preview", entry == null);
        for (Result.Outcome outcome : Result.Outcome.values()) {
            answer.put(
                    outcome.name().toLowerCase(Locale.ROOT),
                    results.stream()
                            .filter(result -> result.outcome() == outcome)
                            .count());
        }
        Map<UUID, Called> claims = claims(results.stream().map(Result::claim).toList());
        Map<UUID, String> topics = names(results.stream()
                .flatMap(result -> Stream.concat(result.was().topics().stream(), result.now().topics().stream()))
                .toList());
        ArrayNode items = answer.putArray("items");
        results.forEach(
                result -> tell(result, Objects.requireNonNull(claims.get(result.claim())), topics, items.addObject()));
        if (next != null) {
            answer.put("next", next);
        } else {
            answer.putNull("next");
        }
        return new Representation(Json.write(answer));
    }

    private static void tell(Result result, Called called, Map<UUID, String> topics, ObjectNode item) {
        ObjectNode claim = item.putObject("claim");
        claim.put("id", result.claim().toString());
        claim.put("number", called.number());
        if (called.text() != null) {
            claim.put("text", called.text());
        }
        item.put("outcome", result.outcome().name());
        if (result.detail() != null) {
            item.put("detail", result.detail());
        }
        ArrayNode missing = item.putArray("missing");
        result.missing().forEach(missing::add);
        item.set("was", told(result.was(), topics));
        item.set("now", told(result.now(), topics));
    }

    private static ObjectNode told(State state, Map<UUID, String> names) {
        ObjectNode json = state.json();
        ArrayNode topics = json.putArray("topics");
        new TreeSet<>(state.topics().stream()
                        .map(names::get)
                        .filter(Objects::nonNull)
                        .toList())
                .forEach(topics::add);
        return json;
    }

    private Map<UUID, Called> claims(Collection<UUID> ids) {
        Map<UUID, Called> claims = new HashMap<>();
        db.sql("""
                        select c.id, c.number, case when c.deleted_at is null then c.text end as text
                        from claim c where c.id = any(cast(:ids as uuid[]))""").param("ids", Selection.texts(ids)).query(row -> {
            claims.put(row.getObject("id", UUID.class), new Called(row.getLong("number"), row.getString("text")));
        });
        return claims;
    }

    /** What some topics are called that are not deleted. */
    List<String> topics(Set<UUID> ids) {
        return List.copyOf(names(ids).values());
    }

    private Map<UUID, String> names(Collection<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        db.sql("select t.id, t.name from topic t where t.id = any(cast(:ids as uuid[])) and t.deleted_at is null")
                .param("ids", Selection.texts(ids))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        return names;
    }
}

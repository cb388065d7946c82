package org.claimtrail.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which accounts have names that are easily taken for each other. There are not many accounts, and a new one seldom: all names
 * are looked at each time, by the rule of the day.
 */
@Component
class LookAlikes {

    private static final Logger log = LoggerFactory.getLogger(LookAlikes.class);

    record Named(UUID id, String name, OffsetDateTime createdAt) {}

    private final JdbcClient db;

    LookAlikes(JdbcClient db) {
        this.db = db;
    }

    /** Whoever is about to create an account waits for others who are. */
    void awaitTurn() {
        db.sql("select pg_advisory_xact_lock(hashtextextended('claimtrail account names', 0))")
                .query(row -> {});
    }

    /** Whether a new account cannot be called so, since history would tell of somebody who looks the same. */
    boolean isTaken(String name) {
        return Skeleton.of(name).equals(Skeleton.of(Actor.SYSTEM)) || of(name).isPresent();
    }

    Optional<Named> of(String name) {
        String skeleton = Skeleton.of(name);
        return all().stream()
                .filter(other -> Skeleton.of(other.name()).equals(skeleton))
                .findFirst();
    }

    /** Those that have looked alike since before it was refused. */
    Page list(Query query) {
        ArrayNode items = Json.mapper().createArrayNode();
        for (List<Named> alike : groups()) {
            ObjectNode item = told(alike.get(alike.size() - 1));
            ArrayNode others = item.putArray("duplicates");
            alike.subList(0, alike.size() - 1).forEach(other -> others.add(told(other)));
            items.add(item);
        }
        return Page.of(items, "id", "name", "name", query);
    }

    private static ObjectNode told(Named account) {
        return Json.object()
                .put("id", account.id().toString())
                .put("name", account.name())
                .put("createdAt", account.createdAt().toInstant().toString());
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        groups().forEach(alike -> log.warn(
                "Accounts whose names are easily taken for each other: {}",
                alike.stream().map(Named::name).collect(joining(", "))));
    }

    private Collection<List<Named>> groups() {
        return all().stream()
                .collect(groupingBy(account -> Skeleton.of(account.name()), TreeMap::new, toList()))
                .values()
                .stream()
                .filter(alike -> alike.size() > 1)
                .toList();
    }

    private List<Named> all() {
        return db.sql("select id, name, created_at from account order by created_at, id")
                .query(Named.class)
                .list();
    }
}

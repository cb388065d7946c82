package org.claimtrail.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.claimtrail.article.Articles;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Measures;
import org.claimtrail.claim.Relations;
import org.claimtrail.claim.Topics;
import org.claimtrail.platform.AsOf;
import org.claimtrail.rate.ExchangeRates;
import org.claimtrail.source.Sources;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Reads things as they were just before a change set and just after it: what the API answered then. */
@Component
class States {

    /** As of the instants {@link AsOf} stands for, but between two change sets: the last that counts is named. */
    private static final String ENTER = """
            select set_config('claimtrail.as_of', as_of.change_set(s.at, cast(:last as xid8)), true),
                set_config('search_path', 'as_of', true)
            from history.change_set s
            where s.id = cast(:set as xid8)""";

    private final Map<Resource, Function<Collection<UUID>, Map<UUID, ObjectNode>>> readers =
            new EnumMap<>(Resource.class);
    private final JdbcClient db;

    States(
            Claims claims,
            Relations relations,
            EvidenceLog evidence,
            Assessments assessments,
            Sources sources,
            Articles articles,
            Measures measures,
            Topics topics,
            ExchangeRates rates,
            JdbcClient db) {
        readers.put(Resource.CLAIM, claims::standing);
        readers.put(Resource.RELATION, relations::standing);
        readers.put(Resource.EVIDENCE, evidence::standing);
        readers.put(Resource.ASSESSMENT, assessments::standing);
        readers.put(Resource.SOURCE, sources::standing);
        readers.put(Resource.ARTICLE, articles::standing);
        readers.put(Resource.MEASURE, measures::standing);
        readers.put(Resource.TOPIC, topics::standing);
        readers.put(Resource.EXCHANGE_RATE, rates::standing);
        this.db = db;
    }

    /**
     * What each event changed, in their order. Each change set takes two statements, and two for each resource that it
     * changed. The transaction reads nothing but the past afterwards.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Change> changes(List<Event> events) {
        Map<String, Map<Resource, List<UUID>>> sets = new LinkedHashMap<>();
        for (Event event : events) {
            sets.computeIfAbsent(event.place().changeSet(), set -> new EnumMap<>(Resource.class))
                    .computeIfAbsent(event.resource(), resource -> new ArrayList<>())
                    .add(event.id());
        }
        record Seen(Map<UUID, ObjectNode> before, Map<UUID, ObjectNode> after) {}
        Map<String, Seen> seen = new HashMap<>();
        sets.forEach((set, things) -> seen.put(
                set, new Seen(read(set, Long.parseLong(set) - 1, things), read(set, Long.parseLong(set), things))));
        return events.stream()
                .map(event -> {
                    Seen at = seen.get(event.place().changeSet());
                    return new Change(
                            event, at.before().get(event.id()), at.after().get(event.id()));
                })
                .toList();
    }

    /** Reads of the record as an event made it. What the transaction reads afterwards is the present. */
    @Transactional(propagation = Propagation.MANDATORY)
    <T> T after(Event event, Supplier<T> read) {
        String set = event.place().changeSet();
        db.sql("savepoint present").update();
        enter(set, Long.parseLong(set));
        T found = read.get();
        // Takes the settings back, too.
        db.sql("rollback to savepoint present").update();
        return found;
    }

    private void enter(String set, long last) {
        db.sql(ENTER)
                .param("set", set)
                .param("last", Long.toString(last))
                .query()
                .singleRow();
    }

    private Map<UUID, ObjectNode> read(String set, long last, Map<Resource, List<UUID>> things) {
        enter(set, last);
        Map<UUID, ObjectNode> found = new HashMap<>();
        things.forEach((resource, ids) -> found.putAll(readers.get(resource).apply(ids)));
        return found;
    }
}

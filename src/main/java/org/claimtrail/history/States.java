package org.claimtrail.history;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.claimtrail.database.StoredJson;
import org.claimtrail.past.AsOf;
import org.claimtrail.platform.SchemaTransaction;
import org.claimtrail.thing.Answers;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Reads things as they were just before a change set and just after it: what the API answered then. */
@Component
class States {

    /**
     * As of the instants {@link AsOf} stands for, but between two change sets: the last that counts is named. To plan the
     * statements of answers takes longer than to run them for a few things.
     */
    private static final String ENTER = """
            select set_config('claimtrail.as_of', as_of.change_set(s.at, cast(:last as xid8)), true),
                set_config('search_path', 'as_of', true),
                set_config('plan_cache_mode', 'force_generic_plan', true)
            from history.change_set s
            where s.id = cast(:set as xid8)""";

    private final Map<Resource, Answers> answers;
    /** Of what each kind of thing shows something in its answer that can change there. */
    private final Map<Resource, Set<Resource>> shown;

    private final EventQueries queries;
    private final JdbcClient db;
    private final SchemaTransaction past;

    States(List<Answers> kinds, EventQueries queries, JdbcClient db, PlatformTransactionManager transactions) {
        answers = kinds.stream().collect(Collectors.toMap(Answers::resource, Function.identity()));
        shown = kinds.stream().collect(Collectors.toMap(Answers::resource, Answers::shown));
        this.queries = queries;
        this.db = db;
        this.past = new SchemaTransaction(transactions, SchemaTransaction.AS_OF);
        this.past.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * What each event changed, in their order. Each change set takes two statements, and two for each resource that it
     * changed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Change> changes(List<Event> events) {
        return inThePast(() -> new Moments(events).read(this::read));
    }

    /**
     * Like {@link #changes}, of events that follow each other in the history, whatever others there are between them: read
     * once before them all, and once after them all, and of each change set only what another of them changed again. Where
     * something changed that they show, they are read before and after that, too.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Change> consecutive(List<Event> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Moments moments = new Moments(events, queries.changed(shown, events));
        return inThePast(() -> moments.read(this::read));
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

    /** In a transaction of its own, unless the one that there is reads the past already. */
    private <T> T inThePast(Supplier<T> read) {
        return AsOf.instant().isPresent() ? read.get() : requireNonNull(past.execute(status -> read.get()));
    }

    private void enter(String set, long last) {
        db.sql(ENTER)
                .param("set", set)
                .param("last", Long.toString(last))
                .query()
                .singleRow();
    }

    private Map<UUID, ObjectNode> read(Moments.Moment moment, Map<Resource, Set<UUID>> things) {
        long set = Long.parseLong(moment.changeSet());
        enter(moment.changeSet(), moment.after() ? set : set - 1);
        Map<UUID, ObjectNode> found = new HashMap<>();
        StoredJson.ofThePast(() -> things.forEach((resource, ids) ->
                found.putAll(requireNonNull(answers.get(resource)).live(ids))));
        return found;
    }
}

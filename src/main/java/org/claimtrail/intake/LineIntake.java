package org.claimtrail.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records lines that come otherwise than in a file, as a file of them would be: new ones many at a time, those that change
 * something, and what is refused, by themselves.
 */
@Service
public class LineIntake {

    private static final Logger log = LoggerFactory.getLogger(LineIntake.class);

    /** So many new things are recorded by one transaction. */
    private static final int MOST_AT_ONCE = 200;

    private static final String EXTERNAL_IDS = "externalIds";

    /** Whoever notes what became of lines throws it where these are not to be recorded here any more. */
    public static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1;

        public Stopped() {
            super("stopped", null, false, false);
        }
    }

    /** What is to be done with a line. */
    public enum Act {
        /** It is recorded as something new. */
        RECORD,
        /** What is recorded is made what it says. */
        CHANGE,
        /** What is recorded gets the names that it gives, and stays what it is. */
        NAME
    }

    /** @param thing as what it is recorded; absent for something new */
    public record Wanted(Line line, Act act, @Nullable UUID thing) {}

    /**
     * What became of a line.
     *
     * @param thing that was recorded, changed or found
     * @param told what is wrong with it, or was not taken from it
     */
    public record Done(
            Wanted wanted, Outcome outcome, @Nullable UUID thing, List<String> told) {}

    private final Recorder recorder;
    private final Recorded recorded;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    LineIntake(Recorder recorder, Recorded recorded, JdbcClient db, PlatformTransactionManager transactions) {
        this.recorder = recorder;
        this.recorded = recorded;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Records lines in their order, each whole or not at all.
     *
     * @param noting is told what became of lines, in the transaction that recorded them; what it throws undoes that
     */
    public void record(List<Wanted> all, Consumer<List<Done>> noting) {
        List<Wanted> some = new ArrayList<>();
        for (Wanted one : all) {
            if (one.act() != Act.RECORD || some.size() == MOST_AT_ONCE) {
                together(some, noting);
                some.clear();
            }
            if (one.act() == Act.RECORD) {
                some.add(one);
            } else {
                alone(one, noting);
            }
        }
        together(some, noting);
    }

    /** Whether anybody changed what a thing says since a change set, other than by what comes in. */
    public boolean wasChangedHere(Resource kind, UUID id, String since) {
        return recorded.wasChangedHere(kind, id, since);
    }

    /** New ones. Where one of them is refused, the halves are tried, so that it is found soon. */
    private void together(List<Wanted> some, Consumer<List<Done>> noting) {
        if (some.size() < 2) {
            some.forEach(one -> alone(one, noting));
            return;
        }
        try {
            transaction.executeWithoutResult(status -> noting.accept(made(some)));
        } catch (RuntimeException e) {
            // Of two who record the same names at the same moment, one may have been told to come back: with less, he
            // waits for less.
            if (isOfAll(e) && !(e instanceof ConcurrencyFailureException)) {
                throw e;
            }
            log.debug("{} lines are not recorded together", some.size(), e);
            int half = some.size() / 2;
            together(List.copyOf(some.subList(0, half)), noting);
            together(List.copyOf(some.subList(half, some.size())), noting);
        }
    }

    /** Whether no line is to blame. */
    private static boolean isOfAll(RuntimeException e) {
        return e instanceof Stopped
                || e instanceof TransientDataAccessException
                || e instanceof NonTransientDataAccessResourceException
                || e instanceof CannotCreateTransactionException;
    }

    private List<Done> made(List<Wanted> some) {
        List<Done> done = new ArrayList<>();
        List<Wanted> claims = new ArrayList<>();
        for (Wanted one : some) {
            Entry entry = one.line().entry();
            if (entry.isClaim() && !FigurePlaces.areNamed(entry.main())) {
                claims.add(one);
            } else {
                done.addAll(recordedBySet(claims));
                claims.clear();
                done.add(done(one, recorder.recordOne(entry, one.line().key())));
            }
        }
        done.addAll(recordedBySet(claims));
        return done;
    }

    private List<Done> recordedBySet(List<Wanted> claims) {
        if (claims.isEmpty()) {
            return List.of();
        }
        Map<Entry, Wanted> wanted = new HashMap<>();
        Map<Entry, Key> keys = new HashMap<>();
        for (Wanted one : claims) {
            wanted.put(one.line().entry(), one);
            keys.put(one.line().entry(), one.line().key());
        }
        return recorder.recordNew(claims.stream().map(one -> one.line().entry()).toList(), keys).stream()
                .map(item -> done(wanted.get(item.entry()), item))
                .toList();
    }

    /** In a transaction of its own; where it is refused, that is noted in another one. */
    private void alone(Wanted one, Consumer<List<Done>> noting) {
        Done refused;
        try {
            transaction.executeWithoutResult(status -> noting.accept(List.of(act(one).get())));
            return;
        } catch (Recorder.Refused e) {
            refused = new Done(one, Outcome.FAULTY, one.thing(), told(e.faults()));
        } catch (Recorder.Settled e) {
            refused = done(one, e.item());
        } catch (RuntimeException e) {
            if (isOfAll(e)) {
                throw e;
            }
            log.warn("A line cannot be recorded", e);
            refused =
                    new Done(one, Outcome.FAULTY, one.thing(), List.of("The service failed at it: its log says more."));
        }
        Done noted = refused;
        transaction.executeWithoutResult(status -> noting.accept(List.of(noted)));
    }

    private Supplier<Done> act(Wanted one) {
        Line line = one.line();
        UUID thing = one.thing();
        return () -> {
            if (thing == null) {
                return done(one, recorder.recordOne(line.entry(), line.key()));
            }
            Draft draft = line.entry().main();
            if (one.act() == Act.NAME) {
                recorder.call(draft.resource(), thing, draft.body().path(EXTERNAL_IDS));
                return new Done(one, Outcome.CHANGED, thing, List.of());
            }
            ObjectNode body = draft.body();
            body.set(
                    EXTERNAL_IDS,
                    Recorder.joined(
                            externalIds(draft.resource(), thing),
                            body.path(EXTERNAL_IDS),
                            Json.mapper().getNodeFactory().stringNode(thing.toString())));
            return done(one, recorder.change(line.entry(), line.key(), thing));
        };
    }

    private JsonNode externalIds(Resource kind, UUID id) {
        return db.sql(Sql.of(
                        "select coalesce(external_ids(t.external_ids), '[]') from {table} t where t.id = :id",
                        Map.of("table", kind.table())))
                .param("id", id)
                .query((row, n) -> Json.mapper().readTree(row.getString(1)))
                .single();
    }

    private static Done done(@Nullable Wanted wanted, Item item) {
        return new Done(Objects.requireNonNull(wanted), item.outcome(), item.thing(), told(item.remarks()));
    }

    static List<String> told(List<Remark> remarks) {
        return remarks.stream()
                .map(remark -> remark.pointer() == null ? remark.detail() : remark.pointer() + " " + remark.detail())
                .toList();
    }
}

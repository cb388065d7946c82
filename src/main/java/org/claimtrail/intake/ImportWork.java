package org.claimtrail.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.claimtrail.intake.Recorded.Known;
import org.claimtrail.intake.Recorded.Wording;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on one import: reads some rows, finds what they are recorded as already, and records the others, until there are no
 * more or somebody stops it. What became of rows is written in the transaction that recorded them; whoever is killed goes on
 * behind the last of these.
 */
final class ImportWork {

    private static final Logger log = LoggerFactory.getLogger(ImportWork.class);

    /** So many other rows than new claims are recorded by one transaction: longer than that, nothing is kept from others. */
    private static final int MOST_SINGLES = 50;

    /** So many characters of rows are in memory at a time, if there are more rows than one. */
    private static final long MOST_CHARACTERS = 4_000_000;

    /** Somebody else works on it, or it was stopped. */
    private static final class Stopped extends RuntimeException {

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private final Import run;
    private final ImportStore store;
    private final Recorder recorder;
    private final Recorded recorded;
    private final TransactionTemplate transaction;
    private final BooleanSupplier goesOn;
    private final int mostRows;
    private final boolean overwrites;

    /** How many rows are done, and when the last of them was. */
    private long position;

    private @Nullable Unreadable unreadable;

    private long workedSince = System.nanoTime();

    /** How many rows that no set can record are tried together: fewer after each that had to be undone for one of them. */
    private int together = MOST_SINGLES;

    ImportWork(
            Import run,
            ImportStore store,
            Recorder recorder,
            Recorded recorded,
            TransactionTemplate transaction,
            int mostRows,
            BooleanSupplier goesOn) {
        this.run = run;
        this.store = store;
        this.recorder = recorder;
        this.recorded = recorded;
        this.transaction = transaction;
        this.mostRows = mostRows;
        this.goesOn = goesOn;
        this.position = run.position();
        this.overwrites = run.reading().path("overwrite").asBoolean(false);
    }

    /** @param bytesRead how much of the file was read by now */
    void run(EntryReader reader, Supplier<Long> bytesRead) throws IOException {
        try {
            for (long i = 0; i < position; i++) {
                if (reader.next() == null) {
                    throw new Unreadable("The file ends before where this import was.");
                }
            }
            List<Entry> entries = next(reader);
            while (!entries.isEmpty() && goesOn.getAsBoolean()) {
                new Batch(entries, bytesRead.get()).record();
                entries = next(reader);
            }
            if (entries.isEmpty()) {
                transaction.executeWithoutResult(status -> {
                    // Who pauses at this moment finds the file there when he goes on.
                    if (store.end(run.id(), run.dryRun() ? State.TRIED : State.DONE, null) && !run.dryRun()) {
                        store.drop(run.id());
                    }
                });
            }
        } catch (Stopped e) {
            log.debug("Import {} is not to be worked on here any more", run.number());
        } catch (Unreadable e) {
            store.end(run.id(), State.FAILED, e.getMessage());
        }
    }

    private List<Entry> next(EntryReader reader) throws IOException {
        if (unreadable != null) {
            throw unreadable;
        }
        List<Entry> entries = new ArrayList<>();
        long characters = 0;
        while (entries.size() < mostRows && characters < MOST_CHARACTERS) {
            Entry entry;
            try {
                entry = reader.next();
            } catch (Unreadable e) {
                if (entries.isEmpty()) {
                    throw e;
                }
                // What comes before is recorded first.
                unreadable = e;
                break;
            }
            if (entry == null) {
                break;
            }
            entries.add(entry);
            characters += entry.content().length();
        }
        return entries;
    }

    /**
     * Some rows. New claims among them are recorded together by sets, and other things together one after the other, each when
     * something else comes, which may refer to them.
     */
    private final class Batch {

        private final List<Entry> entries;
        private final long bytesRead;
        private final Map<Entry, Key> keys = new HashMap<>();
        private final Map<Entry, Wording> wordings = new HashMap<>();
        private final Map<Key.Name, Known> known;
        private final Map<Wording, UUID> worded;

        /** What was decided and is not written yet, in the order of the file; nothing for a claim that waits. */
        private final Map<Entry, @Nullable Item> decided = new LinkedHashMap<>();

        /** What is to be done for rows that no set can record, in the order of the file. While there are some, nothing is decided. */
        private final Map<Entry, Supplier<Item>> singles = new LinkedHashMap<>();

        private final Set<Key.Name> waitingNames = new HashSet<>();
        private final Set<Wording> waitingWordings = new HashSet<>();

        Batch(List<Entry> entries, long bytesRead) {
            this.entries = entries;
            this.bytesRead = bytesRead;
            for (Entry entry : entries) {
                if (!entry.drafts().isEmpty()) {
                    Key key = Key.of(entry);
                    keys.put(entry, key);
                    if (entry.isClaim() && key.isByContent()) {
                        wordings.put(entry, recorded.wording(entry.main().body()));
                    }
                }
            }
            this.known = recorded.known(run.id(), keys.values());
            this.worded = recorded.worded(wordings.values());
        }

        void record() {
            for (Entry entry : entries) {
                Key key = keys.get(entry);
                if (key == null) {
                    decide(entry, entry.faults().isEmpty() ? Item.leftOut(entry) : Item.faulty(entry, entry.faults()));
                    continue;
                }
                Wording wording = wordings.get(entry);
                if (waitingNames.contains(key.name()) || wording != null && waitingWordings.contains(wording)) {
                    write();
                }
                Known present = known.get(key.name());
                UUID same = wording == null ? null : worded.get(wording);
                if (present != null) {
                    again(entry, key, present);
                } else if (same != null) {
                    decide(
                            entry,
                            new Item(
                                    entry,
                                    Outcome.DUPLICATE,
                                    Resource.CLAIM,
                                    same,
                                    null,
                                    List.of(Remark.of("The same wording is recorded already, in the same article."))));
                } else if (entry.isClaim() && !FigurePlaces.areNamed(entry.main())) {
                    decide(entry, null);
                    await(entry, key);
                } else {
                    single(entry, key, () -> recorder.recordOne(entry, key));
                }
            }
            write();
        }

        private void decide(Entry entry, @Nullable Item item) {
            if (!singles.isEmpty()) {
                write();
            }
            decided.put(entry, item);
        }

        private void single(Entry entry, Key key, Supplier<Item> act) {
            if (!decided.isEmpty() || singles.size() >= together) {
                write();
            }
            singles.put(entry, act);
            await(entry, key);
        }

        /** Who says the same further on has to wait until it is recorded. */
        private void await(Entry entry, Key key) {
            waitingNames.add(key.name());
            Wording wording = wordings.get(entry);
            if (wording != null) {
                waitingWordings.add(wording);
            }
        }

        /** A row of which the thing is recorded already, or, in a dry run, was come across. */
        private void again(Entry entry, Key key, Known present) {
            boolean ofThis = run.id().equals(present.importId());
            UUID thing = present.thing();
            if (present.deleted()) {
                decide(
                        entry,
                        Item.faulty(
                                entry,
                                List.of(Remark.of(
                                        "It is a %s that was deleted here: restore that, or leave the row out."
                                                .formatted(key.resource().thing())))));
            } else if (Arrays.equals(present.digest(), key.digest())) {
                decide(
                        entry,
                        ofThis
                                ? new Item(
                                        entry,
                                        Outcome.DUPLICATE,
                                        key.resource(),
                                        thing,
                                        null,
                                        List.of(Remark.of("The same stands in the file before.")))
                                : new Item(entry, Outcome.UNCHANGED, key.resource(), thing, key, List.of()));
            } else if (thing == null) {
                decide(entry, new Item(entry, Outcome.CHANGED, key.resource(), null, key, List.of()));
            } else if (!overwrites
                    && present.changeSet() != null
                    && recorded.wasChangedHere(key.resource(), thing, present.changeSet())) {
                decide(
                        entry,
                        Item.faulty(
                                entry,
                                List.of(
                                        Remark.of(
                                                "It was changed here since it came in, and says something else now: change it here, or let the import overwrite that."))));
            } else {
                single(entry, key, () -> recorder.change(entry, key, thing));
            }
        }

        /** Records what waits, and notes what else was decided. */
        private void write() {
            if (!singles.isEmpty()) {
                writeSingles();
            }
            if (decided.isEmpty()) {
                return;
            }
            List<Entry> waiting = decided.entrySet().stream()
                    .filter(entry -> entry.getValue() == null)
                    .map(Map.Entry::getKey)
                    .toList();
            try {
                written(
                        decided.keySet().stream().toList(),
                        () -> unlessOfAnother(recorder.recordNew(waiting, keys)).stream()
                                .collect(Collectors.toMap(Item::entry, item -> item)));
                forget();
            } catch (Recorder.Refused | NonTransientDataAccessException e) {
                if (e instanceof NonTransientDataAccessResourceException) {
                    throw e;
                }
                log.debug("{} rows are recorded one by one, not together", waiting.size(), e);
                List<Entry> all = List.copyOf(decided.keySet());
                Map<Entry, @Nullable Item> before = new HashMap<>(decided);
                forget();
                for (Entry entry : all) {
                    Item item = before.get(entry);
                    if (item == null) {
                        alone(entry, () -> recorder.recordOne(entry, Objects.requireNonNull(keys.get(entry))));
                    } else {
                        alone(entry, () -> item);
                    }
                }
            }
        }

        /** All by one transaction; if one of them cannot be done, each by its own. */
        private void writeSingles() {
            Map<Entry, Supplier<Item>> acts = new LinkedHashMap<>(singles);
            singles.clear();
            forget();
            if (acts.size() == 1) {
                acts.forEach(this::alone);
                together = Math.min(MOST_SINGLES, together * 2);
                return;
            }
            try {
                written(
                        List.copyOf(acts.keySet()),
                        () -> acts.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, act -> act.getValue().get())));
                together = Math.min(MOST_SINGLES, together * 2);
            } catch (RuntimeException e) {
                if (isOfAllRows(e)) {
                    throw e;
                }
                log.debug("{} rows are recorded one by one, not together", acts.size(), e);
                together = Math.max(1, together / 4);
                acts.forEach(this::alone);
            }
        }

        /** What is refused since another import recorded just the same meanwhile is recorded. */
        private List<Item> unlessOfAnother(List<Item> items) {
            List<Key> refused = items.stream()
                    .filter(item -> item.outcome() == Outcome.FAULTY)
                    .map(item -> keys.get(item.entry()))
                    .filter(Objects::nonNull)
                    .toList();
            if (refused.isEmpty()) {
                return items;
            }
            Map<Key.Name, Known> meanwhile = recorded.known(run.id(), refused);
            return items.stream().map(item -> unlessOfAnother(item, meanwhile)).toList();
        }

        private Item unlessOfAnother(Item item, Map<Key.Name, Known> meanwhile) {
            Key key = item.outcome() == Outcome.FAULTY ? keys.get(item.entry()) : null;
            Known present = key == null ? null : meanwhile.get(key.name());
            return key != null
                            && present != null
                            && !present.deleted()
                            && !run.id().equals(present.importId())
                            && Arrays.equals(present.digest(), key.digest())
                    ? new Item(item.entry(), Outcome.UNCHANGED, key.resource(), present.thing(), key, List.of())
                    : item;
        }

        private void forget() {
            decided.clear();
            waitingNames.clear();
            waitingWordings.clear();
        }

        /** Whether it is no row's fault: somebody stopped it, or the database cannot do it just now. */
        private static boolean isOfAllRows(RuntimeException e) {
            return e instanceof Stopped
                    || e instanceof TransientDataAccessException
                    || e instanceof NonTransientDataAccessResourceException
                    || e instanceof CannotCreateTransactionException;
        }

        /** A row in a transaction of its own; where it is refused, that is noted in another one. */
        private void alone(Entry entry, Supplier<Item> act) {
            Item refused;
            try {
                written(List.of(entry), () -> Map.of(entry, act.get()));
                return;
            } catch (Recorder.Refused e) {
                refused = Item.faulty(entry, e.faults());
            } catch (Recorder.Settled e) {
                refused = e.item();
            } catch (RuntimeException e) {
                if (isOfAllRows(e)) {
                    throw e;
                }
                log.warn("Import {} fails at line {}", run.number(), entry.line(), e);
                refused = Item.faulty(entry, List.of(Remark.of("The service failed at it: its log says more.")));
            }
            Item item = unlessOfAnother(List.of(refused)).get(0);
            written(List.of(entry), () -> Map.of(entry, item));
        }

        private void written(List<Entry> rows, Supplier<Map<Entry, Item>> act) {
            List<Item> items = run.dryRun()
                    ? tried(rows, act)
                    : Objects.requireNonNull(transaction.execute(status -> {
                        Import held = hold();
                        List<Item> made = items(rows, act.get());
                        keep(held, made);
                        return made;
                    }));
            position += items.size();
            workedSince = System.nanoTime();
            items.forEach(this::remember);
        }

        /** Does it, and undoes it; what would have become of the rows is noted all the same. */
        private List<Item> tried(List<Entry> rows, Supplier<Map<Entry, Item>> act) {
            List<Item> made = Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                return items(rows, act.get());
            }));
            List<Item> noted = made.stream()
                    .map(item -> isAtFaultForBeingTried(item) ? item.recorded(keys.get(item.entry())) : item)
                    .map(item -> item.outcome() == Outcome.RECORDED ? item.withoutThing() : item)
                    .toList();
            transaction.executeWithoutResult(status -> keep(hold(), noted));
            return noted;
        }

        /** Whether nothing is wrong but that it names what stands in the file before, and is not there in a dry run. */
        private boolean isAtFaultForBeingTried(Item item) {
            return item.outcome() == Outcome.FAULTY
                    && keys.containsKey(item.entry())
                    && item.remarks().stream().allMatch(fault -> {
                        List<String> named = item.entry().namedAt(fault.pointer());
                        return !named.isEmpty() && store.wereTried(run.id(), named);
                    });
        }

        private List<Item> items(List<Entry> rows, Map<Entry, Item> made) {
            return rows.stream()
                    .map(row -> Objects.requireNonNull(
                            Optional.ofNullable(made.get(row)).orElseGet(() -> decided.get(row))))
                    .toList();
        }

        private Import hold() {
            return store.hold(run.id())
                    .filter(held -> held.state() == State.RUNNING && held.position() == position)
                    .orElseThrow(Stopped::new);
        }

        private void keep(Import held, List<Item> items) {
            store.keep(held, items, bytesRead, Duration.ofNanos(System.nanoTime() - workedSince));
        }

        private void remember(Item item) {
            Key key = item.key();
            if (key != null) {
                known.put(key.name(), new Known(item.thing(), false, key.digest(), null, run.id()));
                Wording wording = wordings.get(item.entry());
                UUID thing = item.thing();
                if (wording != null && thing != null) {
                    worded.put(wording, thing);
                }
            }
        }
    }
}

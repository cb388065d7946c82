package org.claimtrail.follow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.claimtrail.follow.FollowStore.Note;
import org.claimtrail.follow.FollowStore.Progress;
import org.claimtrail.intake.Line;
import org.claimtrail.intake.LineIntake;
import org.claimtrail.intake.LineIntake.Act;
import org.claimtrail.intake.LineIntake.Done;
import org.claimtrail.intake.LineIntake.Stopped;
import org.claimtrail.intake.LineIntake.Wanted;
import org.claimtrail.intake.Outcome;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.MalformedBody;
import org.claimtrail.platform.Refusal;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows one installation until all that it has is recorded: its whole record first, then its changes. Each place is noted when all
 * before it is: whoever is ended goes on there, and finds what was recorded behind it as recorded.
 */
final class FollowWork {

    private static final Logger log = LoggerFactory.getLogger(FollowWork.class);

    /** So many lines are looked at together, and so many characters of them if there are more lines than one. */
    private static final int MOST_LINES = 500;

    private static final long MOST_BYTES = 4_000_000;
    private static final int MOST_CLAIMS = 500;
    private static final int LONGEST_FAULT = 1000;

    /** So few may be all that there was, and taken back. */
    private static final int FEW = 20;

    /** What following works with, besides the installation. */
    record Tools(
            FollowStore store,
            LineIntake intake,
            ExternalIds externalIds,
            Withdrawal withdrawal,
            TransactionTemplate transaction) {}

    /**
     * A line of a thing, with what it says of it besides.
     *
     * @param isNamedByClaims whether only claims can record it, as a source that nobody names
     */
    private record Said(There there, Line line, @Nullable String status, boolean isNamedByClaims) {}

    private final String name;
    private final String channel;
    private final FollowedRecord record;
    private final FollowStore store;
    private final LineIntake intake;
    private final ExternalIds externalIds;
    private final Withdrawal withdrawal;
    private final TransactionTemplate transaction;
    private final BooleanSupplier goesOn;

    private long round;

    FollowWork(FollowSettings.Installation installation, FollowedRecord record, Tools tools, BooleanSupplier goesOn) {
        this.name = installation.called();
        this.channel = installation.channel();
        this.record = record;
        this.store = tools.store();
        this.intake = tools.intake();
        this.externalIds = tools.externalIds();
        this.withdrawal = tools.withdrawal();
        this.transaction = tools.transaction();
        this.goesOn = goesOn;
    }

    /** @throws Stopped if another instance follows it by now, or this one ends */
    void run(Progress progress) throws IOException {
        round = progress.round();
        try {
            String place = progress.place();
            if (place == null) {
                place = record.end();
                store.beginWhole(name, place);
                round++;
                readWhole(null, null);
            } else if (progress.isReadingWhole()) {
                readWhole(progress.wholeAsOf(), progress.wholeAfter());
            }
            readChanges(place);
        } catch (Unread e) {
            if (e.isOfPlace() && progress.place() != null) {
                log.warn(
                        "The record of {} is read anew, as its changes cannot be followed on: {}",
                        name,
                        e.getMessage());
                store.forgetPlace(name);
            }
            throw e;
        }
    }

    private void readWhole(@Nullable String knownAsOf, @Nullable String knownAfter) throws IOException {
        String asOf = knownAsOf;
        String after = knownAfter;
        boolean isRead = false;
        while (!isRead) {
            // Where it ended too early, another answer has the rest.
            isRead = true;
            try (FollowedRecord.Lines lines = record.whole(asOf, asOf == null ? null : after)) {
                if (asOf == null) {
                    asOf = lines.asOf();
                    if (asOf == null) {
                        throw new Unread("It did not tell as of when its record is.");
                    }
                    store.wholeIsAsOf(name, asOf);
                }
                List<Said> said = new ArrayList<>();
                String read = null;
                long bytes = 0;
                for (byte[] line = lines.next(); line != null; line = lines.next()) {
                    isRead = false;
                    bytes += line.length;
                    ObjectNode object = object(line);
                    if (object == null) {
                        log.warn("A line of the record of {} cannot be read", name);
                        continue;
                    }
                    read = Objects.requireNonNullElse(place(object), read);
                    said(object).ifPresent(said::add);
                    if (said.size() == MOST_LINES || bytes > MOST_BYTES) {
                        take(said);
                        after = readTo(read, after);
                        said.clear();
                        bytes = 0;
                    }
                }
                take(said);
                after = readTo(read, after);
            }
        }
        boolean isMostGone = store.isMostUnseen(name, round, FEW);
        for (List<There> gone = store.unseen(name, round, MOST_LINES);
                !gone.isEmpty();
                gone = store.unseen(name, round, MOST_LINES)) {
            if (isMostGone) {
                keep(gone);
            } else {
                withdraw(gone);
            }
        }
        UUID behind = new UUID(0, 0);
        for (List<UUID> claims = store.claims(name, behind, MOST_CLAIMS);
                !claims.isEmpty();
                claims = store.claims(name, behind, MOST_CLAIMS)) {
            decide(claims);
            behind = claims.get(claims.size() - 1);
        }
        store.wholeIsRead(name);
    }

    private @Nullable String readTo(@Nullable String read, @Nullable String before) {
        if (read != null) {
            store.wholeIsReadTo(name, read);
            return read;
        }
        return before;
    }

    /** How an export is told to go on behind a line. */
    private static @Nullable String place(ObjectNode line) {
        String kind = line.path("resource").asString("");
        String key = kind.equals(Resource.CLAIM.toString())
                ? line.path("number").asString("")
                : line.path("id").asString("");
        return kind.isEmpty() || key.isEmpty() || key.length() > 40 ? null : kind + ":" + key;
    }

    private void readChanges(String from) throws IOException {
        String place = from;
        while (true) {
            FollowedRecord.Changes changes = record.changes(place);
            store.tryAnew(name, changes.things());
            take(changes.things());
            if (changes.next().equals(place)) {
                take(store.refused(name, FollowedRecord.MOST_NAMED));
                store.isComplete(name);
                return;
            }
            place = changes.next();
            store.changesAreReadTo(name, place);
            store.answered(name);
        }
    }

    /** Has what became of things said, and records it. */
    private void take(Collection<There> things) throws IOException {
        List<There> left = List.copyOf(things);
        for (int from = 0; from < left.size(); from += FollowedRecord.MOST_NAMED) {
            takeSome(left.subList(from, Math.min(left.size(), from + FollowedRecord.MOST_NAMED)));
        }
    }

    private void takeSome(List<There> asked) throws IOException {
        Set<There> answered = new LinkedHashSet<>();
        boolean isReadable = true;
        try (FollowedRecord.Lines lines = record.things(asked)) {
            List<Said> said = new ArrayList<>();
            long bytes = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                bytes += line.length;
                ObjectNode object = object(line);
                isReadable &= object != null;
                Said one = object == null ? null : said(object).orElse(null);
                if (one != null && asked.contains(one.there()) && answered.add(one.there())) {
                    said.add(one);
                }
                if (bytes > MOST_BYTES) {
                    take(said);
                    said.clear();
                    bytes = 0;
                }
            }
            take(said);
        }
        List<There> left = asked.stream().filter(one -> !answered.contains(one)).toList();
        if (isReadable) {
            withdraw(left);
        } else if (asked.size() == 1) {
            There there = asked.get(0);
            Known known =
                    store.known(name, there.resource(), List.of(there.id())).get(there);
            noteAlone(faulty(there, known, "What is said of it cannot be read.", true));
        } else {
            // Which of them it is that cannot be read is not known.
            for (There one : left) {
                takeSome(List.of(one));
            }
        }
        decide(answered.stream()
                .filter(one -> one.resource() == Resource.CLAIM)
                .map(There::id)
                .toList());
    }

    private static @Nullable ObjectNode object(byte[] line) {
        try {
            return Json.parseObject(line);
        } catch (MalformedBody e) {
            return null;
        }
    }

    /** Of what is followed; with what the thing is called there among its names. */
    private Optional<Said> said(ObjectNode object) {
        return FollowedRecord.there(
                        object.path("resource").asString(""), object.path("id").asString(""))
                .map(there -> {
                    ArrayNode names = object.get("externalIds") instanceof ArrayNode given
                            ? given
                            : object.putArray("externalIds");
                    names.insertObject(0)
                            .put("scheme", name)
                            .put("id", there.id().toString());
                    String status = there.resource() == Resource.CLAIM
                            ? object.path("status").asString(null)
                            : null;
                    boolean isNamedByClaims = object.remove("withinArticle") != null;
                    return new Said(there, Line.of(object), status, isNamedByClaims);
                });
    }

    /** Records lines, and notes what became of them. */
    private void take(List<Said> lines) {
        if (lines.isEmpty()) {
            return;
        }
        requireGoingOn();
        Map<There, Said> said = new LinkedHashMap<>();
        lines.forEach(one -> said.put(one.there(), one));
        Map<There, Known> known = known(said.values());
        Map<There, Optional<UUID>> unclear = new LinkedHashMap<>();
        record(said, known, unclear);
        if (!unclear.isEmpty()) {
            // Recorded under another name, or by a reference of a line before.
            Map<There, Said> again = new LinkedHashMap<>();
            unclear.keySet().forEach(there -> again.put(there, Objects.requireNonNull(said.get(there))));
            known.putAll(known(again.values()));
            unclear.forEach((there, same) -> {
                Known now = known.get(there);
                if (same.isPresent() && (now == null || now.thing() == null)) {
                    known.put(there, store.met(there.resource(), same.get(), true, channel));
                }
            });
            record(again, known, null);
        }
    }

    private Map<There, Known> known(Collection<Said> lines) {
        Map<There, Known> known = new HashMap<>();
        Map<Resource, List<Said>> byKind =
                lines.stream().collect(Collectors.groupingBy(one -> one.there().resource()));
        byKind.forEach((kind, some) -> {
            known.putAll(store.known(
                    name, kind, some.stream().map(one -> one.there().id()).toList()));
            List<Said> others = some.stream()
                    .filter(one -> {
                        Known before = known.get(one.there());
                        return before == null || before.thing() == null;
                    })
                    .toList();
            Map<String, ExternalIds.Found> called = externalIds.find(
                    kind,
                    others.stream().flatMap(one -> one.line().names().stream()).toList());
            for (Said one : others) {
                one.line().names().stream()
                        .map(called::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(found ->
                                known.put(one.there(), store.met(kind, found.id(), !found.deleted(), channel)));
            }
        });
        return known;
    }

    /**
     * @param unclear gets those of which more may be known now, with what they turned out to be, if anything; where absent, they are
     *     noted as they are
     */
    private void record(Map<There, Said> said, Map<There, Known> known, @Nullable Map<There, Optional<UUID>> unclear) {
        List<Wanted> wanted = new ArrayList<>();
        Map<Line, Said> byLine = new HashMap<>();
        Map<There, String> unchanged = new HashMap<>();
        List<There> seen = new ArrayList<>();
        List<Note> back = new ArrayList<>();
        for (Said one : said.values()) {
            There there = one.there();
            Known before = known.get(there);
            byLine.put(one.line(), one);
            if (one.line().resource().isEmpty()) {
                noteAlone(new Note(
                        there,
                        before == null ? new Known(null, true, false, false, null, null) : before,
                        "",
                        null,
                        String.join(" ", one.line().faults()),
                        true));
                continue;
            }
            Plan plan = Plan.of(before, one.line().digest(), () -> wasChangedHere(there.resource(), before));
            UUID thing = before == null ? null : before.thing();
            if (plan == Plan.RECORD && one.isNamedByClaims()) {
                noteAlone(faulty(there, before, "It comes with the claims that name it.", false));
                continue;
            }
            switch (plan) {
                case RECORD -> wanted.add(new Wanted(one.line(), Act.RECORD, null));
                case CHANGE -> wanted.add(new Wanted(one.line(), Act.CHANGE, thing));
                case NAME -> {
                    if (one.line().names().contains(ExternalIds.OWN + ":" + thing)) {
                        // It went out from here, and is found by its own id.
                        back.add(noted(one, thing, false, ""));
                    } else {
                        wanted.add(new Wanted(one.line(), Act.NAME, thing));
                    }
                }
                case RESTORE -> {
                    if (restored(there, Objects.requireNonNull(before))) {
                        wanted.add(new Wanted(one.line(), Act.CHANGE, thing));
                    }
                }
                case NOTHING -> {
                    seen.add(there);
                    if (one.status() != null) {
                        unchanged.put(there, one.status());
                    }
                }
                case KEEP_DELETED, KEEP_CHANGED ->
                    noteAlone(new Note(there, Objects.requireNonNull(before), "", one.status(), plan.told(), true));
            }
        }
        intake.record(wanted, done -> {
            store.hold(name);
            List<Note> notes = new ArrayList<>();
            for (Done one : done) {
                Said of = Objects.requireNonNull(byLine.get(one.wanted().line()));
                if (unclear != null && isUnclear(one)) {
                    unclear.put(of.there(), Optional.ofNullable(one.thing()));
                } else {
                    notes.add(note(of, known.get(of.there()), one));
                }
            }
            store.note(name, round, notes);
        });
        if (!seen.isEmpty() || !back.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                store.hold(name);
                store.seen(name, round, seen, unchanged);
                store.note(name, round, back);
            });
        }
    }

    /** What was refused as something new may be there by now. */
    private static boolean isUnclear(Done done) {
        return done.wanted().act() == Act.RECORD
                && (done.outcome() == Outcome.DUPLICATE || done.outcome() == Outcome.FAULTY);
    }

    private static Note note(Said said, @Nullable Known before, Done done) {
        UUID thing = done.thing();
        boolean isChange = done.wanted().act() == Act.CHANGE;
        return switch (done.outcome()) {
            case RECORDED -> noted(said, thing, true, "recorded");
            case CHANGED -> noted(said, thing, isChange, isChange ? "changed" : "");
            case UNCHANGED -> noted(said, thing, isChange, "");
            // As with what is named alike, it is the same as what was here before.
            case DUPLICATE -> noted(said, thing, false, "");
            case FAULTY -> faulty(said.there(), before, String.join(" ", done.told()), false);
        };
    }

    /** That a thing is recorded as what is said of it, or stands for it. */
    private static Note noted(Said said, @Nullable UUID thing, boolean isOwn, String count) {
        return new Note(
                said.there(),
                new Known(thing, isOwn, false, true, said.line().digest(), null),
                count,
                said.status(),
                null,
                true);
    }

    private static Note faulty(There there, @Nullable Known before, String why, boolean isFinal) {
        return new Note(
                there,
                before == null ? new Known(null, true, false, false, null, null) : before,
                "",
                null,
                why.length() > LONGEST_FAULT ? why.substring(0, LONGEST_FAULT) : why,
                isFinal);
    }

    private boolean wasChangedHere(Resource kind, @Nullable Known known) {
        return known != null
                && known.thing() != null
                && known.since() != null
                && intake.wasChangedHere(kind, known.thing(), known.since());
    }

    private boolean restored(There there, Known known) {
        UUID thing = Objects.requireNonNull(known.thing());
        try {
            transaction.executeWithoutResult(status -> {
                store.hold(name);
                withdrawal.restore(there.resource(), thing);
                store.note(
                        name,
                        round,
                        List.of(new Note(
                                there, new Known(thing, true, false, true, null, null), "changed", null, null, true)));
            });
            return true;
        } catch (Refusal | DataIntegrityViolationException e) {
            noteAlone(faulty(there, known, String.valueOf(e.getMessage()), false));
            return false;
        }
    }

    /** Where most is gone at once, nobody took it back: somebody lost it. */
    private void keep(List<There> gone) {
        knownOf(gone)
                .forEach((there, known) -> noteAlone(faulty(
                        there, known, "It is not there any more, nor is most of what was, and stays here.", true)));
    }

    private Map<There, Known> knownOf(List<There> things) {
        Map<There, Known> known = new HashMap<>();
        things.stream()
                .collect(Collectors.groupingBy(There::resource))
                .forEach((kind, some) -> known.putAll(
                        store.known(name, kind, some.stream().map(There::id).toList())));
        return known;
    }

    /** Deletes what does not stand there any more: what came from there alone, and is as it came. */
    private void withdraw(List<There> gone) throws IOException {
        Map<There, Known> known = knownOf(gone);
        // What refers to others goes first.
        List<There> ordered = gone.stream()
                .filter(known::containsKey)
                .sorted(Comparator.comparing(one -> -FollowedRecord.RESOURCES.indexOf(one.resource())))
                .toList();
        for (There there : ordered) {
            requireGoingOn();
            withdraw(there, Objects.requireNonNull(known.get(there)));
        }
    }

    private void withdraw(There there, Known known) throws IOException {
        UUID thing = known.thing();
        if (thing == null || !known.isOwn() || !known.isHere()) {
            // What was never recorded, was here before, or is gone already.
            noteAlone(new Note(there, known, "", null, null, true));
            return;
        }
        if (wasChangedHere(there.resource(), known)) {
            noteAlone(faulty(
                    there, known, "It was deleted there, and stays, as it was changed here since it came in.", true));
            return;
        }
        Optional<String> other = store.otherInstallation(name, thing);
        if (other.isPresent()) {
            noteAlone(faulty(
                    there, known, "It was deleted there, and stays, as it stands at " + other.get() + ", too.", true));
            return;
        }
        Optional<UUID> survivor = survivor(there);
        try {
            transaction.executeWithoutResult(status -> {
                store.hold(name);
                if (survivor.isPresent() && !survivor.get().equals(thing)) {
                    withdrawal.merge(there.resource(), thing, survivor.get(), "It was merged at " + name + ".");
                } else {
                    withdrawal.delete(there.resource(), thing);
                }
                store.note(
                        name,
                        round,
                        List.of(new Note(
                                there, new Known(thing, true, true, false, null, null), "deleted", null, null, true)));
            });
        } catch (Refusal | DataIntegrityViolationException e) {
            noteAlone(faulty(there, known, "It was deleted there: " + e.getMessage(), false));
        }
    }

    /** What it was merged into, if it was, as that is recorded here. */
    private Optional<UUID> survivor(There there) throws IOException {
        if (!withdrawal.merges(there.resource())) {
            return Optional.empty();
        }
        return record.mergedInto(there)
                .map(id -> new There(there.resource(), id))
                .map(into ->
                        store.known(name, into.resource(), List.of(into.id())).get(into))
                .filter(Known::isHere)
                .map(Known::thing);
    }

    /** Claims of which somebody there decided on the status. */
    private void decide(List<UUID> claims) {
        if (claims.isEmpty()) {
            return;
        }
        store.statuses(name, channel, claims).forEach((claim, status) -> {
            requireGoingOn();
            try {
                withdrawal.decide(claim, status, "So decided at " + name + ".");
            } catch (Refusal e) {
                log.debug("The status {} of {} is not taken from {}", status, claim, name, e);
            }
        });
    }

    private void noteAlone(Note note) {
        transaction.executeWithoutResult(status -> {
            store.hold(name);
            store.note(name, round, List.of(note));
        });
    }

    private void requireGoingOn() {
        if (!goesOn.getAsBoolean()) {
            throw new Stopped();
        }
    }
}

package org.claimtrail.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.claim.ClaimBatches;
import org.claimtrail.claim.ClaimBatches.Forbidden;
import org.claimtrail.claim.ClaimBatches.Invalid;
import org.claimtrail.claim.ClaimBatches.Written;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.PartKind;
import org.claimtrail.note.NotePlace;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.BrokenConstraint;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Refusal;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Things;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records what rows of a file say, as the API would, within the transaction that there is. */
@Component
class Recorder {

    /** Why a row is refused; what it began is to be undone. */
    static final class Refused extends RuntimeException {

        private final List<Remark> faults;

        Refused(List<Remark> faults) {
            super(faults.toString());
            this.faults = faults;
        }

        List<Remark> faults() {
            return faults;
        }
    }

    /** Nothing is to be done, as it is recorded so; what was begun is to be undone. */
    static final class Settled extends RuntimeException {

        private final transient Item item;

        Settled(Item item) {
            super(item.outcome().name());
            this.item = item;
        }

        Item item() {
            return item;
        }
    }

    private final Claims claims;
    private final ClaimBatches batches;
    private final Map<Resource, Things<?>> things;
    private final Map<Resource, ClaimParts<?>> parts;
    private final Notes notes;
    private final ExternalIds externalIds;
    private final FigurePlaces figures;
    private final Recorded recorded;
    private final Actor actor;

    Recorder(
            Claims claims,
            ClaimBatches batches,
            List<Things<?>> things,
            List<ClaimParts<?>> parts,
            Notes notes,
            ExternalIds externalIds,
            FigurePlaces figures,
            Recorded recorded,
            Actor actor) {
        this.claims = claims;
        this.batches = batches;
        this.things = things.stream().collect(Collectors.toMap(Things::resource, Function.identity()));
        this.parts = parts.stream().collect(Collectors.toMap(ClaimParts::resource, Function.identity()));
        this.notes = notes;
        this.externalIds = externalIds;
        this.figures = figures;
        this.recorded = recorded;
        this.actor = actor;
    }

    /**
     * Records new claims by sets, each with what belongs to it. Those that are at fault are left out.
     *
     * @throws Refused if something that belongs to a claim is at fault: then none of them is to be recorded so
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Item> recordNew(List<Entry> entries, Map<Entry, Key> keys) {
        List<ClaimBatches.Outcome> outcomes = batches.recordEach(
                entries.stream().map(entry -> figures.found(entry.main())).toList());
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            ClaimBatches.Outcome outcome = outcomes.get(i);
            if (outcome instanceof Written written) {
                recordParts(entry, written.id());
                items.add(
                        new Item(entry, Outcome.RECORDED, Resource.CLAIM, written.id(), keys.get(entry), entry.told()));
            } else if (outcome instanceof Invalid invalid) {
                items.add(Item.faulty(entry, remarks(entry.main(), invalid.input())));
            } else if (outcome instanceof Forbidden forbidden) {
                items.add(Item.faulty(entry, remarks(entry.main(), forbidden.conflict())));
            }
        }
        return items;
    }

    /**
     * Records something new by itself.
     *
     * @throws Refused if it is at fault
     * @throws Settled if it is recorded already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Item recordOne(Entry entry, Key key) {
        Draft draft = entry.main();
        if (draft.resource() == Resource.CLAIM && draft.owner() != null) {
            return addAppearance(entry, key);
        }
        Representation thing;
        try {
            ObjectNode body = figures.found(draft);
            thing = Resource.CLAIM == draft.resource()
                    ? claims.record(body)
                    : draft.resource() == Resource.NOTE
                            ? notes.record(noted(draft), body)
                            : draft.resource().isPart()
                                    ? part(draft).record(claimOf(draft), body)
                                    : thing(draft).record(body);
        } catch (RuntimeException e) {
            Optional<Item> duplicate = duplicate(entry, e);
            throw duplicate.isPresent() ? new Settled(duplicate.get()) : refused(draft, e);
        }
        UUID id = UUID.fromString(thing.id());
        recordParts(entry, id);
        return new Item(entry, Outcome.RECORDED, draft.resource(), id, key, entry.told());
    }

    /** To a claim that is recorded. */
    private Item addAppearance(Entry entry, Key key) {
        Draft draft = entry.main();
        try {
            ObjectNode claim = claims.read(claimOf(draft)).tree();
            UUID id = UUID.fromString(claim.get("id").stringValue());
            for (JsonNode appearance : claim.get("appearances")) {
                if (isSamePassage(draft.body(), appearance)) {
                    throw new Settled(new Item(
                            entry,
                            Outcome.DUPLICATE,
                            Resource.CLAIM,
                            id,
                            null,
                            List.of(Remark.of("The claim has this appearance already."))));
                }
            }
            claims.addPart(ClaimKey.of(id), PartKind.APPEARANCE, draft.body());
            recordParts(entry, id);
            return new Item(entry, Outcome.RECORDED, Resource.CLAIM, id, key, entry.told());
        } catch (Settled e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(draft, e);
        }
    }

    private static boolean isSamePassage(JsonNode said, JsonNode recorded) {
        return said.at("/article/url").equals(recorded.at("/article/url"))
                && said.path("locator")
                        .path("exact")
                        .equals(recorded.path("locator").path("exact"));
    }

    private Optional<Item> duplicate(Entry entry, RuntimeException e) {
        return conflict(e)
                .filter(conflict ->
                        conflict.reason() == Conflict.Reason.DUPLICATE && !"/externalIds".equals(conflict.pointer()))
                .map(conflict -> new Item(
                        entry,
                        Outcome.DUPLICATE,
                        entry.main().resource(),
                        conflict.others().stream()
                                .findFirst()
                                .map(other -> other.id() instanceof UUID id
                                        ? id
                                        : UUID.fromString(other.id().toString()))
                                .or(() -> recorded.named(entry.main()))
                                .orElse(null),
                        null,
                        List.of(Remark.of(String.valueOf(conflict.getMessage())))));
    }

    /**
     * Makes what is recorded what a row says.
     *
     * @throws Refused if it is at fault
     * @throws Settled if that changes nothing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Item change(Entry entry, Key key, UUID id) {
        Draft draft = entry.main();
        boolean changed;
        try {
            changed = draft.resource() == Resource.CLAIM
                    ? changed(
                            draft,
                            claims.read(ClaimKey.of(id)),
                            edit -> claims.change(ClaimKey.of(id), IfMatch.ANY, edit))
                    : draft.resource().isPart()
                            ? draft.resource() == Resource.NOTE
                                    ? changeNote(draft, id)
                                    : changePart(draft, claimOf(draft), id)
                            : changed(
                                    draft,
                                    thing(draft).read(id),
                                    edit -> thing(draft).change(id, IfMatch.ANY, edit));
        } catch (RuntimeException e) {
            throw refused(draft, e);
        }
        for (Draft part : entry.parts()) {
            changed |= changeOrRecord(part, ClaimKey.of(id));
        }
        if (!changed) {
            throw new Settled(new Item(entry, Outcome.UNCHANGED, draft.resource(), id, key, entry.told()));
        }
        return new Item(entry, Outcome.CHANGED, draft.resource(), id, key, entry.told());
    }

    /** Adds what a thing that stands by itself is called elsewhere, and changes nothing else of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void call(Resource kind, UUID id, JsonNode externalIds) {
        Edit edit = present -> {
            present.set("externalIds", joined(present.path("externalIds"), externalIds, present.path("id")));
            return present;
        };
        if (kind == Resource.CLAIM) {
            claims.change(ClaimKey.of(id), IfMatch.ANY, edit);
        } else if (things.containsKey(kind)) {
            things.get(kind).change(id, IfMatch.ANY, edit);
        }
    }

    /** Those that there are, and then those that are new, without what a thing is called by its own id. */
    static ArrayNode joined(JsonNode present, JsonNode more, JsonNode id) {
        ArrayNode all = Json.mapper().createArrayNode();
        present.forEach(all::add);
        for (JsonNode one : more) {
            boolean isItsOwn = one.path("scheme").asString("").equals(ExternalIds.OWN)
                    && one.path("id").equals(id);
            if (!isItsOwn && all.valueStream().noneMatch(one::equals)) {
                all.add(one);
            }
        }
        return all;
    }

    private boolean changeNote(Draft draft, UUID id) {
        NotePlace place = noted(draft);
        ObjectNode said = draft.body().deepCopy();
        ids(Resource.NOTE, said.path("inReplyTo").path("externalIds"))
                .forEach(answered -> said.putObject("inReplyTo").put("id", answered.toString()));
        Draft answering = new Draft(draft.resource(), said, draft.owner(), draft.ownerKind(), draft.columns());
        return changed(answering, notes.read(place, id), edit -> notes.change(place, id, IfMatch.ANY, edit));
    }

    private boolean changePart(Draft draft, ClaimKey claim, UUID id) {
        ClaimParts<?> kind = part(draft);
        if (draft.resource() == Resource.RELATION) {
            ObjectNode present = kind.read(claim, id).tree();
            ObjectNode said = withoutOwnName(figures.found(draft), present).deepCopy();
            ids(Resource.CLAIM, said.path("to").path("externalIds"))
                    .forEach(to -> said.putObject("to").put("id", to.toString()));
            if (!Sameness.isSaidBy(said, present)) {
                throw new Refused(List.of(Remark.of(
                        "A relation does not change: delete the one that is recorded, and send this again.")));
            }
            return false;
        }
        return changed(draft, kind.read(claim, id), edit -> kind.change(claim, id, IfMatch.ANY, edit));
    }

    /** What a body means of things that it names shows in what is answered when it is there. */
    private boolean changed(Draft draft, Representation present, Function<Edit, Representation> change) {
        ObjectNode before = present.tree();
        ObjectNode said = withoutOwnName(figures.found(draft), before);
        return !Sameness.isSaidBy(said, before)
                && !Sameness.isSameButForTime(
                        before,
                        change.apply(Edit.replacement(Sameness.withIds(said, before)))
                                .tree());
    }

    /** What went out comes back by what it is called here, which is no news. */
    private static ObjectNode withoutOwnName(ObjectNode body, ObjectNode recorded) {
        if (!(body.get("externalIds") instanceof ArrayNode given)
                || given.valueStream()
                        .noneMatch(id -> isOwn(id) && id.path("id").equals(recorded.get("id")))) {
            return body;
        }
        ObjectNode said = body.deepCopy();
        ArrayNode ids = said.putArray("externalIds");
        given.forEach(id -> {
            if (!isOwn(id) || recorded.path("externalIds").valueStream().anyMatch(id::equals)) {
                ids.add(id);
            }
        });
        return said;
    }

    /** By its id, or by its number, which the scheme tells from those of other installations. */
    private static boolean isOwn(JsonNode externalId) {
        String scheme = externalId.path("scheme").asString("");
        return scheme.equals(ExternalIds.OWN) || scheme.startsWith(ExternalIds.OWN + ".");
    }

    /** What belongs to a claim that a row names again: known by its external id, else by what it says. */
    private boolean changeOrRecord(Draft part, ClaimKey claim) {
        try {
            Optional<UUID> id = ids(part.resource(), part.body().path("externalIds")).stream()
                    .findFirst();
            if (id.isPresent()) {
                return changePart(part, claim, id.get());
            }
            part(part).record(claim, part.body());
            return true;
        } catch (RuntimeException e) {
            throw refused(part, e);
        }
    }

    private void recordParts(Entry entry, UUID claim) {
        for (Draft part : entry.parts()) {
            try {
                part(part).record(ClaimKey.of(claim), part.body());
            } catch (RuntimeException e) {
                throw refused(part, e);
            }
        }
    }

    private Things<?> thing(Draft draft) {
        Things<?> kind = things.get(draft.resource());
        if (kind == null) {
            throw new IllegalStateException("Nobody records " + draft.resource());
        }
        return kind;
    }

    private ClaimParts<?> part(Draft draft) {
        if (draft.resource() == Resource.ASSESSMENT) {
            actor.require(Role.REVIEWER, "record assessments");
        }
        ClaimParts<?> kind = parts.get(draft.resource());
        if (kind == null) {
            throw new IllegalStateException("Nobody records " + draft.resource());
        }
        return kind;
    }

    /** The claim that a line names: by its id or number, or by what it is called elsewhere. */
    private ClaimKey claimOf(Draft draft) {
        return givenId(draft)
                .map(ClaimKey::of)
                .or(() -> called(draft).map(ClaimKey::of))
                .orElseThrow(() -> unknownOwner(draft));
    }

    /** What a note is on that is a line of its own. */
    private NotePlace noted(Draft draft) {
        if (draft.ownerKind() == Resource.CLAIM) {
            return NotePlace.ofClaim(claimOf(draft));
        }
        UUID id = givenId(draft).flatMap(Ids::parse).or(() -> called(draft)).orElseThrow(() -> unknownOwner(draft));
        return notes.place(draft.ownerKind(), id);
    }

    private static Optional<String> givenId(Draft draft) {
        JsonNode id = draft.owner() == null ? null : draft.owner().get("id");
        return id != null && id.isString() ? Optional.of(id.stringValue()) : Optional.empty();
    }

    private Optional<UUID> called(Draft draft) {
        if (draft.owner() == null) {
            return Optional.empty();
        }
        List<UUID> found = ids(draft.ownerKind(), draft.owner().path("externalIds"));
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static InvalidInput unknownOwner(Draft draft) {
        String thing = draft.ownerKind().thing();
        String one = ("aeiou".indexOf(thing.charAt(0)) < 0 ? "a " : "an ") + thing;
        return new InvalidInput(List.of(new Fault(
                "/" + draft.ownerKind(), "is not the id, or what else " + one + " is called, that is recorded here.")));
    }

    private List<UUID> ids(Resource kind, JsonNode named) {
        return externalIds.find(kind, Key.names(named)).values().stream()
                .filter(found -> !found.deleted())
                .map(ExternalIds.Found::id)
                .distinct()
                .toList();
    }

    private static Optional<Conflict> conflict(RuntimeException e) {
        if (e instanceof Conflict conflict) {
            return Optional.of(conflict);
        }
        return e instanceof DataIntegrityViolationException violation
                ? BrokenConstraint.in(violation)
                : Optional.empty();
    }

    /** What is no refusal goes on as it came. */
    private static RuntimeException refused(Draft draft, RuntimeException e) {
        if (e instanceof Refused) {
            return e;
        }
        Optional<Conflict> conflict = conflict(e);
        if (conflict.isPresent()) {
            return new Refused(remarks(draft, conflict.get()));
        }
        if (e instanceof InvalidInput input) {
            return new Refused(remarks(draft, input));
        }
        return e instanceof Refusal refusal ? new Refused(List.of(Remark.of(refusal.getMessage()))) : e;
    }

    private static List<Remark> remarks(Draft draft, InvalidInput input) {
        return input.faults().stream()
                .map(fault ->
                        new Remark(pointer(draft, fault.pointer()), draft.column(fault.pointer()), fault.detail()))
                .toList();
    }

    private static List<Remark> remarks(Draft draft, Conflict conflict) {
        String pointer = conflict.pointer();
        return List.of(new Remark(
                pointer == null ? null : pointer(draft, pointer),
                pointer == null ? null : draft.column(pointer),
                String.valueOf(conflict.getMessage())));
    }

    /** Whoever sent a table or markup has not seen the body that was made of it: of a part of one, it is said which. */
    private static String pointer(Draft draft, String pointer) {
        return draft.resource() == Resource.CLAIM
                        || draft.owner() != null
                        || !draft.resource().isPart()
                ? pointer
                : "/" + draft.resource() + pointer;
    }
}

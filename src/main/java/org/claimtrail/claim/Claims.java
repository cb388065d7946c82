package org.claimtrail.claim;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.claimtrail.database.GroupCommit;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.Answers;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records, reads and corrects claims with their figures and appearances. */
@Service
public class Claims implements Answers {

    private final ClaimRepository repository;
    private final ClaimQueries queries;
    private final ClaimFilters filters;
    private final ClaimReferences references;
    private final ClaimWriter writer;
    private final Topics topics;
    private final Clock clock;
    private final GroupCommit<ObjectNode, Representation> recording;

    Claims(
            ClaimRepository repository,
            ClaimQueries queries,
            ClaimFilters filters,
            ClaimReferences references,
            ClaimWriter writer,
            Topics topics,
            Clock clock,
            PlatformTransactionManager transactions,
            Actor actor) {
        this.repository = repository;
        this.queries = queries;
        this.filters = filters;
        this.references = references;
        this.writer = writer;
        this.topics = topics;
        this.clock = clock;
        this.recording = new GroupCommit<>(transactions, actor, this::record);
    }

    public Page list(Query query) {
        return filters.select(
                query, selected -> queries.listKept(query, selected).orElseGet(() -> queries.list(query, selected)));
    }

    /**
     * Reads what the filters of a list select.
     *
     * @param read gets the conditions on claims {@code c}, in a snapshot in which they hold
     */
    public <T> T selecting(Query query, Function<Selection, T> read) {
        return filters.select(query, selected -> {
            query.done();
            return read.apply(selected.selection());
        });
    }

    public Representation read(ClaimKey key) {
        return queries.read(key);
    }

    @Override
    public Resource resource() {
        return Resource.CLAIM;
    }

    @Override
    public Set<Resource> shown() {
        return Set.of(Resource.SOURCE, Resource.ARTICLE, Resource.MEASURE, Resource.TOPIC);
    }

    @Override
    public Map<UUID, ObjectNode> live(Collection<UUID> ids) {
        return queries.live(ids);
    }

    /** The id of a claim that is recorded, or was, even if nothing of it is left but its history. */
    public UUID everRecorded(ClaimKey key) {
        return queries.everRecorded(key);
    }

    /** Records one claim: with those that the caller asks to record at the same time, if nothing is wrong with it. */
    public Representation record(ObjectNode body) {
        return isSound(body) ? recording.make(body) : recording.makeAlone(body);
    }

    private static boolean isSound(ObjectNode body) {
        Fields fields = Fields.of(body);
        checkParts(ClaimInput.read(fields), null, fields.faults());
        return !fields.faults().any();
    }

    private List<Representation> record(List<ObjectNode> bodies) {
        Faults faults = new Faults();
        List<ClaimInput> inputs = IntStream.range(0, bodies.size())
                // Of several, the pointers only tell them apart: where there are faults, each is recorded alone.
                .mapToObj(i -> ClaimInput.read(Fields.of(bodies.get(i), bodies.size() == 1 ? "" : "/" + i, faults)))
                .toList();
        List<UUID> ids = record(inputs, faults);
        Map<UUID, Representation> recorded = queries.read(ids);
        return ids.stream().map(recorded::get).toList();
    }

    /**
     * Records all of them, by sets.
     *
     * @param faults of reading them
     * @return their ids, in their order
     * @throws InvalidInput if there are any faults
     */
    List<UUID> record(List<ClaimInput> inputs, Faults faults) {
        inputs.forEach(input -> checkParts(input, null, faults));
        Referents referents = references.resolve(inputs, faults);
        faults.throwIfAny();
        return writer.insert(inputs, referents, clock.instant());
    }

    @Transactional
    public Representation change(ClaimKey key, IfMatch ifMatch, Edit edit) {
        Claim claim = lock(key);
        Representation present = queries.read(ClaimKey.of(claim.id()));
        ifMatch.check(present);
        Fields fields = edit.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        ClaimInput input = ClaimInput.read(fields);
        checkParts(input, claim, fields.faults());
        Referents referents = references.resolve(List.of(input), fields.faults());
        fields.faults().throwIfAny();
        List<UUID> gone = claim.revise(input, referents, clock.instant());
        repository.flush();
        refuseIfReferred(gone);
        return queries.read(ClaimKey.of(claim.id()));
    }

    @Transactional
    public void delete(ClaimKey key, IfMatch ifMatch) {
        Claim claim = lock(key);
        ifMatch.check(queries.read(ClaimKey.of(claim.id())));
        Conflict.ifAny(
                queries.referrers(claim.id()),
                Conflict.Reason.REFERENCED,
                "Other claims bear on this one: it cannot be deleted.");
        claim.delete(clock.instant());
        // Whoever deletes within a transaction of his own reads by SQL what became of it.
        repository.flush();
    }

    /**
     * Deletes those to which nothing refers, by sets, and lets their external ids go.
     *
     * @return which these are
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> withdraw(Collection<UUID> ids) {
        return queries.withdraw(ids, clock.instant());
    }

    @Transactional
    public Representation restore(ClaimKey key) {
        UUID id = queries.idOf(key);
        Claim claim = repository.lock(id).orElseThrow(() -> new NotRecorded("claim", key));
        if (claim.isDeleted()) {
            refuseIfReferringToDeleted(id);
            claim.restore(clock.instant());
            repository.flush();
        }
        return queries.read(ClaimKey.of(id));
    }

    /**
     * Makes an earlier state the newest one, as a new change: what the claim says, its figures and its appearances. Status,
     * stage and assignee are as they are.
     *
     * @param past what the claim was then
     */
    @Transactional
    public Representation revert(ClaimKey key, PastClaim past) {
        UUID id = queries.holdLive(key);
        Representation present = queries.read(ClaimKey.of(id));
        ObjectNode body = past.asBody(topics.names(past.topics().values()));
        if (body.equals(new PastClaim(present.tree(), Map.of()).asBody(Map.of()))) {
            return present;
        }
        for (PartKind kind : PartKind.values()) {
            int position = elements(present.tree(), kind).size();
            for (JsonNode part : elements(past.answer(), kind)) {
                UUID partId = UUID.fromString(part.get("id").stringValue());
                if (queries.deletionOf(kind, id, partId).isPresent()) {
                    queries.restore(kind, partId, position++);
                }
            }
        }
        refuseIfReferringToDeleted(id);
        return change(ClaimKey.of(id), IfMatch.ANY, Edit.replacement(body));
    }

    /** What {@link #revert} would make of a claim, as far as it changes it: things are called what they are called now. */
    public ObjectNode reverted(Representation present, PastClaim past) {
        return past.asAnswer(present.tree(), topics.names(past.topics().values()));
    }

    /** The topics that a claim is filed under, by what they are called. */
    public Map<String, UUID> topics(UUID id) {
        return queries.topics(id);
    }

    /** What a claim is, for {@link #revert}; empty where it is deleted. Read of the past, what it was. */
    public Optional<PastClaim> past(UUID id) {
        return Optional.ofNullable(queries.live(List.of(id)).get(id))
                .map(answer -> new PastClaim(answer, queries.topics(id)));
    }

    /** The figures or appearances of a claim, in their order. */
    public Page parts(ClaimKey key, PartKind kind, Query query) {
        return Page.of(elements(queries.read(key).tree(), kind), "id", "position", "position", query);
    }

    /** One figure or appearance; its ETag is the claim's. */
    public Representation part(ClaimKey key, PartKind kind, UUID partId) {
        Representation claim = queries.read(key);
        return part(claim, kind, partId);
    }

    @Transactional
    public Representation addPart(ClaimKey key, PartKind kind, ObjectNode body) {
        int[] place = new int[1];
        Representation claim = within(
                kind,
                place,
                () -> change(key, IfMatch.ANY, present -> {
                    if (body.hasNonNull("id")) {
                        throw new InvalidInput(List.of(new Fault("/id", "is set by the service: leave it out.")));
                    }
                    ArrayNode elements = elements(present, kind);
                    place[0] = elements.size();
                    elements.add(body);
                    return present;
                }));
        ArrayNode elements = elements(claim.tree(), kind);
        return part(claim, elements.get(elements.size() - 1));
    }

    @Transactional
    public Representation replacePart(ClaimKey key, PartKind kind, UUID partId, IfMatch ifMatch, ObjectNode body) {
        refuseMissing(key, kind, partId);
        int[] place = new int[1];
        Representation claim = within(
                kind,
                place,
                () -> change(key, ifMatch, present -> {
                    ArrayNode elements = elements(present, kind);
                    place[0] = indexOf(elements, partId);
                    if (!body.has("id")) {
                        body.put("id", partId.toString());
                    } else if (!body.get("id").asString("").equals(partId.toString())) {
                        throw new InvalidInput(List.of(
                                new Fault("/id", "is set by the service: leave it out or as it was answered.")));
                    }
                    elements.set(place[0], body);
                    return present;
                }));
        return part(claim, kind, partId);
    }

    @Transactional
    public void deletePart(ClaimKey key, PartKind kind, UUID partId, IfMatch ifMatch) {
        refuseMissing(key, kind, partId);
        change(key, ifMatch, present -> {
            ArrayNode elements = elements(present, kind);
            elements.remove(indexOf(elements, partId));
            return present;
        });
    }

    @Transactional
    public Representation restorePart(ClaimKey key, PartKind kind, UUID partId) {
        Claim claim = lock(key);
        if (!claim.parts(kind).contains(partId)) {
            queries.deletionOf(kind, claim.id(), partId).orElseThrow(() -> new NotRecorded(kind.table(), partId));
            queries.restore(kind, partId, claim.parts(kind).size());
            refuseIfReferringToDeleted(claim.id());
            claim.changed(clock.instant());
            repository.flush();
        }
        return part(queries.read(ClaimKey.of(claim.id())), kind, partId);
    }

    /** Locks a live claim, for a change of what belongs to it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID lockLive(ClaimKey key) {
        return queries.holdLive(key);
    }

    /**
     * Locks live claims, in the order in which everybody does.
     *
     * @return their ids, in the order of the keys
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UUID> lockLive(List<ClaimKey> keys) {
        return queries.holdLive(keys);
    }

    /** The id of a live claim, which is one that is not deleted. */
    public UUID liveId(ClaimKey key) {
        return queries.liveId(key);
    }

    private Claim lock(ClaimKey key) {
        UUID id = queries.idOf(key);
        Claim claim = repository.lock(id).orElseThrow(() -> new NotRecorded("claim", key));
        claim.refuseIfDeleted("claim");
        return claim;
    }

    private static void checkParts(ClaimInput input, @Nullable Claim claim, Faults faults) {
        Set<UUID> figures = claim == null ? Set.of() : Set.copyOf(claim.parts(PartKind.FIGURE));
        for (FigureInput figure : input.figures()) {
            if (figure.id() != null && !figures.contains(figure.id())) {
                faults.add(
                        figure.pointer() + "/id",
                        "is not the id of a figure of this claim: leave it out for a new one.");
            }
        }
        Set<UUID> appearances = claim == null ? Set.of() : Set.copyOf(claim.parts(PartKind.APPEARANCE));
        for (AppearanceInput appearance : input.appearances()) {
            if (appearance.id() != null && !appearances.contains(appearance.id())) {
                faults.add(
                        appearance.pointer() + "/id",
                        "is not the id of an appearance of this claim: leave it out for a new one.");
            }
        }
    }

    private void refuseIfReferred(List<UUID> goneFigures) {
        if (goneFigures.isEmpty()) {
            return;
        }
        List<Conflict.Other> referrers = queries.referrersOfFigures(goneFigures);
        if (!referrers.isEmpty()) {
            throw new Conflict(
                    Conflict.Reason.REFERENCED,
                    "Other figures or relations refer to a figure that would go.",
                    "/figures",
                    referrers);
        }
    }

    private void refuseIfReferringToDeleted(UUID claim) {
        Conflict.ifAny(
                queries.deletedReferences(claim),
                Conflict.Reason.REFERS_TO_DELETED,
                "It refers to things that are deleted: restore them first.");
    }

    private Representation part(Representation claim, PartKind kind, UUID partId) {
        ObjectNode tree = claim.tree();
        ArrayNode elements = elements(tree, kind);
        int index = indexOf(elements, partId);
        if (index < 0) {
            throw missing(UUID.fromString(tree.get("id").stringValue()), kind, partId);
        }
        return part(claim, elements.get(index));
    }

    private void refuseMissing(ClaimKey key, PartKind kind, UUID partId) {
        Claim claim = lock(key);
        if (!claim.parts(kind).contains(partId)) {
            throw missing(claim.id(), kind, partId);
        }
    }

    private RuntimeException missing(UUID claim, PartKind kind, UUID partId) {
        return queries.deletionOf(kind, claim, partId)
                .<RuntimeException>map(deletedAt -> new Deleted(kind.table(), partId, deletedAt))
                .orElseGet(() -> new NotRecorded(kind.table(), partId));
    }

    private static Representation part(Representation claim, JsonNode element) {
        return new Representation(Json.write(element), claim.etag());
    }

    private static ArrayNode elements(ObjectNode claim, PartKind kind) {
        return (ArrayNode) claim.get(kind.member());
    }

    private static int indexOf(ArrayNode elements, UUID id) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).path("id").asString("").equals(id.toString())) {
                return i;
            }
        }
        return -1;
    }

    /** Tells faults of a part as seen from the part, which is what the request sent. */
    private static Representation within(PartKind kind, int[] place, Supplier<Representation> act) {
        try {
            return act.get();
        } catch (InvalidInput e) {
            throw e.within("/" + kind.member() + "/" + place[0]);
        }
    }
}

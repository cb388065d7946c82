package org.claimtrail.assessment;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Listing;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Selection;
import org.claimtrail.platform.StoredJson;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records, reads and corrects the evidence for and against a claim. */
@Service
public class EvidenceLog {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', e.id,
                'title', e.title,
                'url', e.url,
                'kind', e.kind,
                'provider', case when e.provider_id is not null then (
                    select json_build_object('id', s.id, 'name', s.name) from source s where s.id = e.provider_id) end,
                'stance', e.stance,
                'capturedOn', e.captured_on,
                'archiveUrl', e.archive_url,
                'sha256', e.sha256,
                'credibility', e.credibility,
                'note', e.note,
                'createdAt', rfc3339(e.created_at),
                'updatedAt', rfc3339(e.updated_at)))""";

    private static final Listing LISTING = new Listing("evidence e", "e", JSON, "createdAt")
            .sortedBy("createdAt", "e.created_at", "timestamptz")
            .sortedBy("updatedAt", "e.updated_at", "timestamptz");

    private final EvidenceRepository repository;
    private final Claims claims;
    private final Sources sources;
    private final JdbcClient db;
    private final Clock clock;

    EvidenceLog(EvidenceRepository repository, Claims claims, Sources sources, JdbcClient db, Clock clock) {
        this.repository = repository;
        this.claims = claims;
        this.sources = sources;
        this.db = db;
        this.clock = clock;
    }

    public Page list(ClaimKey key, Query query) {
        Selection selection = new Selection()
                .where("e.claim_id = :claim", "claim", Optional.of(claims.standing(key)))
                .where("e.deleted_at is null")
                .whereOneOf("e.stance", "stance", query.choices("stance", Evidence.Stance.class));
        return LISTING.page(db, query, selection);
    }

    /** Those of these pieces of evidence that stand, as they are answered. */
    public Map<UUID, ObjectNode> standing(Collection<UUID> ids) {
        return StoredJson.many(
                db,
                "select e.id, " + JSON + " as json from evidence e"
                        + " where e.id = any(cast(:ids as uuid[])) and e.deleted_at is null",
                ids);
    }

    public Representation read(ClaimKey key, UUID id) {
        return read(claims.standing(key), id);
    }

    @Transactional
    public Representation record(ClaimKey key, ObjectNode body) {
        UUID claim = claims.keepStanding(key);
        Fields fields = Fields.of(body);
        Evidence.Input input = Evidence.Input.read(fields);
        UUID provider = provider(input, fields.faults());
        fields.faults().throwIfAny();
        Evidence evidence = repository.saveAndFlush(new Evidence(claim, input, provider, clock.instant()));
        return read(claim, evidence.id());
    }

    @Transactional
    public Representation change(ClaimKey key, UUID id, IfMatch ifMatch, Change change) {
        UUID claim = claims.keepStanding(key);
        Evidence evidence = lock(claim, id);
        Representation present = read(claim, id);
        ifMatch.check(present);
        Fields fields = change.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        Evidence.Input input = Evidence.Input.read(fields);
        UUID provider = provider(input, fields.faults());
        fields.faults().throwIfAny();
        evidence.revise(input, provider, clock.instant());
        repository.flush();
        return read(claim, id);
    }

    @Transactional
    public void delete(ClaimKey key, UUID id, IfMatch ifMatch) {
        UUID claim = claims.keepStanding(key);
        Evidence evidence = lock(claim, id);
        ifMatch.check(read(claim, id));
        Conflict.ifAny(
                StoredJson.others(db, """
                select 'assessment' as type, a.id, a.rating as name
                from assessment_evidence x join assessment a on a.id = x.assessment_id
                where x.evidence_id = :id and a.deleted_at is null
                limit 10""", Map.of("id", id)),
                Conflict.Reason.REFERENCED,
                "Assessments used this evidence: it cannot be deleted.");
        evidence.delete(clock.instant());
    }

    @Transactional
    public Representation restore(ClaimKey key, UUID id) {
        UUID claim = claims.keepStanding(key);
        Evidence evidence = repository.lock(id, claim).orElseThrow(() -> new NotRecorded("evidence", id));
        Conflict.ifAny(
                StoredJson.others(db, """
                with provider as materialized (
                    select s.id, s.name, s.deleted_at from source s
                    where s.id = (select e.provider_id from evidence e where e.id = :id)
                    for share)
                select 'source' as type, id, name from provider where deleted_at is not null""", Map.of("id", id)),
                Conflict.Reason.REFERS_TO_DELETED,
                "Its provider is deleted: restore that first.");
        if (evidence.isDeleted()) {
            evidence.restore(clock.instant());
            repository.flush();
        }
        return read(claim, id);
    }

    private Representation read(UUID claim, UUID id) {
        return StoredJson.one(
                db,
                "evidence",
                "select e.deleted_at, " + JSON + " as json from evidence e where e.id = :id and e.claim_id = :claim",
                Map.of("id", id, "claim", claim),
                id);
    }

    private Evidence lock(UUID claim, UUID id) {
        Evidence evidence = repository.lock(id, claim).orElseThrow(() -> new NotRecorded("evidence", id));
        evidence.refuseIfDeleted("evidence");
        return evidence;
    }

    private @Nullable UUID provider(Evidence.Input input, Faults faults) {
        SourceRef ref = input.provider();
        return ref == null ? null : sources.resolveAll(List.of(ref), faults).get(ref);
    }
}

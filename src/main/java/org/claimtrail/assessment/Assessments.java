package org.claimtrail.assessment;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Owner;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Records, reads and corrects what reviewers concluded about a claim. */
@Service
public class Assessments extends ClaimParts<Assessment> {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', a.id,
                'scale', case when a.scale_id is not null then (
                    select json_build_object('name', r.name, 'worst', r.worst, 'best', r.best)
                    from rating_scale r where r.id = a.scale_id) end,
                'rating', case when a.rating is not null or a.rating_value is not null then
                    json_build_object('label', a.rating, 'value', a.rating_value) end,
                'summary', a.summary,
                'reviewer', case when a.reviewer_id is not null then (
                    select json_build_object('id', s.id, 'name', s.name) from source s where s.id = a.reviewer_id) end,
                'reviewedOn', a.reviewed_on,
                'url', a.url,
                'markup', a.markup::json,
                'evidence', coalesce((
                    select json_agg(json_build_object('id', e.id, 'title', e.title) order by x.position)
                    from assessment_evidence x join evidence e on e.id = x.evidence_id
                    where x.assessment_id = a.id), '[]'),
                'externalIds', external_ids(a.external_ids),
                'createdAt', rfc3339(a.created_at),
                'updatedAt', rfc3339(a.updated_at)))""";

    private static final Kind<Assessment> KIND =
            new Kind<>(Resource.ASSESSMENT, Assessment.class, "a", JSON, Resource.SOURCE, Resource.EVIDENCE);

    private static final Listing LISTING = KIND.listing("createdAt")
            .sortedBy("createdAt", "a.created_at", "timestamptz")
            .sortedBy("updatedAt", "a.updated_at", "timestamptz");

    private final RatingScales scales;
    private final Sources sources;
    private final ExternalIds externalIds;
    private final JdbcClient db;

    Assessments(
            RatingScales scales,
            Claims claims,
            Sources sources,
            ExternalIds externalIds,
            Entities entities,
            JdbcClient db,
            Clock clock) {
        super(KIND, claims, entities, db, clock);
        this.scales = scales;
        this.sources = sources;
        this.externalIds = externalIds;
        this.db = db;
    }

    @Override
    protected Page list(UUID claim, Query query) {
        Selection selection = new Selection()
                .where("a.claim_id = :claim", "claim", Optional.of(claim))
                .where("a.deleted_at is null");
        return LISTING.page(db, query, ExternalIds.filter(selection, Resource.ASSESSMENT, "a", query));
    }

    @Override
    protected boolean isOf(UUID claim, Assessment assessment) {
        return assessment.isOf(claim);
    }

    @Override
    protected Assessment write(Owner claim, @Nullable Assessment present, Fields body, Instant now) {
        Assessment.Input input = Assessment.Input.read(body);
        Assessment.Referents referents = resolve(claim.id(), input, body.faults());
        if (present == null) {
            return new Assessment(claim.id(), input, referents, now);
        }
        present.revise(input, referents, now);
        return present;
    }

    @Override
    protected void refuseRestoring(Assessment assessment) {
        Conflict.ifAny(
                StoredJson.others(db, """
                with reviewer as materialized (
                    select s.id, s.name, s.deleted_at from source s
                    where s.id = (select a.reviewer_id from assessment a where a.id = :id)
                    for share
                ), used as materialized (
                    select e.id, e.title, e.deleted_at from evidence e
                    where e.id in (select x.evidence_id from assessment_evidence x where x.assessment_id = :id)
                    order by e.id for share
                )
                select 'source' as type, id, name from reviewer where deleted_at is not null
                union all
                select 'evidence', id, title from used where deleted_at is not null
                limit 10""", Map.of("id", assessment.id())),
                Conflict.Reason.REFERS_TO_DELETED,
                "It refers to things that are deleted: restore them first.");
    }

    private Assessment.Referents resolve(UUID claim, Assessment.Input input, Faults faults) {
        SourceRef reviewer = input.reviewer();
        UUID reviewerId = reviewer == null
                ? null
                : sources.resolveAll(List.of(reviewer), faults).get(reviewer);
        List<UUID> evidence = evidence(claim, input.evidence(), faults);
        UUID scale = scales.resolve(input, faults);
        faults.throwIfAny();
        return new Assessment.Referents(scale, reviewerId, evidence);
    }

    private List<UUID> evidence(UUID claim, List<Assessment.EvidenceRef> refs, Faults faults) {
        if (refs.isEmpty()) {
            return List.of();
        }
        Map<Assessment.EvidenceRef, UUID> ids = new LinkedHashMap<>();
        Map<Assessment.EvidenceRef, UUID> identified = externalIds.find(
                Resource.EVIDENCE,
                refs.stream().filter(ref -> ref.id() == null).toList(),
                Assessment.EvidenceRef::pointer,
                Assessment.EvidenceRef::externalIds,
                ref -> ref.externalIds().isEmpty(),
                faults);
        for (Assessment.EvidenceRef ref : refs) {
            UUID id = ref.id() != null ? ref.id() : identified.get(ref);
            if (id != null) {
                ids.put(ref, id);
            }
        }
        Set<UUID> standing = new HashSet<>(db.sql("""
                        select id from evidence
                        where id = any(cast(:ids as uuid[])) and claim_id = :claim and deleted_at is null
                        order by id for share""")
                .param("ids", Selection.texts(ids.values()))
                .param("claim", claim)
                .query(UUID.class)
                .list());
        ids.forEach((ref, id) -> {
            if (!standing.contains(id)) {
                faults.add(
                        ref.pointer() + (ref.id() == null ? "/externalIds" : "/id"),
                        ref.id() == null
                                ? "is not what evidence on this claim is called."
                                : "is not the id of evidence on this claim.");
            }
        });
        return ids.values().stream().distinct().toList();
    }
}

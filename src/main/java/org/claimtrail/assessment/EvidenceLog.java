package org.claimtrail.assessment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.source.SourceRef;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.AttachedFiles;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Owner;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Records, reads and corrects the evidence for and against a claim. */
@Service
public class EvidenceLog extends ClaimParts<Evidence> {

    private static final String JSON = Sql.of("""
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
                'files', {files},
                'externalIds', external_ids(e.external_ids),
                'createdAt', rfc3339(e.created_at),
                'updatedAt', rfc3339(e.updated_at)))""", Map.of("files", AttachedFiles.of("evidence", "e.id")));

    private static final Kind<Evidence> KIND =
            new Kind<>(Resource.EVIDENCE, Evidence.class, "e", JSON, Resource.SOURCE, Resource.ARTICLE);

    private static final Listing LISTING = KIND.listing("createdAt")
            .sortedBy("createdAt", "e.created_at", "timestamptz")
            .sortedBy("updatedAt", "e.updated_at", "timestamptz");

    private final Sources sources;
    private final JdbcClient db;

    EvidenceLog(Claims claims, Sources sources, Entities entities, JdbcClient db, Clock clock) {
        super(KIND, claims, entities, db, clock);
        this.sources = sources;
        this.db = db;
    }

    @Override
    protected Page list(UUID claim, Query query) {
        Selection selection = new Selection()
                .where("e.claim_id = :claim", "claim", Optional.of(claim))
                .where("e.deleted_at is null")
                .whereOneOf("e.stance", "stance", query.choices("stance", Evidence.Stance.class));
        return LISTING.page(db, query, ExternalIds.filter(selection, Resource.EVIDENCE, "e", query));
    }

    @Override
    protected boolean isOf(UUID claim, Evidence evidence) {
        return evidence.isOf(claim);
    }

    @Override
    protected Evidence write(Owner claim, @Nullable Evidence present, Fields body, Instant now) {
        Evidence.Input input = Evidence.Input.read(body);
        UUID provider = provider(input, body.faults());
        body.faults().throwIfAny();
        if (present == null) {
            return new Evidence(claim.id(), input, provider, now);
        }
        present.revise(input, provider, now);
        return present;
    }

    @Override
    protected void refuseDeleting(Evidence evidence) {
        Conflict.ifAny(
                StoredJson.others(db, """
                select 'assessment' as type, a.id, a.rating as name
                from assessment_evidence x join assessment a on a.id = x.assessment_id
                where x.evidence_id = :id and a.deleted_at is null
                limit 10""", Map.of("id", evidence.id())),
                Conflict.Reason.REFERENCED,
                "Assessments used this evidence: it cannot be deleted.");
    }

    @Override
    protected void refuseRestoring(Evidence evidence) {
        Conflict.ifAny(
                StoredJson.others(db, """
                with provider as materialized (
                    select s.id, s.name, s.deleted_at from source s
                    where s.id = (select e.provider_id from evidence e where e.id = :id)
                    for share)
                select 'source' as type, id, name from provider where deleted_at is not null""", Map.of("id", evidence.id())),
                Conflict.Reason.REFERS_TO_DELETED,
                "Its provider is deleted: restore that first.");
    }

    private @Nullable UUID provider(Evidence.Input input, Faults faults) {
        SourceRef ref = input.provider();
        return ref == null ? null : sources.resolveAll(List.of(ref), faults).get(ref);
    }
}

package org.claimtrail.standing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.claim.ListedStandings.StandingTables;
import org.claimtrail.claim.TooManyToCompute;
import org.claimtrail.comparison.ChangedFigures;
import org.claimtrail.comparison.ComparedFigures;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.past.KnownOn;
import org.claimtrail.standing.StandingMarks.Subject;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How claims stood at an instant. What was stored then was right wherever nothing was marked then, and what the marks of
 * then lead to is computed anew. So is what depends on material that is left out, where only what had been published by a
 * day is read.
 */
@Component
class PastStandings {

    private static final int MOST_CLAIMS = 20_000;
    private static final int MOST_MEASURES = 500;

    /**
     * Claims that were known on the day, and of which something became known later or has no day. What is on the far side
     * of a relation that is left out is an end of it, and so among these.
     */
    private static final String TOUCHED = """
            with touched as (
                select p.claim_id as id from as_of.appearance p
                where p.deleted_at is null and not exists (select from appearance k where k.id = p.id)
                union
                select e.claim_id from as_of.evidence e
                where e.deleted_at is null and not exists (select from evidence k where k.id = e.id)
                union
                select x.id
                from as_of.relation r cross join lateral (values (r.from_claim_id), (r.to_claim_id)) x (id)
                where r.deleted_at is null and not exists (select from relation k where k.id = r.id)
            )
            select c.id from touched t join claim c on c.id = t.id
            where c.deleted_at is null and c.id in (select p.claim_id from appearance p where p.deleted_at is null)
            limit :most""";

    /** Measures that figures of claims are put on which were not known on the day. */
    private static final String TOUCHED_MEASURES = """
            select distinct f.measure_id from as_of.figure f
            where f.deleted_at is null and f.measure_id is not null
              and not exists (select from figure k where k.id = f.id)""";

    private final StandingMarks marks;
    private final ComputedStandings computed;
    private final ChangedFigures changes;
    private final ComparedFigures compared;
    private final JdbcClient db;
    private final int few;

    @Autowired
    PastStandings(
            StandingMarks marks,
            ComputedStandings computed,
            ChangedFigures changes,
            ComparedFigures compared,
            JdbcClient db) {
        this(marks, computed, changes, compared, db, MOST_CLAIMS);
    }

    /** @param few up to how many claims are computed without asking of which of them something is left out */
    PastStandings(
            StandingMarks marks,
            ComputedStandings computed,
            ChangedFigures changes,
            ComparedFigures compared,
            JdbcClient db,
            int few) {
        this.marks = marks;
        this.computed = computed;
        this.changes = changes;
        this.compared = compared;
        this.db = db;
        this.few = few;
    }

    /**
     * @param figures whether it is asked whose figures conflict
     * @param others which claims it is asked of
     * @throws TooManyToCompute if what is left out bears on very many of them
     */
    StandingTables known(boolean figures, Selection others) {
        Set<UUID> claims = new LinkedHashSet<>(marks.dependents(marked(Subject.CLAIM, MOST_CLAIMS)));
        Set<UUID> measures = figures ? marked(Subject.MEASURE, MOST_MEASURES) : new LinkedHashSet<>();
        if (KnownOn.day().isPresent()) {
            addKnown(claims, measures, others, figures);
        }
        if (figures) {
            measures.addAll(changes.measuresOf(claims));
        }
        if (claims.isEmpty() && measures.isEmpty()) {
            return StandingTables.STORED;
        }
        return new StandingTables(
                claims,
                ComputedStandings.json(computed.of(List.copyOf(claims))),
                measures,
                Set.of(),
                measures.stream()
                        .flatMap(measure -> compared.inConflict(measure).stream())
                        .collect(Collectors.toSet()));
    }

    /** All that are asked for where these are few, else what depends on something that is left out. */
    private void addKnown(Set<UUID> claims, Set<UUID> measures, Selection others, boolean figures) {
        List<UUID> asked = db.sql(
                        Sql.of("select c.id from claim c where {others} limit :most", Map.of("others", others.sql())))
                .params(others.values())
                .param("most", few + 1)
                .query(UUID.class)
                .list();
        if (asked.size() <= few) {
            claims.addAll(asked);
            return;
        }
        List<UUID> touched =
                db.sql(TOUCHED).param("most", MOST_CLAIMS + 1).query(UUID.class).list();
        if (touched.size() > MOST_CLAIMS) {
            throw new TooManyToCompute("leaves out something of more than " + MOST_CLAIMS
                    + " claims, whose standing would have to be computed: narrow the list by other filters.");
        }
        claims.addAll(marks.dependents(touched));
        if (figures) {
            measures.addAll(db.sql(TOUCHED_MEASURES).query(UUID.class).list());
        }
        if (measures.size() > MOST_MEASURES) {
            throw new TooManyToCompute("leaves out figures of more than " + MOST_MEASURES
                    + " measures, which would have to be compared: narrow the list by other filters.");
        }
    }

    /** What marks of an instant lead to. */
    private Set<UUID> marked(Subject to, int most) {
        return marks.marked(to, most)
                .orElseThrow(() -> new TransientDataAccessResourceException(
                        "At that instant, a change that very many standings depend on had just been made."));
    }
}

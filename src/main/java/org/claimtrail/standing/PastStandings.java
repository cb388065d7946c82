package org.claimtrail.standing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.platform.Json;
import org.claimtrail.standing.StandingMarks.Kind;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How claims stood at an instant. What was stored then was right wherever nothing was marked then, and what the marks of
 * then lead to is computed anew and told to the views of schema as_of, for this transaction.
 */
@Component
class PastStandings {

    private static final int MOST_CLAIMS = 20_000;
    private static final int MOST_MEASURES = 500;

    private final StandingMarks marks;
    private final ComputedStandings computed;
    private final JdbcClient db;

    PastStandings(StandingMarks marks, ComputedStandings computed, JdbcClient db) {
        this.marks = marks;
        this.computed = computed;
        this.db = db;
    }

    /** @param figures whether it is asked whose figures conflict */
    void complete(boolean figures) {
        Set<UUID> marked = marked(Kind.CLAIM, MOST_CLAIMS);
        List<UUID> claims = marked.isEmpty() ? List.of() : marks.dependents(marked);
        tell("claimtrail.as_of_standings", computed.of(claims));
        if (figures) {
            Set<UUID> measures = marked(Kind.MEASURE, MOST_MEASURES);
            measures.addAll(marks.measuresOf(claims));
            tell(
                    "claimtrail.as_of_conflicts",
                    measures.stream()
                            .map(measure -> Map.of("measure_id", measure, "claims", computed.inConflict(measure)))
                            .toList());
        }
    }

    /** What marks of an instant lead to. */
    private Set<UUID> marked(Kind to, int most) {
        Set<UUID> marked = new LinkedHashSet<>(marks.about(to, most + 1));
        for (Kind kind : StandingMarks.WIDE) {
            List<UUID> about = marks.about(kind, most + 1);
            if (!about.isEmpty()) {
                marked.addAll(marks.ledTo(to, kind, about, most + 1));
            }
        }
        if (marked.size() > most) {
            throw new TransientDataAccessResourceException(
                    "At that instant, a change that very many standings depend on had just been made.");
        }
        return marked;
    }

    private void tell(String setting, List<?> rows) {
        db.sql("select set_config(:setting, :rows, true)")
                .param("setting", setting)
                .param("rows", new String(Json.write(rows), StandardCharsets.UTF_8))
                .query()
                .singleRow();
    }
}

package org.claimtrail.claim;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;

/** How claims stand, for lists that select or sort by it; whoever computes standings provides it. */
public interface ListedStandings {

    /**
     * What lists read how claims stand from: what is stored, but for what was computed for this list alone, which goes with
     * the statement as its parameters.
     *
     * @param claims whose standing was computed
     * @param standings of these claims, as a JSON array of rows of {@code claim_standing}
     * @param measures whose figures were compared, all of them
     * @param compared claims of which it was computed, besides, whether a figure of theirs conflicts
     * @param inConflict those of the claims compared, or with figures of the measures, of which one does
     */
    record StandingTables(
            Collection<UUID> claims,
            String standings,
            Collection<UUID> measures,
            Collection<UUID> compared,
            Collection<UUID> inConflict) {

        /** All that is stored is right. */
        public static final StandingTables STORED = new StandingTables(List.of(), "[]", Set.of(), Set.of(), Set.of());

        private static final String COLUMNS = "claim_id, origins, denied, contradicted, suggested_status";

        /** What to read {@code claim_standing} from. */
        public String standingTable() {
            return claims.isEmpty() ? "claim_standing" : Sql.of("""
                    (
                        select {columns} from claim_standing where claim_id not in (select unnest(cast(:anewClaims as uuid[])))
                        union all
                        select {columns} from jsonb_to_recordset(cast(:anewStandings as jsonb)) anew (
                            claim_id uuid, origins int, denied boolean, contradicted boolean, suggested_status text)
                    )""", Map.of("columns", COLUMNS));
        }

        /** What to read the claims from of which a figure conflicts. */
        public String conflictTable() {
            return measures.isEmpty() && compared.isEmpty() ? "claim_figure_conflict" : """
                    (
                        select claim_id from claim_figure_conflict
                        where measure_id not in (select unnest(cast(:anewMeasures as uuid[])))
                            and claim_id not in (select unnest(cast(:anewCompared as uuid[])))
                        union all
                        select unnest(cast(:anewInConflict as uuid[])) as claim_id
                    )""";
        }

        /** Gives the values that the tables name. */
        public Selection bindTo(Selection selection) {
            return this == STORED
                    ? selection
                    : selection
                            .value("anewClaims", ids(claims))
                            .value("anewStandings", standings)
                            .value("anewMeasures", ids(measures))
                            .value("anewCompared", ids(compared))
                            .value("anewInConflict", ids(inConflict));
        }

        private static UUID[] ids(Collection<UUID> ids) {
            return ids.toArray(UUID[]::new);
        }
    }

    /**
     * Reads in one snapshot of the record, without writing anything.
     *
     * @param figures whether it is asked whose figures conflict
     * @param others which claims {@code c} it is asked of, whatever they stand like
     * @param read gets what tells in that snapshot how every claim stands
     * @throws org.springframework.dao.TransientDataAccessException if very many standings have to be computed first
     * @throws TooManyToCompute if they have to be computed for this list alone, and there are too many of them
     */
    <T> T read(boolean figures, Selection others, Function<StandingTables, T> read);
}

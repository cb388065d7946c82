package org.claimtrail.claim;

import java.util.function.Supplier;

/** How claims stand, for lists that select or sort by it; whoever computes standings provides it. */
public interface ListedStandings {

    /**
     * Reads in one snapshot of the record in which the tables {@code claim_standing} and {@code claim_figure_conflict}
     * tell how every claim stands.
     *
     * @param figures whether {@code claim_figure_conflict} is asked for
     * @throws org.springframework.dao.TransientDataAccessException if very many standings have to be computed first
     */
    <T> T upToDate(boolean figures, Supplier<T> read);
}

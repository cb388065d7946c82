package org.claimtrail.claim;

import java.util.function.Supplier;
import org.claimtrail.platform.Selection;

/** How claims stand, for lists that select or sort by it; whoever computes standings provides it. */
public interface ListedStandings {

    /**
     * Reads in one snapshot of the record in which the tables {@code claim_standing} and {@code claim_figure_conflict}
     * tell how every claim stands.
     *
     * @param figures whether {@code claim_figure_conflict} is asked for
     * @param others which claims {@code c} it is asked of, whatever they stand like
     * @throws org.springframework.dao.TransientDataAccessException if very many standings have to be computed first
     * @throws TooManyToCompute if they have to be computed for this list alone, and there are too many of them
     */
    <T> T upToDate(boolean figures, Selection others, Supplier<T> read);
}

package org.claimtrail.exchange;

import java.util.List;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;

/** A part of an export: things of one kind, in the order of their keys. */
record Section(Resource kind, Finder finder) {

    interface Finder {

        /**
         * So many places at most, behind one; all from the first where there is none.
         *
         * @param query with filters, of which every fault is told
         */
        List<Place> find(Query query, @Nullable String after, int most);
    }
}

package org.claimtrail.savedsearch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A selection of claims that somebody keeps.
 *
 * @param owner the name of the account
 * @param filters of the list of claims, each with its values
 * @param savedAt since when it has these filters
 * @param lookedAt when the one who asks looked at it last; when it was saved, where that was never
 */
public record SavedSearch(
        UUID id,
        String name,
        String owner,
        boolean isOwn,
        boolean shared,
        Map<String, List<String>> filters,
        Instant savedAt,
        Instant lookedAt) {

    /** Those of its claims that were recorded since it was looked at; a search by when they were recorded has its own mind. */
    public Map<String, List<String>> filtersOfNew() {
        Map<String, List<String>> since = new LinkedHashMap<>(filters);
        since.putIfAbsent("createdFrom", List.of(lookedAt.toString()));
        return since;
    }
}

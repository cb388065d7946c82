package org.claimtrail.pages.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.prose.Tree;
import org.jspecify.annotations.Nullable;

/** Where a claim appears, by the independent origin that each place leads back to, in the order of the standing. */
final class AppearancesByOrigin {

    /**
     * The places that lead back to one origin.
     *
     * @param origin as the standing has it; null of places that lead to none
     */
    record Group(@Nullable Tree origin, List<Tree> appearances) {}

    private AppearancesByOrigin() {}

    /** Each place once: one of several origins is with the first of them. */
    static List<Group> of(Tree claim, Tree standing) {
        Map<Object, Tree> left = new LinkedHashMap<>();
        trees(claim.get("appearances")).forEach(place -> left.put(place.get("id"), place));
        List<Group> groups = new ArrayList<>();
        for (Tree origin : trees(standing.get("origins"))) {
            List<Tree> places = new ArrayList<>();
            if (origin.get("appearances") instanceof List<?> ids) {
                for (Object id : ids) {
                    Tree place = left.remove(id);
                    if (place != null) {
                        places.add(place);
                    }
                }
            }
            if (!places.isEmpty()) {
                groups.add(new Group(origin, places));
            }
        }
        if (!left.isEmpty()) {
            groups.add(new Group(null, List.copyOf(left.values())));
        }
        return groups;
    }

    private static List<Tree> trees(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().map(Tree.class::cast).toList()
                : List.of();
    }
}

package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.prose.Tree;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers changes by what they changed. */
@Component
class ChangeGroups {

    /**
     * What happened to a thing on a day; what belongs to a claim is told with it.
     *
     * @param day of its instants
     * @param address where it is shown, if anywhere
     * @param called absent where nothing is left of it
     */
    record Group(
            String day,
            Object id,
            @Nullable String address,
            String kind,
            @Nullable String called,
            List<Tree> events) {}

    private final Display display;

    ChangeGroups(Display display) {
        this.display = display;
    }

    /** In the order of their first ones. */
    List<Group> of(List<Tree> events) {
        Map<List<Object>, Group> groups = new LinkedHashMap<>();
        for (Tree event : events) {
            String day = display.day(event.get("at"));
            Tree claim = (Tree) event.get("claim");
            Object id = requireNonNull(claim == null ? event.get("id") : claim.get("id"));
            Group group = groups.computeIfAbsent(List.of(day, id), key -> group(day, id, event, claim));
            // What belongs to a claim says which it is.
            event.put("isPart", claim != null && !id.equals(event.get("id")));
            group.events().add(event);
        }
        return List.copyOf(groups.values());
    }

    private Group group(String day, Object id, Tree event, @Nullable Tree claim) {
        if (claim != null) {
            return new Group(
                    day,
                    id,
                    "/claims/C-" + claim.get("number"),
                    "claim",
                    "C-" + claim.get("number") + ": " + claim.get("text"),
                    new ArrayList<>());
        }
        String kind = String.valueOf(event.get("resource"));
        boolean isThere = event.get("thing") != null && !"purged".equals(event.get("type"));
        return new Group(
                day,
                id,
                isThere ? Places.of(event) : null,
                kind,
                isThere ? display.called(event) : null,
                new ArrayList<>());
    }
}

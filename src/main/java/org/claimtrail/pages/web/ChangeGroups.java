package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.prose.Tree;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers changes by what they changed. */
@Component
class ChangeGroups {

    /**
     * What happened to a thing on a day; what belongs to it is told with it.
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
            Tree on = (Tree) event.get("on");
            Tree whole = claim == null ? on : claim;
            Object id = requireNonNull(whole == null ? event.get("id") : whole.get("id"));
            Group group = groups.computeIfAbsent(List.of(day, id), key -> group(day, id, event, claim, on));
            // What belongs to another thing says which it is.
            event.put("isPart", whole != null && !id.equals(event.get("id")));
            group.events().add(event);
        }
        return List.copyOf(groups.values());
    }

    private Group group(String day, Object id, Tree event, @Nullable Tree claim, @Nullable Tree on) {
        if (claim != null) {
            return new Group(
                    day,
                    id,
                    "/claims/C-" + claim.get("number"),
                    "claim",
                    "C-" + claim.get("number") + ": " + claim.get("text"),
                    new ArrayList<>());
        }
        if (on != null) {
            String kind = String.valueOf(on.get("resource"));
            return new Group(
                    day,
                    id,
                    "/" + Resource.parse(kind).address() + "/" + id,
                    kind,
                    String.valueOf(on.get("name")),
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

package org.claimtrail.history;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The moments at which things have to be read so that it is known what events changed: few, where a thing is between two of
 * its events what it was after the first of them.
 */
final class Moments {

    /** Just after a change set, or just before it. */
    record Moment(String changeSet, boolean after) {}

    /** A thing that events are of. */
    private record Thing(Resource resource, UUID id) {}

    /** What one event needs; nothing before where there was nothing. */
    private record BeforeAndAfter(@Nullable Moment before, Moment after) {}

    private final List<Event> events;
    private final Map<Event, BeforeAndAfter> needed = new HashMap<>();

    /** Reads things just before and just after each of their events. */
    Moments(List<Event> events) {
        this.events = events;
        events.forEach(event -> needed.put(
                event,
                new BeforeAndAfter(
                        isFirst(event) ? null : new Moment(event.place().changeSet(), false),
                        new Moment(event.place().changeSet(), true))));
    }

    /**
     * Reads things where others may see the same as well.
     *
     * @param events in their order, and all that these things have between the first and the last
     * @param breaks where something changed that things of a kind show; what comes between, they do not
     */
    Moments(List<Event> events, Map<Resource, ? extends Collection<ChangeSet>> breaks) {
        this.events = events;
        NavigableSet<ChangeSet> all = events.stream().map(ChangeSet::of).collect(Collectors.toCollection(TreeSet::new));
        Map<Resource, Spans> spans = new EnumMap<>(Resource.class);
        Map<Thing, List<Event>> byThing = new LinkedHashMap<>();
        for (Event event : events) {
            spans.computeIfAbsent(
                    event.resource(),
                    kind -> new Spans(all, new TreeSet<>(breaks.containsKey(kind) ? breaks.get(kind) : Set.of())));
            byThing.computeIfAbsent(new Thing(event.resource(), event.id()), thing -> new ArrayList<>())
                    .add(event);
        }
        byThing.forEach((thing, its) -> plan(its, requireNonNull(spans.get(thing.resource()))));
    }

    private void plan(List<Event> its, Spans spans) {
        for (int i = 0; i < its.size(); i++) {
            Event event = its.get(i);
            ChangeSet set = ChangeSet.of(event);
            ChangeSet last = spans.lastLike(set);
            boolean again = i + 1 < its.size() && ChangeSet.of(its.get(i + 1)).compareTo(last) <= 0;
            needed.put(
                    event, new BeforeAndAfter(before(its, i, spans), new Moment(again ? set.id() : last.id(), true)));
        }
    }

    private @Nullable Moment before(List<Event> its, int i, Spans spans) {
        ChangeSet set = ChangeSet.of(its.get(i));
        if (isFirst(its.get(i))) {
            return null;
        }
        ChangeSet first = spans.firstLike(set);
        if (i == 0 || ChangeSet.of(its.get(i - 1)).compareTo(first) < 0) {
            return new Moment(first.id(), false);
        }
        // Nothing that it shows changed in between.
        return requireNonNull(needed.get(its.get(i - 1))).after();
    }

    /** There was nothing before the first change of a thing. */
    private static boolean isFirst(Event event) {
        return event.revision() == 1;
    }

    /** @param read finds the things there were at a moment */
    List<Change> read(BiFunction<Moment, Map<Resource, Set<UUID>>, Map<UUID, ObjectNode>> read) {
        Map<Moment, Map<Resource, Set<UUID>>> wanted = new LinkedHashMap<>();
        needed.forEach((event, its) -> {
            want(wanted, its.after(), event);
            if (its.before() != null) {
                want(wanted, its.before(), event);
            }
        });
        Map<Moment, Map<UUID, ObjectNode>> found = new HashMap<>();
        wanted.forEach((moment, things) -> found.put(moment, read.apply(moment, things)));
        return events.stream()
                .map(event -> {
                    BeforeAndAfter its = requireNonNull(needed.get(event));
                    return new Change(
                            event,
                            its.before() == null
                                    ? null
                                    : requireNonNull(found.get(its.before())).get(event.id()),
                            requireNonNull(found.get(its.after())).get(event.id()));
                })
                .toList();
    }

    private static void want(Map<Moment, Map<Resource, Set<UUID>>> wanted, Moment moment, Event event) {
        wanted.computeIfAbsent(moment, at -> new EnumMap<>(Resource.class))
                .computeIfAbsent(event.resource(), kind -> new HashSet<>())
                .add(event.id());
    }

    /**
     * Stretches of change sets in which nothing changes that things of a kind show. Of the first and of the last change set,
     * there may be events that are not among those asked for.
     */
    private record Spans(NavigableSet<ChangeSet> all, NavigableSet<ChangeSet> breaks) {

        /** The last after which a thing is what it was after this one, if it has no events in between. */
        ChangeSet lastLike(ChangeSet set) {
            ChangeSet next = breaks.higher(set);
            ChangeSet last = next == null ? all.last() : all.lower(next);
            return last.equals(all.last()) && !set.equals(last) ? all.lower(last) : last;
        }

        /** The first before which a thing was what it was before this one, if it has no events in between. */
        ChangeSet firstLike(ChangeSet set) {
            ChangeSet previous = breaks.lower(set);
            ChangeSet first = previous == null ? all.first() : all.higher(previous);
            return first.equals(all.first()) && !set.equals(first) ? all.higher(first) : first;
        }
    }
}

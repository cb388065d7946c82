package org.claimtrail.webhook;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.Place;
import org.jspecify.annotations.Nullable;

/**
 * Which changes a webhook is sent next: those of one thing one after the other, in the order of the feed, whatever becomes of
 * those of others. Or all of them one after the other, as if they were of one thing.
 *
 * <p>The place stays before the first change that is not acknowledged. What was acknowledged behind it, failed there or is under way is
 * remembered when the changes behind the place are read again. Not for several threads.
 */
final class Window {

    /** With more changes behind the place than these nothing is read. */
    static final int ENOUGH = 100;

    private static final Object ALL = "all";

    private enum State {
        WAITING,
        UNDER_WAY,
        FAILED,
        ACKNOWLEDGED
    }

    /** What the changes of a thing have in common. */
    private record Thing(String resource, UUID id) {}

    private static final class Item {
        private final Place place;
        private final Object thing;
        private final long addedAt;
        /** Only while it waits: it may be long, and when it is read again it may be gone. */
        private ChangeFeed.@Nullable Entry change;

        private State state = State.WAITING;
        private long number;

        Item(ChangeFeed.Entry change, Object thing, long addedAt) {
            this.place = change.place();
            this.thing = thing;
            this.addedAt = addedAt;
            this.change = change;
        }
    }

    private final boolean thingByThing;
    private Place place;
    private Place readTo;
    private long numbers;
    private int requestsUnderWay;

    /** What was read behind the place. */
    private final Deque<Item> line = new ArrayDeque<>();
    /** Of the line, for each thing. */
    private final Map<Object, Deque<Item>> unacknowledged = new HashMap<>();
    /** Of the line, what may be sent. */
    private final Queue<Item> ready = new PriorityQueue<>(Comparator.comparingLong((Item item) -> item.number));
    /** Whatever does not wait. */
    private final Map<Place, Item> begun = new HashMap<>();
    /** Of which something is under way or failed. */
    private final Set<Object> blocked = new HashSet<>();

    private final Set<Object> failed = new HashSet<>();

    /** @param thingByThing whether changes of several things may be under way */
    Window(Place place, boolean thingByThing) {
        this.place = place;
        this.readTo = place;
        this.thingByThing = thingByThing;
    }

    /** Up to where all is acknowledged, or was passed over. */
    Place place() {
        while (!line.isEmpty() && line.element().state == State.ACKNOWLEDGED) {
            place = line.remove().place;
            begun.remove(place);
        }
        if (line.isEmpty()) {
            place = readTo;
        }
        return place;
    }

    Place readTo() {
        return readTo;
    }

    boolean hasRoom() {
        place();
        return line.size() <= ENOUGH;
    }

    int requestsUnderWay() {
        return requestsUnderWay;
    }

    /** Of how many things a change failed. */
    int failures() {
        return failed.size();
    }

    /** Whether something behind the place is not to be sent again by now. */
    boolean isAhead() {
        place();
        return !begun.isEmpty();
    }

    /** Takes what follows what was read. */
    void add(ChangeFeed.Part part, long addedAt) {
        for (ChangeFeed.Entry change : part.changes()) {
            Object thing = thing(change);
            Item item = begun.get(change.place());
            if (item == null) {
                item = new Item(change, thing, addedAt);
            }
            item.number = numbers++;
            line.add(item);
            if (item.state != State.ACKNOWLEDGED) {
                Deque<Item> items = unacknowledged.computeIfAbsent(thing, key -> new ArrayDeque<>());
                items.add(item);
                if (items.element() == item) {
                    makeReady(thing);
                }
            }
        }
        readTo = part.end();
    }

    private Object thing(ChangeFeed.Entry change) {
        return thingByThing
                ? new Thing(change.place().resource(), change.place().id())
                : ALL;
    }

    private void makeReady(Object thing) {
        Deque<Item> items = unacknowledged.get(thing);
        if (items == null || blocked.contains(thing)) {
            return;
        }
        while (!items.isEmpty() && items.element().state == State.ACKNOWLEDGED) {
            items.remove();
        }
        if (items.isEmpty()) {
            unacknowledged.remove(thing);
        } else if (items.element().state == State.WAITING) {
            ready.add(items.element());
        }
    }

    /** Whether what may be sent next was added before an instant. */
    boolean isStale(long addedBefore) {
        Item first = ready.peek();
        return first != null && first.addedAt - addedBefore < 0;
    }

    /**
     * What is sent next, and under way from now on: changes of one thing; empty where none may be sent.
     *
     * @param most how many changes
     */
    List<ChangeFeed.Entry> next(int most) {
        Item first = ready.poll();
        if (first == null) {
            return List.of();
        }
        List<ChangeFeed.Entry> next = new ArrayList<>();
        for (Item item : requireNonNull(unacknowledged.get(first.thing))) {
            if (next.size() == most || item.state != State.WAITING) {
                break;
            }
            next.add(requireNonNull(item.change));
            item.change = null;
            item.state = State.UNDER_WAY;
            begun.put(item.place, item);
        }
        blocked.add(first.thing);
        requestsUnderWay++;
        return next;
    }

    void acknowledged(List<ChangeFeed.Entry> changes) {
        Object thing = answered(changes, State.ACKNOWLEDGED);
        blocked.remove(thing);
        makeReady(thing);
    }

    /** The changes of the thing wait until it is tried again. */
    void failed(List<ChangeFeed.Entry> changes) {
        failed.add(answered(changes, State.FAILED));
    }

    private Object answered(List<ChangeFeed.Entry> changes, State state) {
        changes.forEach(change -> requireNonNull(begun.get(change.place())).state = state);
        requestsUnderWay--;
        return thing(changes.get(0));
    }

    /** Lets go of what waits, so that it is read again behind the place. */
    void readAgain() {
        place();
        line.clear();
        unacknowledged.clear();
        ready.clear();
        readTo = place;
        // What was purged while it was under way is not read again.
        begun.values().removeIf(item -> item.state == State.ACKNOWLEDGED && item.place.compareTo(place) <= 0);
    }

    /** Likewise, and what failed may be sent again. */
    void tryAgain() {
        begun.values().removeIf(item -> item.state == State.FAILED);
        blocked.removeAll(failed);
        failed.clear();
        readAgain();
    }
}

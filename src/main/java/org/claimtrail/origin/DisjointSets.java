package org.claimtrail.origin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Things that are joined step by step into sets (union-find, with paths halved on the way). */
public final class DisjointSets<T> {

    private final Map<T, T> above = new HashMap<>();

    public void join(T one, T other) {
        above.put(root(one), root(other));
    }

    private T root(T member) {
        T at = member;
        while (!up(at).equals(at)) {
            above.put(at, up(up(at)));
            at = up(at);
        }
        return at;
    }

    private T up(T member) {
        return above.getOrDefault(member, member);
    }

    /** The sets of these, ordered by the first of each. */
    public List<List<T>> of(Collection<T> members) {
        Map<T, List<T>> sets = new LinkedHashMap<>();
        for (T member : members) {
            sets.computeIfAbsent(root(member), key -> new ArrayList<>()).add(member);
        }
        return List.copyOf(sets.values());
    }
}

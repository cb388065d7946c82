package org.claimtrail.standing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers that are joined step by step into sets (union-find, with paths halved on the way). */
final class DisjointSets {

    private final Map<Integer, Integer> above = new HashMap<>();

    void join(int one, int other) {
        above.put(root(one), root(other));
    }

    private int root(int member) {
        int at = member;
        while (up(at) != at) {
            above.put(at, up(up(at)));
            at = up(at);
        }
        return at;
    }

    private int up(int member) {
        return above.getOrDefault(member, member);
    }

    /** The sets of these numbers, ordered by the first of each. */
    List<List<Integer>> of(Collection<Integer> members) {
        Map<Integer, List<Integer>> sets = new LinkedHashMap<>();
        for (int member : members) {
            sets.computeIfAbsent(root(member), key -> new ArrayList<>()).add(member);
        }
        return List.copyOf(sets.values());
    }
}

package org.claimtrail.intake;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row or an object of a file.
 *
 * @param line where it begins, from 1
 * @param content as it stood there, for whoever mends it
 * @param drafts what it records, first the thing that it is about; nothing where it cannot be read
 * @param faults why it cannot be read
 * @param told what was not taken from it
 */
record Entry(long line, String content, List<Draft> drafts, List<Remark> faults, List<Remark> told) {

    static Entry of(long line, String content, Draft draft) {
        return new Entry(line, content, List.of(draft), List.of(), List.of());
    }

    static Entry faulty(long line, String content, Remark... faults) {
        return new Entry(line, content, List.of(), List.of(faults), List.of());
    }

    Draft main() {
        return drafts.get(0);
    }

    /** Whether it records a claim, and not something of one. */
    boolean isClaim() {
        return main().resource() == Resource.CLAIM && main().owner() == null;
    }

    List<Draft> parts() {
        return drafts.subList(1, drafts.size());
    }

    /** What is named by external ids at a place that was found at fault. */
    List<String> namedAt(@Nullable String pointer) {
        if (pointer == null) {
            return List.of();
        }
        List<String> named = new ArrayList<>();
        for (Draft draft : drafts) {
            JsonNode ids = pointer.equals("/" + draft.ownerKind()) && draft.owner() != null
                    ? draft.owner().path("externalIds")
                    : pointer.endsWith("/externalIds") ? draft.body().at(pointer) : null;
            if (ids != null) {
                named.addAll(Key.names(ids));
            }
        }
        return named;
    }

    /** Each is itself: two rows of a file may say the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

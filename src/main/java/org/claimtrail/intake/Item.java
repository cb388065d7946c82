package org.claimtrail.intake;

import java.util.List;
import java.util.UUID;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What became of an entry.
 *
 * @param thing that was recorded, changed or found
 * @param key by which it is known again
 */
record Item(
        Entry entry,
        Outcome outcome,
        @Nullable Resource resource,
        @Nullable UUID thing,
        @Nullable Key key,
        List<Remark> remarks) {

    static Item faulty(Entry entry, List<Remark> faults) {
        return new Item(
                entry,
                Outcome.FAULTY,
                entry.drafts().isEmpty() ? null : entry.main().resource(),
                null,
                null,
                faults);
    }

    /** There is nothing to record of it by itself. */
    static Item leftOut(Entry entry) {
        return new Item(entry, Outcome.UNCHANGED, null, null, null, entry.told());
    }

    /** What a dry run would have recorded is not there. */
    Item withoutThing() {
        return new Item(entry, outcome, resource, null, key, remarks);
    }

    Item recorded(@Nullable Key as) {
        return new Item(entry, Outcome.RECORDED, resource, null, as, List.of());
    }
}

package org.claimtrail.intake;

import java.util.List;
import java.util.Optional;
import org.claimtrail.thing.Resource;
import tools.jackson.databind.node.ObjectNode;

/** A line that comes otherwise than in a file, read as one of a file would be. */
public final class Line {

    private final Entry entry;
    private final Optional<Key> key;

    private Line(Entry entry) {
        this.entry = entry;
        this.key = entry.drafts().isEmpty() ? Optional.empty() : Optional.of(Key.of(entry));
    }

    /** @param object may be altered */
    public static Line of(ObjectNode object) {
        return new Line(NdjsonReader.entry(1, "", object));
    }

    /** What kind of thing it records; nothing where it cannot be read. */
    public Optional<Resource> resource() {
        return key.map(Key::resource);
    }

    /** What the thing is called, as the scheme, a colon, and the id. */
    public List<String> names() {
        return key.map(Key::names).orElse(List.of());
    }

    /** Of all that it says: two with the same say the same. */
    public byte[] digest() {
        return key.map(Key::digest).orElseGet(() -> new byte[0]);
    }

    /** Why it cannot be read, or why it is not recorded by itself. */
    public List<String> faults() {
        return LineIntake.told(entry.faults().isEmpty() ? entry.told() : entry.faults());
    }

    Entry entry() {
        return entry;
    }

    Key key() {
        return key.orElseThrow();
    }
}

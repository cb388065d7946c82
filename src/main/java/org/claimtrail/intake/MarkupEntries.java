package org.claimtrail.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.claimtrail.intake.MarkupReader.Found;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what somebody looks for out of markup, wherever in its objects that stands. */
abstract class MarkupEntries implements EntryReader {

    private static final int DEEPEST = 12;

    private final MarkupReader markup;
    private final String nothing;
    private final Deque<Entry> ready = new ArrayDeque<>();
    private boolean any;

    /** @param nothing what is said of a file that has none, in a sentence */
    MarkupEntries(MarkupReader markup, String nothing) {
        this.markup = markup;
        this.nothing = nothing;
    }

    /** Reads what there is in an object, and adds it. */
    abstract void read(Found found);

    final void add(Entry entry) {
        ready.add(entry);
    }

    /** The objects in another that are wanted, whatever is around them. */
    static void gather(JsonNode node, Predicate<ObjectNode> wanted, Consumer<ObjectNode> into) {
        gather(node, wanted, into, 0);
    }

    private static void gather(JsonNode node, Predicate<ObjectNode> wanted, Consumer<ObjectNode> into, int depth) {
        if (node instanceof ObjectNode object && wanted.test(object)) {
            into.accept(object);
        } else if (node.isContainer() && depth < DEEPEST) {
            node.forEach(inner -> gather(inner, wanted, into, depth + 1));
        }
    }

    @Override
    public final @Nullable Entry next() {
        while (ready.isEmpty()) {
            Found found = markup.next();
            if (found == null) {
                if (!any) {
                    throw new Unreadable(nothing);
                }
                return null;
            }
            read(found);
        }
        any = true;
        return ready.poll();
    }

    @Override
    public final void close() {
        markup.close();
    }
}

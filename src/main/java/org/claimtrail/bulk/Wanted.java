package org.claimtrail.bulk;

import java.util.List;
import java.util.function.BiFunction;
import org.claimtrail.claim.Stage;
import org.claimtrail.claim.Status;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of each claim; of what is not named nothing is.
 *
 * @param assigns whether the work is given to somebody, or taken from whoever has it
 * @param addTopics by their names
 */
record Wanted(
        @Nullable Stage stage,
        boolean assigns,
        @Nullable String assignee,
        @Nullable Status status,
        List<String> addTopics,
        List<String> removeTopics,
        boolean delete) {

    /** @param account reads to whom work is given, of what is asked for */
    static Wanted read(Fields fields, BiFunction<Fields, String, @Nullable String> account) {
        String asked = fields.name("assignee");
        String assignee = asked == null ? null : account.apply(fields, asked);
        Wanted wanted = new Wanted(
                fields.choice("stage", Stage.class),
                fields.isNamed("assignee"),
                assignee,
                fields.choice("status", Status.class),
                fields.names("addTopics"),
                fields.names("removeTopics"),
                fields.flag("delete"));
        boolean others = wanted.stage != null
                || wanted.assigns
                || wanted.status != null
                || !wanted.addTopics.isEmpty()
                || !wanted.removeTopics.isEmpty();
        if (wanted.delete && others) {
            fields.fault("delete", "stands alone: what is deleted is not changed otherwise.");
        }
        if (!wanted.delete && !others && !fields.faults().any()) {
            fields.faults().add(fields.pointer(), "must name what is to be changed.");
        }
        return wanted;
    }
}

package org.claimtrail.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.ChangeFormat;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/** A webhook as a body describes it. */
record WebhookInput(
        @Nullable String url,
        List<String> types,
        List<String> resources,
        ChangeFormat format,
        int batch,
        int parallel,
        @Nullable String description,
        boolean active) {

    private static final int MOST_IN_A_BATCH = 100;
    static final int MOST_IN_PARALLEL = 16;

    static WebhookInput read(Fields fields, Targets targets) {
        String url = fields.requiredText("url");
        if (url != null) {
            targets.objection(url.strip()).ifPresent(objection -> fields.fault("url", objection));
        }
        fields.readOnly(
                "id",
                "state",
                "place",
                "failures",
                "lastDeliveredAt",
                "nextAttemptAt",
                "lastFailure",
                "createdAt",
                "updatedAt");
        ChangeFormat format = fields.choice("format", ChangeFormat.class);
        Long batch = fields.integer("batch", 1, MOST_IN_A_BATCH);
        Long parallel = fields.integer("parallel", 1, MOST_IN_PARALLEL);
        if (batch != null && batch > 1 && parallel != null && parallel > 1) {
            fields.fault("parallel", "must be 1 where batch is more than 1.");
        }
        return new WebhookInput(
                url == null ? null : url.strip(),
                known(fields, "types", ChangeFilter::requireType),
                known(fields, "resources", ChangeFilter::requireResource),
                format == null ? ChangeFormat.CLAIMTRAIL : format,
                batch == null ? 1 : batch.intValue(),
                parallel == null ? 1 : parallel.intValue(),
                fields.name("description"),
                !fields.has("active") || fields.flag("active"));
    }

    private static List<String> known(Fields fields, String field, Consumer<String> rule) {
        List<String> names = new ArrayList<>();
        // Names that are at fault already are left out, so places in the list are not known here.
        for (String name : fields.names(field)) {
            try {
                rule.accept(name);
                if (!names.contains(name)) {
                    names.add(name);
                }
            } catch (IllegalArgumentException e) {
                fields.fault(field, "holds \"" + name + "\", and each " + e.getMessage());
            }
        }
        return names;
    }
}

package org.claimtrail.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.claimtrail.address.PublicAddress;
import org.claimtrail.history.ChangeFeed.Entry;
import org.claimtrail.platform.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells changes as CloudEvents 1.0 in the JSON format. A change is the same event whichever way it comes: its source is where
 * the service was set up to be reached, and never what a request called it.
 */
@Component
public class CloudEvents {

    /** Of several in an array. */
    public static final String BATCH_MEDIA_TYPE = "application/cloudevents-batch+json";

    /** Stands before the type of a change, as names of types are to begin with a domain. */
    private static final String DOMAIN = "org.claimtrail.";

    private final String source;

    CloudEvents(PublicAddress address) {
        this.source = address.of("/api/v1");
    }

    public byte[] written(Entry change, ChangeFormat format) {
        return format == ChangeFormat.CLOUDEVENTS ? event(change) : change.json();
    }

    /** All of them as events, in an array. */
    public byte[] batch(List<Entry> changes) {
        return written(changes, ChangeFormat.CLOUDEVENTS);
    }

    /** All of them, as an array. */
    public byte[] written(List<Entry> changes, ChangeFormat format) {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        batch.write('[');
        for (int i = 0; i < changes.size(); i++) {
            if (i > 0) {
                batch.write(',');
            }
            batch.writeBytes(written(changes.get(i), format));
        }
        batch.write(']');
        return batch.toByteArray();
    }

    private byte[] event(Entry change) {
        ObjectNode envelope = Json.object()
                .put("specversion", "1.0")
                .put("id", change.place().cursor())
                .put("source", source)
                .put("type", DOMAIN + change.type())
                .put("subject", change.subject())
                .put("time", change.at())
                .put("datacontenttype", "application/json");
        // The change is written already, and may be long: it is put in as it is.
        byte[] head = Json.write(envelope);
        ByteArrayOutputStream event = new ByteArrayOutputStream(head.length + change.json().length + 16);
        event.write(head, 0, head.length - 1);
        event.writeBytes(",\"data\":".getBytes(StandardCharsets.UTF_8));
        event.writeBytes(change.json());
        event.write('}');
        return event.toByteArray();
    }
}

package org.claimtrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;

/** Reads a change in the envelope of a CloudEvent with the SDK of its makers, and by the words of the specification. */
public final class CloudEventReader {

    /** RFC 3339, 5.6. */
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private static final Set<String> IN_JSON_ALONE = Set.of("data", "data_base64");

    private CloudEventReader() {}

    /** The change in an event, which has to be one, of this source. */
    public static JsonNode change(JsonNode json, String source) {
        assertThat(json.propertyNames())
                .allMatch(name -> IN_JSON_ALONE.contains(name) || name.matches("[a-z0-9]{1,20}"));
        for (String required : Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype")) {
            assertThat(json.at("/" + required).stringValue()).as(required).matches("[^\\p{Cntrl}]+");
        }
        assertThat(json.get("time").stringValue()).matches(TIMESTAMP);
        assertThat(URI.create(json.get("source").stringValue())).hasToString(source);

        CloudEvent event = EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .deserialize(json.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getExtensionNames()).isEmpty();
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        JsonNode change = Json.mapper().readTree(event.getData().toBytes());
        assertThat(change).isEqualTo(json.get("data"));
        assertThat(event.getId()).isEqualTo(change.get("cursor").stringValue());
        assertThat(event.getType())
                .isEqualTo("org.claimtrail." + change.get("type").stringValue());
        assertThat(event.getTime().toInstant()).isEqualTo(change.get("at").stringValue());
        assertThat(event.getSubject()).endsWith("/" + change.get("id").stringValue());
        return change;
    }
}

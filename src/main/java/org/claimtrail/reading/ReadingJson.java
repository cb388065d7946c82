package org.claimtrail.reading;

import java.math.BigDecimal;
import org.claimtrail.platform.Json;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.reading.attribution.Speaker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A reading as the API answers it. */
public final class ReadingJson {

    private ReadingJson() {}

    public static ObjectNode of(Reading reading) {
        ObjectNode json = Json.object();
        json.put("language", reading.language());
        if (reading.publishedOn() != null) {
            json.put("publishedOn", reading.publishedOn().toString());
        }
        ArrayNode sentences = json.putArray("sentences");
        reading.sentences().forEach(sentence -> sentences.add(place(sentence.span(), Json.object())));
        ArrayNode figures = json.putArray("figures");
        reading.figures().forEach(figure -> figures.add(json(figure)));
        ArrayNode dates = json.putArray("dates");
        reading.dates().forEach(date -> dates.add(json(date)));
        ArrayNode attributions = json.putArray("attributions");
        reading.attributions().forEach(one -> attributions.add(json(one, reading.text())));
        return json;
    }

    private static ObjectNode json(Attribution attribution, String text) {
        ObjectNode json = place(attribution.sentence(), Json.object());
        json.set("source", json(attribution.source(), text));
        if (attribution.intermediary() != null) {
            json.set("through", json(attribution.intermediary(), text));
        }
        ArrayNode cue = json.putArray("cue");
        attribution.cue().forEach(span -> cue.add(words(span, text)));
        json.put("lemma", attribution.lemma());
        ArrayNode content = json.putArray("content");
        attribution.content().forEach(span -> content.add(words(span, text)));
        json.put("polarity", attribution.polarity().name());
        json.put("negated", attribution.negated());
        json.put("mode", attribution.mode().name());
        json.put("confidence", attribution.confidence());
        return json;
    }

    private static ObjectNode json(Speaker speaker, String text) {
        ObjectNode json = Json.object();
        json.put("kind", speaker.kind().name());
        if (speaker.span() != null) {
            json.set("words", words(speaker.span(), text));
        }
        if (speaker.whole() != null && !speaker.whole().equals(speaker.span())) {
            json.set("whole", words(speaker.whole(), text));
        }
        if (speaker.name() != null) {
            json.put("name", speaker.name().in(text));
        }
        if (speaker.role() != null) {
            json.put("roleAsStated", speaker.role().in(text));
        }
        if (speaker.refersTo() != null) {
            json.set("refersTo", words(speaker.refersTo(), text));
        }
        return json;
    }

    private static ObjectNode words(Span span, String text) {
        return place(span, Json.object()).put("text", span.in(text));
    }

    private static ObjectNode place(Span span, ObjectNode json) {
        return json.put("start", span.from()).put("end", span.to());
    }

    private static ObjectNode json(ReadFigure figure) {
        ObjectNode json = Json.object();
        json.put("start", figure.start());
        json.put("end", figure.end());
        json.put("asStated", figure.asStated());
        json.put("number", figure.number());
        json.put("kind", figure.kind().name());
        json.put("qualifier", figure.qualifier().name());
        put(json, "amount", figure.amount());
        put(json, "lowerBound", figure.lowerBound());
        put(json, "upperBound", figure.upperBound());
        put(json, "unit", figure.unit());
        put(json, "dimension", figure.dimension());
        put(json, "currency", figure.currency());
        json.put("confidence", figure.confidence());
        return json;
    }

    private static ObjectNode json(ReadDate date) {
        ObjectNode json = Json.object();
        json.put("start", date.start());
        json.put("end", date.end());
        json.put("asStated", date.asStated());
        put(json, "edtf", date.edtf());
        put(json, "earliest", date.earliest());
        put(json, "latest", date.latest());
        ArrayNode readings = json.putArray("readings");
        date.readings().forEach(readings::add);
        json.put("relative", date.relative());
        json.put("confidence", date.confidence());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value instanceof BigDecimal number) {
            json.put(name, number);
        } else if (value != null) {
            json.put(name, value.toString());
        }
    }
}

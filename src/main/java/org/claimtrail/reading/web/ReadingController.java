package org.claimtrail.reading.web;

import java.math.BigDecimal;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.reading.ReadDate;
import org.claimtrail.reading.ReadFigure;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.Readings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class ReadingController {

    private final Readings readings;

    ReadingController(Readings readings) {
        this.readings = readings;
    }

    @PostMapping(path = "/readings", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> read(Query query, ObjectNode body) {
        query.done();
        return ResponseEntity.ok().body(Json.write(json(readings.read(body))));
    }

    private static ObjectNode json(Reading reading) {
        ObjectNode json = Json.object();
        json.put("language", reading.language());
        if (reading.publishedOn() != null) {
            json.put("publishedOn", reading.publishedOn().toString());
        }
        ArrayNode figures = json.putArray("figures");
        reading.figures().forEach(figure -> figures.add(json(figure)));
        ArrayNode dates = json.putArray("dates");
        reading.dates().forEach(date -> dates.add(json(date)));
        return json;
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

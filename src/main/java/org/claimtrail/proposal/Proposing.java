package org.claimtrail.proposal;

import java.util.List;
import java.util.UUID;
import org.claimtrail.likeness.Likeness;
import org.claimtrail.platform.Fields;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.ReadingJson;
import org.claimtrail.reading.Readings;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads texts, and tells with what they say which claims they make. */
@Service
public class Proposing {

    /** How many recorded claims are told of each candidate, at most. */
    private static final int LIKES = 3;

    private final Readings readings;
    private final Proposals proposals;
    private final Likeness likeness;

    Proposing(Readings readings, Proposals proposals, Likeness likeness) {
        this.readings = readings;
        this.proposals = proposals;
        this.likeness = likeness;
    }

    /** What a body asks to be read, as JSON, with its candidates: each with the recorded claims that it probably repeats. */
    public ObjectNode read(ObjectNode body) {
        UUID article = Fields.of(body).id("article");
        Reading reading = readings.read(body);
        ObjectNode json = ReadingJson.of(reading);
        List<Candidate> found = article == null ? proposals.of(reading) : proposals.of(reading, article);
        ArrayNode candidates = json.putArray("candidates");
        for (Candidate candidate : found) {
            ObjectNode one = candidates.addObject();
            one.put("start", candidate.from());
            one.put("end", candidate.to());
            one.put("confidence", candidate.confidence());
            one.set("claim", candidate.body());
            one.set("likes", likeness.duplicates(candidate.body(), LIKES).claims());
        }
        return json;
    }
}

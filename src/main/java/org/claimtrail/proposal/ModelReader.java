package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.claimtrail.languagemodel.LanguageModel;
import org.claimtrail.platform.BudgetSpent;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.ModelFailed;
import org.claimtrail.reading.ArticleText;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.Readings;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Has a language model read an article, and takes of what it tells what is there. */
@Component
class ModelReader {

    /** So long as so many answers may take, an article is waited for. */
    private static final int PATIENCE = 3;

    private static final int MOST_CLAIMS = 200;

    /** What was told, and how much of it was dropped for which reason. */
    record Dropped(int told, int notInText, int speakerNotInText, int numberNotInText, int notOfSchema) {}

    /** @param candidates what is left */
    record Read(List<Candidate> candidates, Dropped dropped) {}

    private final LanguageModel model;
    private final Readings readings;
    private final ClaimBodies bodies;

    ModelReader(LanguageModel model, Readings readings, ClaimBodies bodies) {
        this.model = model;
        this.readings = readings;
        this.bodies = bodies;
    }

    boolean isThere() {
        return model.isThere();
    }

    /** What it is called as a proposer. */
    String proposer() {
        return "model " + model.name();
    }

    /**
     * What it tells of all of an article, part by part: an answer is kept, so that whoever asks again goes on where this one ended.
     *
     * @throws Busy if it does not answer just now, or not all parts were read in time
     * @throws BudgetSpent if it may cost more than is left today
     * @throws ModelFailed if there is no use in asking again
     */
    Read read(ArticleText article, String text) {
        List<Part> parts = Part.of(text);
        List<ObjectNode> answers = new ArrayList<>();
        long end = System.nanoTime() + model.timeout().multipliedBy(PATIENCE).toNanos();
        for (Part part : parts) {
            if (System.nanoTime() > end) {
                throw new Busy(
                        "Of this text " + answers.size() + " parts of " + parts.size()
                                + " were read in time, and are kept: ask again for the rest.",
                        1);
            }
            answers.add(model.ask(article.article(), ModelPrompt.of(article, text, part), ModelReader::isOfSchema));
        }
        Reading reading = readings.read(text, article.language(), article.publishedOn());
        ToldClaims claims = new ToldClaims(readings, reading);
        for (int i = 0; i < parts.size(); i++) {
            claims.add(parts.get(i), answers.get(i).get("claims"));
        }
        return new Read(candidates(article, reading, claims.statements()), claims.dropped());
    }

    private List<Candidate> candidates(ArticleText article, Reading reading, List<Statement> statements) {
        List<ObjectNode> made = bodies.of(
                statements, reading.language(), new Place(article.article(), article.version(), reading.text()));
        return Candidate.of(statements, made);
    }

    /** What single claims are is looked at one by one. */
    private static boolean isOfSchema(ObjectNode answer) {
        return Set.of("claims").equals(Set.copyOf(answer.propertyNames()))
                && answer.get("claims").isArray()
                && answer.get("claims").size() <= MOST_CLAIMS;
    }
}

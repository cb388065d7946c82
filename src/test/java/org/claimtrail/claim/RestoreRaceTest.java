package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Race;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** What is brought back while what it refers to is being deleted. */
class RestoreRaceTest extends ApiTest {

    @Autowired
    private Flyway flyway;

    /** A kind of thing that claims refer to, and a claim that does. */
    static Stream<Arguments> referred() {
        return Stream.of(
                Arguments.of(
                        "source", claim("It was.", "{\"about\": [{\"name\": \"Port\", \"kind\": \"GOVERNMENT\"}]}")),
                Arguments.of("topic", claim("It was.", "{\"topics\": [\"Ships\"]}")),
                Arguments.of(
                        "article",
                        claim("It was.", "{\"appearances\": [{\"article\": {\"url\": \"https://news.example/1\"}}]}")),
                Arguments.of("measure", claim("It was.", """
                        {"figures": [{"measure": {"name": "Ships", "unit": "ships"}, "qualifier": "EXACT", "amount": 7}]}""")));
    }

    @ParameterizedTest
    @MethodSource("referred")
    void aClaimIsNotRestoredOfWhichSomethingIsBeingDeleted(String thing, ObjectNode claim) {
        api.created("/claims", claim);
        String id = api.get("/" + thing + "s").items("id").get(0);
        api.delete("/claims/C-1", "*");

        List<Answer> answers = inOrder(
                "history." + thing,
                () -> api.delete("/" + thing + "s/" + id, "*"),
                () -> api.post("/claims/C-1/restore", null));

        assertThat(answers.get(0).status()).isEqualTo(204);
        assertThat(answers.get(1).problem()).isEqualTo("refers-to-deleted");
        assertThat(answers.get(1).at("/others/0/id")).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("referred")
    void whatAClaimRefersToIsNotDeletedWhileTheClaimIsBeingRestored(String thing, ObjectNode claim) {
        api.created("/claims", claim);
        String id = api.get("/" + thing + "s").items("id").get(0);
        api.delete("/claims/C-1", "*");

        List<Answer> answers = inOrder(
                "history.claim",
                () -> api.post("/claims/C-1/restore", null),
                () -> api.delete("/" + thing + "s/" + id, "*"));

        assertThat(answers.get(0).status()).isEqualTo(200);
        assertThat(answers.get(1).problem()).isEqualTo("referenced");
    }

    @Test
    void aClaimIsNotRestoredWhoseFigureComesFromAClaimThatIsBeingDeleted() {
        Answer first = api.created("/claims", claim("Seven.", """
                {"figures": [{"measure": {"name": "Ships", "unit": "ships"}, "qualifier": "EXACT", "amount": 7}]}"""));
        api.created("/claims", claim("Fourteen.", """
                {"figures": [{"measure": {"name": "Ships", "unit": "ships"}, "qualifier": "EXACT", "amount": 14,
                    "derivedFrom": {"figure": {"id": "%s"}, "factor": 2}}]}""".formatted(first.at("/figures/0/id"))));
        api.delete("/claims/C-2", "*");

        List<Answer> answers = inOrder(
                "history.claim", () -> api.delete("/claims/C-1", "*"), () -> api.post("/claims/C-2/restore", null));

        assertThat(answers.get(0).status()).isEqualTo(204);
        assertThat(answers.get(1).problem()).isEqualTo("refers-to-deleted");
    }

    @Test
    void evidenceIsNotRestoredWhoseProviderIsBeingDeleted() {
        api.created("/claims", Bodies.claim("It was."));
        String evidence = api.created("/claims/C-1/evidence", json("""
                        {"title": "Picture", "stance": "SUPPORTS", "kind": "IMAGE",
                            "provider": {"name": "Agency", "kind": "ORGANIZATION"}}""")).id();
        notRestoredWithoutItsSource("/claims/C-1/evidence/" + evidence);
    }

    @Test
    void anAssessmentIsNotRestoredWhoseReviewerIsBeingDeleted() {
        api.created("/claims", Bodies.claim("It was."));
        String assessment = api.created("/claims/C-1/assessments", json("""
                        {"summary": "Mixed.", "reviewer": {"name": "Agency", "kind": "ORGANIZATION"}}""")).id();
        notRestoredWithoutItsSource("/claims/C-1/assessments/" + assessment);
    }

    @Test
    void anArticleIsNotRestoredWhosePublisherIsBeingDeleted() {
        String article = api.created("/articles", json("""
                        {"url": "https://news.example/1", "publisher": {"name": "Agency", "kind": "ORGANIZATION"}}""")).id();
        notRestoredWithoutItsSource("/articles/" + article);
    }

    @Test
    void aSourceIsNotRestoredThatIsPartOfOneThatIsBeingDeleted() {
        String whole = api.created("/sources", source("Agency", "ORGANIZATION")).id();
        String part = api.created("/sources", json("""
                        {"name": "Desk", "kind": "ORGANIZATION", "partOf": [{"source": {"id": "%s"}}]}""".formatted(whole))).id();
        notRestoredWithoutItsSource("/sources/" + part);
    }

    /** @param thing refers to the source that is called Agency */
    private void notRestoredWithoutItsSource(String thing) {
        String agency = api.get("/sources?q=Agency").items("id").get(0);
        api.delete(thing, "*");

        List<Answer> answers = inOrder(
                "history.source",
                () -> api.delete("/sources/" + agency, "*"),
                () -> api.post(thing + "/restore", null));

        assertThat(answers.get(0).status()).as(answers.get(0).text()).isEqualTo(204);
        assertThat(answers.get(1).problem()).isEqualTo("refers-to-deleted");
    }

    private List<Answer> inOrder(String table, Supplier<Answer> first, Supplier<Answer> second) {
        return Race.inOrder(
                flyway.getConfiguration().getDataSource(),
                "lock table " + table + " in share row exclusive mode",
                first,
                second);
    }

    private static ObjectNode claim(String text, String more) {
        ObjectNode body = Bodies.claim(text);
        body.setAll(json(more));
        return body;
    }
}

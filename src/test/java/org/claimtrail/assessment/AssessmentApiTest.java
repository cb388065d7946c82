package org.claimtrail.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessmentApiTest extends ApiTest {

    @BeforeEach
    void recordAClaim() {
        api.created("/claims", claim("The square was prepared for a parade."));
    }

    private Answer evidence(String stance) {
        return api.created("/claims/C-1/evidence", json("""
                {"title": "Image of the square", "kind": "IMAGE", "stance": "%s", "capturedOn": "2024-06-05",
                 "provider": {"name": "Planet Labs", "kind": "ORGANIZATION"}, "url": "https://images.example/1",
                 "archiveUrl": "https://archive.example/1", "credibility": 2, "note": "A grandstand.",
                 "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}""".formatted(stance)));
    }

    @Test
    void evidenceIsRecordedReadReplacedAndDeleted() {
        Answer recorded = evidence("SUPPORTS");
        String path = "/claims/C-1/evidence/" + recorded.id();

        assertThat(recorded.at("/provider/name")).isEqualTo("Planet Labs");
        assertThat(api.put(path, recorded.object(), recorded.etag()).text()).isEqualTo(recorded.text());
        Answer replaced = api.put(path, recorded.object().put("stance", "CONTEXT"), recorded.etag());
        assertThat(replaced.at("/stance")).isEqualTo("CONTEXT");
        assertThat(api.put(path, recorded.object(), recorded.etag()).status()).isEqualTo(412);
        assertThat(api.get("/claims/C-1/evidence?stance=CONTEXT&stance=REFUTES&count=true")
                        .at("/total"))
                .isEqualTo("1");
        assertThat(api.delete(path, replaced.etag()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(api.post(path + "/restore", null).status()).isEqualTo(200);
        assertThat(api.post("/claims/C-1/evidence", json("{\"credibility\": 7, \"sha256\": \"x\"}"))
                        .pointers())
                .containsExactlyInAnyOrder("/kind", "/stance", "/title", "/credibility", "/sha256");
    }

    @Test
    void anAssessmentRatesOnItsReviewersScaleAndNamesItsEvidence() {
        Answer image = evidence("SUPPORTS");

        Answer recorded = api.post("/claims/C-1/assessments", json("""
                {"scale": {"name": "Desk scale", "worst": 5, "best": 0.5}, "rating": {"label": "Mostly true", "value": 1.25},
                 "summary": "Borne out.", "reviewer": {"name": "The Desk", "kind": "ORGANIZATION"},
                 "reviewedOn": "2024-06-20", "url": "https://desk.example/1", "evidence": [{"id": "%s"}]}""".formatted(image.id())));

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.at("/scale/worst")).isEqualTo("5");
        assertThat(recorded.at("/evidence/0/title")).isEqualTo("Image of the square");
        String path = "/claims/C-1/assessments/" + recorded.id();
        assertThat(api.put(path, recorded.object(), recorded.etag()).text()).isEqualTo(recorded.text());
        assertThat(api.delete("/claims/C-1/evidence/" + image.id(), image.etag())
                        .problem())
                .isEqualTo("referenced");
        assertThat(api.delete(path, recorded.etag()).status()).isEqualTo(204);
        assertThat(api.delete("/claims/C-1/evidence/" + image.id(), image.etag())
                        .status())
                .isEqualTo(204);
        assertThat(api.post(path + "/restore", null).problem()).isEqualTo("refers-to-deleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"summary\": \"No verdict.\"}",
                "{\"url\": \"https://desk.example/2\"}",
                "{\"rating\": {\"label\": \"Four Pinocchios\"}}",
                "{\"scale\": {\"name\": \"Words\"}, \"rating\": {\"label\": \"False\"}}"
            })
    void aReviewNeedsNoNumberAndNoRating(String assessment) {
        assertThat(api.post("/claims/C-1/assessments", json(assessment)).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rating\": {\"value\": 3}}",
                "{\"scale\": {\"name\": \"Words\"}, \"rating\": {\"value\": 3}}",
                "{\"scale\": {\"name\": \"Stars\", \"worst\": 0, \"best\": 2}, \"rating\": {\"value\": 3}}",
                "{\"scale\": {\"name\": \"Half\", \"worst\": 0}, \"rating\": {\"label\": \"x\"}}",
                "{\"scale\": {\"name\": \"Flat\", \"worst\": 1, \"best\": 1}, \"rating\": {\"label\": \"x\"}}",
                "{\"rating\": {}}",
                "{\"summary\": \"x\", \"evidence\": [{\"id\": \"01a20936-969f-72d7-8220-e5836c9abf61\"}]}",
                "{}"
            })
    void aRatingLiesOnItsScale(String assessment) {
        assertThat(api.post("/claims/C-1/assessments", json(assessment)).status())
                .isEqualTo(400);
    }

    @Test
    void partsOfAnotherClaimAreNotReachedThroughThisOne() {
        Answer image = evidence("SUPPORTS");
        api.created("/claims", claim("Another."));

        assertThat(api.get("/claims/C-2/evidence/" + image.id()).status()).isEqualTo(404);
        assertThat(api.delete("/claims/C-2/evidence/" + image.id(), "*").status())
                .isEqualTo(404);
        assertThat(api.post(
                                "/claims/C-2/assessments",
                                json("{\"summary\": \"x\", \"evidence\": [{\"id\": \"%s\"}]}".formatted(image.id())))
                        .pointers())
                .containsExactly("/evidence/0/id");
    }
}

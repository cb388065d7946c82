package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ClaimPartsApiTest extends ApiTest {

    @Test
    void figuresAreGuardedByTheClaim() {
        Answer claim = api.created("/claims", containers());

        Answer added = api.post("/claims/C-1/figures", json("{\"qualifier\": \"AT_LEAST\", \"lowerBound\": 1}"));

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).endsWith("/figures/" + added.id());
        assertThat(added.etag()).isEqualTo(api.get("/claims/C-1").etag()).isNotEqualTo(claim.etag());
        String path = "/claims/C-1/figures/" + added.id();
        assertThat(api.get(path).etag()).isEqualTo(added.etag());
        assertThat(api.put(path, json("{\"qualifier\": \"AT_LEAST\", \"lowerBound\": 2}"), claim.etag())
                        .status())
                .isEqualTo(412);
        Answer replaced = api.put(path, json("{\"qualifier\": \"AT_LEAST\", \"lowerBound\": 2}"), added.etag());
        assertThat(replaced.id()).isEqualTo(added.id());
        assertThat(replaced.at("/lowerBound")).isEqualTo("2");
        assertThat(api.delete(path, replaced.etag()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(api.delete(path, "*").status()).isEqualTo(410);
        assertThat(api.post(path + "/restore", null).at("/lowerBound")).isEqualTo("2");
        assertThat(api.get("/claims/C-1/figures").items("id")).hasSize(2).last().isEqualTo(added.id());
        assertThat(api.get("/claims/C-1/figures/" + claim.id()).status()).isEqualTo(404);
    }

    @Test
    void faultsOfAPartArePlacedInThePart() {
        api.created("/claims", containers());

        assertThat(api.post("/claims/C-1/figures", json("{\"qualifier\": \"EXACT\", \"id\": \"x\"}"))
                        .pointers())
                .containsExactly("/id");
        assertThat(api.post("/claims/C-1/figures", json("{\"qualifier\": \"EXACT\"}"))
                        .pointers())
                .containsExactly("/amount");
    }

    @Test
    void appearancesKeepTheOrderOfTheirChains() {
        api.created("/claims", claim("The army has full support."));

        Answer added = api.post("/claims/C-1/appearances", json("""
                {"article": {"citation": "The Example Times, 19 June 2024, p. 3", "medium": "PRINT"},
                 "locator": {"exact": "full support", "prefix": "provide ", "start": 10, "end": 22, "fragment": "page=3"},
                 "attribution": [
                   {"sources": [{"name": "Kim", "kind": "PERSON"}, {"name": "Choe", "kind": "PERSON"}],
                    "mode": "DIRECT", "quote": "full support", "quoteLanguage": "en", "original": "전적인 지지",
                    "originalLanguage": "ko", "translator": "desk", "saidOn": "2024-06-12", "venue": "message"},
                   {"sources": [{"name": "Rodong Sinmun", "kind": "PUBLICATION"}], "cue": "according to"}]}"""));

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.at("/attribution/0/sources/1/name")).isEqualTo("Choe");
        assertThat(added.at("/attribution/1/sources/0/name")).isEqualTo("Rodong Sinmun");
        ObjectNode reversed = added.object();
        var chain = reversed.withArray("attribution");
        chain.add(chain.remove(0));
        Answer put = api.put("/claims/C-1/appearances/" + added.id(), reversed, added.etag());
        assertThat(put.at("/attribution/0/sources/0/name")).isEqualTo("Rodong Sinmun");
        assertThat(put.at("/attribution/1/original")).isEqualTo("전적인 지지");
        chain.remove(1);
        Answer shorter = api.put("/claims/C-1/appearances/" + added.id(), reversed, put.etag());
        assertThat(shorter.body().get("attribution")).hasSize(1);
    }

    @Test
    void aPageOfPartsLeadsToTheNext() {
        ObjectNode body = claim("Many figures.");
        for (int i = 0; i < 5; i++) {
            body.withArray("figures").add(json("{\"qualifier\": \"EXACT\", \"amount\": " + i + "}"));
        }
        api.created("/claims", body);

        Answer first = api.get("/claims/C-1/figures?limit=3&count=true");
        Answer second = api.get("/claims/C-1/figures?limit=3&cursor=" + first.at("/next"));

        assertThat(first.items("amount")).containsExactly("0", "1", "2");
        assertThat(first.at("/total")).isEqualTo("5");
        assertThat(second.items("amount")).containsExactly("3", "4");
        assertThat(second.body().get("next").isNull()).isTrue();
        assertThat(api.get("/claims/C-1/figures?limit=1&sort=-position").items("amount"))
                .containsExactly("4");
        assertThat(api.get("/claims/C-1/figures?sort=amount").status()).isEqualTo(400);
    }

    @Test
    void anExcerptThatIsGoneFromANewerVersionIsShown() {
        Answer article = api.created("/articles", json("""
                {"url": "https://news.example/a", "title": "First", "body": "They shipped about  6,700\\ncontainers."}"""));
        ObjectNode claim = containers();
        ((ObjectNode) claim.at("/appearances/0/article")).put("url", "https://news.example/a");
        api.created("/claims", claim);

        Answer second = api.patch(
                "/articles/" + article.id(), json("{\"body\": \"They shipped containers.\"}"), article.etag());
        assertThat(api.get("/claims/C-1").at("/appearances/0/excerptGone")).isEqualTo("true");
        assertThat(api.get("/claims/C-1").at("/appearances/0/version")).isEqualTo("1");

        api.patch(
                "/articles/" + article.id(),
                json("{\"body\": \"Again: about 6,700 containers.\", \"note\": \"CORRECTED\"}"),
                second.etag());
        assertThat(api.get("/claims/C-1").at("/appearances/0/excerptGone")).isEqualTo("false");
    }
}

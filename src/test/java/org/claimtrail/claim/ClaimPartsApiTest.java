package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** By what is read, as whole words: how it is typed is no change, and a number in another one is not it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            They shipped 6,700 containers.     | 6,700 containers        | -        | -     | They shipped 16,700 containers.        | GONE
            They shipped 6,700 containers.     | 6,700 containers        | -        | -     | They shipped 6,700 containerships.     | GONE
            They shipped 6,700 containers.     | shipped 6,700           | -        | -     | They shipped 6,700.5 tons.             | GONE
            They shipped 700 shells.           | 700 shells              | -        | -     | They shipped 6,700 shells.             | GONE
            They shipped 6,700 containers.     | 6,700 containers        | -        | -     | They, too, shipped 6,700 containers!   | STANDS
            He said "it is so" and left.       | "it is so"              | -        | -     | He said \u201Cit is so\u201D and left.  | STANDS
            It's a well-known fact.            | It's a well-known fact  | -        | -     | It\u2019s a well\u2011known fact.       | STANDS
            They shipped containers.           | containers              | -        | -     | They shipped con\u00ADtainers.           | STANDS
            It is a first-class office.        | first-class office      | -        | -     | It is a \uFB01rst-class o\uFB03ce.       | STANDS
            And so on... they said.            | so on... they           | -        | -     | And so on\u2026 they said.               | STANDS
            They shipped containers.           | They shipped            | -        | -     | They\u00A0shipped\u2003containers.       | STANDS
            THEY SHIPPED containers.           | THEY SHIPPED            | -        | -     | They shipped containers.               | STANDS
            Moscow denies it. Kyiv denies it.  | denies it               | Moscow   | -     | Moscow confirms it. Kyiv denies it.    | MOVED
            Moscow denies it. Kyiv denies it.  | denies it               | Kyiv     | -     | Moscow confirms it. Kyiv denies it.    | STANDS
            It was 5. It was 5 then.           | It was 5                | -        | then  | It was 5. It was 6 then.               | MOVED
            They shipped containers.           | shipped trains          | -        | -     | They shipped boats.                    | NEVER
            They shipped containers.           | ship                    | -        | -     | They ship containers.                  | NEVER
            They shipped containers.           | shipped                 | -        | -     | Corrected: nothing was sent.           | GONE
            \u0448\u0438\u043F \u0443\u0448\u0451\u043B.   | \u0448\u0438\u043F     | - | - | \u0448\u0438\u043F\u044B \u0443\u0448\u043B\u0438. | GONE
            \u5317\u671D\u9C9C\u8FD0\u9001\u96C6\u88C5\u7BB1 | \u96C6\u88C5\u7BB1     | - | - | \u8FD0\u9001\u4E86\u96C6\u88C5\u7BB1\u3002  | STANDS
            """)
    void anExcerptStandsMovedIsGoneOrNeverWasThere(
            String seen, String exact, String prefix, String suffix, String now, String state) {
        Answer article =
                api.created("/articles", Map.of("url", "https://news.example/a", "title", "First", "body", seen));
        Map<String, Object> locator = new HashMap<>(Map.of("exact", exact));
        if (prefix != null) {
            locator.put("prefix", prefix);
        }
        if (suffix != null) {
            locator.put("suffix", suffix);
        }
        Answer recorded = api.created(
                "/claims",
                Map.of(
                        "text",
                        "Said.",
                        "kind",
                        "FACT",
                        "appearances",
                        List.of(Map.of("article", Map.of("id", article.id()), "locator", locator))));
        boolean never = state.equals("NEVER");
        assertThat(recorded.at("/appearances/0/excerptState")).isEqualTo(never ? "NEVER" : "STANDS");
        assertThat(recorded.body()
                        .at("/gaps")
                        .toString()
                        .contains("The text of the article that it was seen in does not have this excerpt."))
                .isEqualTo(never);

        assertThat(api.patch("/articles/" + article.id(), Map.of("body", now), article.etag())
                        .status())
                .isEqualTo(200);

        Answer claim = api.get("/claims/C-1");
        assertThat(claim.at("/appearances/0/excerptState")).isEqualTo(state);
        assertThat(claim.at("/appearances/0/excerptGone")).isEqualTo(String.valueOf(state.equals("GONE")));
        assertThat(claim.body().at("/appearances/0/excerptGoneSince").asInt(0)).isEqualTo(state.equals("GONE") ? 2 : 0);
    }

    @Test
    void anExcerptIsGoneSinceTheVersionThatNoLongerHadIt() {
        Answer article = api.created(
                "/articles", Map.of("url", "https://news.example/a", "title", "A", "body", "They shipped containers."));
        api.created("/claims", json("""
                {"text": "Said.", "kind": "FACT", "appearances": [
                  {"article": {"url": "https://news.example/a"}, "locator": {"exact": "shipped containers", "start": 5, "end": 23}}]}"""));
        for (String body : List.of("They now shipped containers.", "They shipped nothing.", "Nothing was shipped.")) {
            article = api.patch("/articles/" + article.id(), Map.of("body", body), "*");
        }
        assertThat(api.get("/claims/C-1").at("/appearances/0/excerptGoneSince")).isEqualTo("3");
        assertThat(api.get("/claims/C-1").body().get("gaps").toString()).doesNotContain("/locator");
    }

    /** Characters are those of Unicode, also where Java and JavaScript count one as two. */
    @ParameterizedTest
    @CsvSource({"2, 10, true", "3, 11, false", "2, 999999999999, false"})
    void positionsAreCheckedAgainstTheText(long start, long end, boolean right) {
        api.created(
                "/articles",
                Map.of("url", "https://news.example/a", "title", "A", "body", "\uD83D\uDE80 launched it."));
        Answer claim = api.created("/claims", json("""
                {"text": "Said.", "kind": "FACT", "appearances": [
                  {"article": {"url": "https://news.example/a"}, "locator": {"exact": "launched", "start": %d, "end": %d}}]}""".formatted(start, end)));
        assertThat(claim.body().at("/gaps").toString().contains("/appearances/0/locator/start"))
                .isEqualTo(!right);
    }
}

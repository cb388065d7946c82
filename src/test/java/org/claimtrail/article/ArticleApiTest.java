package org.claimtrail.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

class ArticleApiTest extends ApiTest {

    @Autowired
    private DataSource dataSource;

    private static final String WHOLE = """
            {"url": "https://News.example:443/visit?utm_source=x#top", "title": "A visit", "authors": ["A. Writer", "B. Writer"],
             "publisher": {"name": "The Example Times", "kind": "PUBLICATION"}, "publishedOn": "2024-06-19",
             "retrievedAt": "2024-06-20T08:00:00.1234567+02:00", "language": "EN-us", "medium": "WEB",
             "archiveUrl": "https://archive.example/1", "body": "The text."}""";

    @Test
    void anArticleIsRecordedWithAllItHas() {
        Answer recorded = api.post("/articles", json(WHOLE));

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.at("/url")).isEqualTo("https://News.example:443/visit?utm_source=x#top");
        assertThat(recorded.at("/retrievedAt")).isEqualTo("2024-06-20T06:00:00.123456Z");
        assertThat(recorded.at("/language")).isEqualTo("en-US");
        assertThat(recorded.at("/sha256")).matches("[0-9a-f]{64}");
        assertThat(recorded.at("/version")).isEqualTo("1");
        assertThat(api.put("/articles/" + recorded.id(), recorded.object(), recorded.etag())
                        .text())
                .isEqualTo(recorded.text());
        assertThat(api.get("/articles?url=http://news.example/visit").items("id"))
                .containsExactly(recorded.id());
        assertThat(api.get("/articles").body().get("items").get(0).has("body")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-4713-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "9999-12-31T23:59:59-18:00",
                "+10000-01-01T00:00:00Z",
                "2024-06-20T08:00Z",
                "2024-06-20T08:00:00+00:00:30"
            })
    void anInstantIsOneThatAnAnswerCanHold(String instant) {
        Answer refused = api.post("/articles", json(WHOLE).put("retrievedAt", instant));

        assertThat(refused.pointers()).containsExactly("/retrievedAt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
    void theFirstAndTheLastInstantAreKept(String instant) {
        Answer recorded = api.created("/articles", json(WHOLE).put("retrievedAt", instant));
        Answer other = api.created("/articles", json("{\"url\": \"https://news.example/other\"}"));
        Answer patched = api.patch(
                "/articles/" + other.id(), json("{\"retrievedAt\": \"%s\"}".formatted(instant)), other.etag());

        assertThat(recorded.at("/retrievedAt")).startsWith(instant.substring(0, 19));
        assertThat(patched.at("/retrievedAt")).isEqualTo(recorded.at("/retrievedAt"));
    }

    @Test
    void twoAddressesOfOneArticleAreOne() {
        Answer first = api.created("/articles", json(WHOLE));

        Answer second = api.post("/articles", json("{\"url\": \"https://news.example/a/../visit?fbclid=1\"}"));

        assertThat(second.problem()).isEqualTo("duplicate");
        assertThat(second.at("/others/0/id")).isEqualTo(first.id());
        assertThat(second.pointers()).containsExactly("/url");
    }

    @Test
    void aPrintedArticleHasACitation() {
        Answer recorded =
                api.created("/articles", json("{\"citation\": \"The Example Times, p. 3\", \"medium\": \"PRINT\"}"));

        assertThat(recorded.body().has("url")).isFalse();
        assertThat(api.post("/articles", json("{\"citation\": \"the example times, P. 3\", \"medium\": \"PRINT\"}"))
                        .problem())
                .isEqualTo("duplicate");
        assertThat(api.post("/articles", json("{\"citation\": \"Elsewhere\"}")).pointers())
                .containsExactly("/medium");
        assertThat(api.post("/articles", json("{\"title\": \"Nowhere\"}")).pointers())
                .containsExactly("/url");
    }

    @Test
    void aChangedTextIsANewVersionAndOlderOnesStayReadable() {
        Answer recorded = api.created("/articles", json(WHOLE));
        String path = "/articles/" + recorded.id();

        Answer silent = api.patch(path, json("{\"title\": \"A historic visit\"}"), recorded.etag());
        assertThat(silent.at("/version")).isEqualTo("2");
        assertThat(silent.at("/note")).isEqualTo("SILENT");

        Answer named = api.patch(path, json("{\"note\": \"CORRECTED\"}"), silent.etag());
        assertThat(named.at("/version")).isEqualTo("2");
        assertThat(named.at("/note")).isEqualTo("CORRECTED");

        Answer withdrawn = api.patch(path, json("{\"note\": \"WITHDRAWN\"}"), named.etag());
        assertThat(withdrawn.at("/version")).isEqualTo("3");

        Answer unchanged = api.patch(path, json("{\"language\": \"fr\"}"), withdrawn.etag());
        assertThat(unchanged.at("/version")).isEqualTo("3");

        assertThat(api.get(path + "/versions").items("version")).containsExactly("3", "2", "1");
        assertThat(api.get(path + "/versions?limit=2&cursor=2").items("title")).containsExactly("A visit");
        assertThat(api.get(path + "/versions/1").at("/body")).isEqualTo("The text.");
        assertThat(api.get(path + "/versions/4").status()).isEqualTo(404);
    }

    @Test
    void whatWasAbsentIsFilledInWithoutANewVersion() {
        Answer recorded = api.created("/articles", json("{\"url\": \"https://news.example/1\"}"));

        Answer filled = api.patch(
                "/articles/" + recorded.id(), json("{\"title\": \"Title\", \"body\": \"Body\"}"), recorded.etag());

        assertThat(filled.at("/version")).isEqualTo("1");
        assertThat(api.patch("/articles/" + recorded.id(), json("{\"note\": \"SILENT\"}"), filled.etag())
                        .pointers())
                .containsExactly("/note");
    }

    @Test
    void aPatchReplacesThePublisherWhole() {
        Answer recorded = api.created("/articles", json(WHOLE));

        Answer patched = api.patch(
                "/articles/" + recorded.id(),
                json("{\"publisher\": {\"name\": \"Another\", \"kind\": \"PUBLICATION\"}}"),
                recorded.etag());

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.at("/publisher/name")).isEqualTo("Another");
        assertThat(api.get("/articles?publisher=" + patched.at("/publisher/id")).items("id"))
                .containsExactly(recorded.id());
    }

    /** How many are expected decides only how they are found. */
    @ParameterizedTest
    @ValueSource(ints = {0, 11_000})
    void articlesAreFoundByTheWordsOfTheirPresentTitles(int others) {
        String first = api.created(
                        "/articles", json("{\"url\": \"https://news.example/1\", \"title\": \"Red apples\"}"))
                .id();
        api.created("/articles", json("{\"url\": \"https://news.example/2\", \"title\": \"Green apples\"}"));
        api.created("/articles", json("{\"url\": \"https://news.example/3\"}"));
        api.patch("/articles/" + first, json("{\"title\": \"Red pears\"}"), "*");
        owner.sql("""
                        with others as (
                            insert into article (id, revision, url, canonical_url, medium, current_version, created_at, updated_at)
                            select gen_random_uuid(), 0, u, u, 'WEB', 1, now(), now()
                            from generate_series(1, :others) n cross join lateral (select 'https://other.example/' || n) a (u)
                            returning id
                        )
                        insert into article_version (article_id, version, title, recorded_at)
                        select id, 1, 'Red plums', now() from others""").param("others", others).update();
        owner.sql("analyze article_version").update();

        assertThat(api.get("/articles?q=apples").items("title")).containsExactly("Green apples");
        assertThat(api.get("/articles?q=pears%20or%20green").items("title"))
                .containsExactly("Green apples", "Red pears");
        assertThat(api.get("/articles?q=apricots").items("title")).isEmpty();
        assertThat(api.get("/articles?q=red&sort=createdAt").items("title").get(0))
                .isEqualTo("Red pears");
        assertThat(api.get("/articles?q=-plums").items("title")).containsExactly("Green apples", "Red pears");
    }

    @Test
    void articlesAreFoundByDayAndWords() {
        api.created(
                "/articles",
                json("{\"url\": \"https://news.example/1\", \"publishedOn\": \"2024-06\", \"title\": \"Red apples\"}"));
        api.created(
                "/articles",
                json(
                        "{\"url\": \"https://news.example/2\", \"publishedOn\": \"2024-07-02\", \"title\": \"Green apples\"}"));
        api.created("/articles", json("{\"url\": \"https://news.example/3\"}"));

        assertThat(api.get("/articles?publishedFrom=2024-06-30&publishedTo=2024-07-01")
                        .items("title"))
                .containsExactly("Red apples");
        assertThat(api.get("/articles?q=apples%20-green").items("title")).containsExactly("Red apples");
        assertThat(api.get("/articles?sort=-publishedOn").items("url"))
                .containsExactly("https://news.example/2", "https://news.example/1", "https://news.example/3");
        assertThat(api.get("/articles?publishedFrom=yesterday").status()).isEqualTo(400);
    }

    @Test
    void anArticleWithAppearancesIsNotDeleted() {
        Answer claim = api.created("/claims", containers());
        String path = "/articles/" + claim.at("/appearances/0/article/id");

        assertThat(api.get(path + "/claims").items("number")).containsExactly("1");
        assertThat(api.delete(path, "*").problem()).isEqualTo("referenced");
        api.delete("/claims/C-1", "*");
        assertThat(api.delete(path, "*").status()).isEqualTo(204);
        assertThat(api.get(path + "/versions").status()).isEqualTo(410);
        assertThat(api.post(path + "/restore", null).status()).isEqualTo(200);
    }

    /** Whoever names an article while it gets another version waits, and finds it as it is by then. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": \"%s\", \"title\": \"Another title\"}", "{\"url\": \"https://news.example/1\"}"})
    void anArticleIsFoundWhileItGetsAnotherVersion(String reference) throws Exception {
        String id = api.created("/articles", json("{\"url\": \"https://news.example/1\", \"title\": \"A title\"}"))
                .id();
        ObjectNode body = claim("Said in it.");
        body.withArray("appearances").addObject().set("article", json(reference.formatted(id)));
        CompletableFuture<Answer> recording;
        try (Connection editor = dataSource.getConnection()) {
            editor.setAutoCommit(false);
            try (Statement edit = editor.createStatement()) {
                edit.execute("""
                        insert into article_version (article_id, version, title, note, recorded_at)
                        select id, 2, 'Another title', 'SILENT', now() from article""");
                edit.execute("update article set current_version = 2");
                recording = CompletableFuture.supplyAsync(() -> api.post("/claims", body));
                await().until(() -> db.sql("select exists (select from pg_locks where not granted)")
                        .query(Boolean.class)
                        .single());
            }
            editor.commit();
        }

        Answer recorded = recording.get();
        assertThat(recorded.status()).as(recorded.text()).isEqualTo(201);
        assertThat(recorded.at("/appearances/0/article/id")).isEqualTo(id);
        assertThat(count("article")).isEqualTo(1);
    }
}

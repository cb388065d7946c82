package org.claimtrail.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One document under several addresses, whether it was recorded once or twice. */
class ArticleMergeTest extends ApiTest {

    private static final String PRINT = "https://print.example/putin-visit?page=all";

    @Test
    void anArticleIsFoundByItsFurtherAddresses() {
        String id = api.created("/articles", json("""
                {"url": "https://news.example/putin-visit", "addresses": ["%s", "https://archive.ph/AbC12"]}""".formatted(PRINT))).id();
        assertThat(addresses(id)).containsExactly(PRINT, "https://archive.ph/AbC12");
        for (String url : List.of(
                PRINT,
                "http://www.print.example/putin-visit?page=all&utm_source=x",
                "https://web.archive.org/web/2024/" + PRINT,
                "https://archive.is/AbC12")) {
            assertThat(api.get("/articles?url=" + encoded(url)).items("id"))
                    .as(url)
                    .containsExactly(id);
            assertThat(api.created("/claims", in(url)).at("/appearances/0/article/id"))
                    .as(url)
                    .isEqualTo(id);
            Answer taken = api.post("/articles", json("{\"url\": \"%s\"}".formatted(url)));
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.pointers()).containsExactly("/url");
            assertThat(taken.at("/others/0/id")).isEqualTo(id);
        }
        assertThat(count("article")).isEqualTo(1);
        // One of several that a body names is enough.
        ObjectNode body = in("https://elsewhere.example/1");
        ((ObjectNode) body.at("/appearances/0/article")).putArray("addresses").add(PRINT);
        assertThat(api.created("/claims", body).at("/appearances/0/article/id")).isEqualTo(id);

        Answer other = api.post("/articles", json("""
                {"url": "https://other.example/1", "addresses": ["https://other.example/2", "%s"]}""".formatted(PRINT)));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.pointers()).containsExactly("/addresses/1");
        // A reference by id may say any of its addresses.
        ObjectNode byId = in(PRINT);
        ((ObjectNode) byId.at("/appearances/0/article")).put("id", id);
        api.created("/claims", byId);

        api.patch("/articles/" + id, json("{\"addresses\": null}"), "*");
        assertThat(addresses(id)).isEmpty();
        assertThat(api.created("/articles", json("{\"url\": \"%s\"}".formatted(PRINT)))
                        .id())
                .isNotEqualTo(id);
    }

    @Test
    void manyAddressesAreLookedUpAtOnce() {
        String id = article("https://news.example/1", PRINT);
        ObjectNode claim = in(PRINT);
        ((ObjectNode) claim.at("/appearances/0/article")).put("id", id);
        assertThat(StatementCounter.of(() -> api.post("/claims/batch", batch(claim, 20))))
                .isEqualTo(StatementCounter.of(() -> api.post("/claims/batch", batch(claim, 2))));

        String[] many = Stream.iterate(2, n -> n <= 21, n -> n + 1)
                .map(n -> "https://news.example/" + n)
                .toArray(String[]::new);
        assertThat(StatementCounter.of(() -> article("https://one.example/1", many)))
                .isEqualTo(StatementCounter.of(() -> article("https://one.example/2", "https://one.example/3")));
    }

    private static ObjectNode batch(ObjectNode claim, int many) {
        ObjectNode body = json("{\"mode\": \"ALL\"}");
        for (int i = 0; i < many; i++) {
            body.withArray("claims").add(claim.deepCopy());
        }
        return body;
    }

    @Test
    void claimsCreateArticlesWithFurtherAddresses() {
        ObjectNode body = in("https://news.example/1");
        ((ObjectNode) body.at("/appearances/0/article")).putArray("addresses").add("https://news.example/2");
        String id = api.created("/claims", body).at("/appearances/0/article/id");
        assertThat(addresses(id)).containsExactly("https://news.example/2");
        assertThat(api.created("/claims", in("https://news.example/2")).at("/appearances/0/article/id"))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"x\"", "[1]", "[\"\"]", "[\"not an address\"]", "[\"ftp://news.example/1\"]", "[null]", "{}"})
    void furtherAddressesAreAddresses(String addresses) {
        Answer refused = api.post(
                "/articles", json("{\"url\": \"https://news.example/1\", \"addresses\": %s}".formatted(addresses)));
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.pointers().get(0)).startsWith("/addresses");
    }

    @Test
    void noMoreThanAHundredAddresses() {
        ObjectNode body = json("{\"url\": \"https://news.example/0\"}");
        Stream.iterate(1, n -> n <= 101, n -> n + 1)
                .forEach(n -> body.withArray("addresses").add("https://news.example/" + n));
        assertThat(api.post("/articles", body).pointers()).containsExactly("/addresses");
    }

    @Test
    void twoThatAreMergedAreOneOriginAndApartAgainWhenItIsUndone() {
        ObjectNode body = containers();
        body.withArray("appearances").add(json("""
                {"article": {"url": "%s", "publisher": {"name": "Another Paper", "kind": "PUBLICATION"}},
                 "locator": {"exact": "about 6,700 containers"}}""".formatted(PRINT)));
        Answer recorded = api.created("/claims", body);

        String survivor = recorded.at("/appearances/0/article/id");
        String duplicate = recorded.at("/appearances/1/article/id");
        String before = withoutTimes(recorded);
        String standing = api.get("/claims/C-1/standing").text();
        assertThat(api.get("/claims/C-1/standing").at("/independentOrigins")).isEqualTo("2");

        Answer merged = merge(duplicate, survivor);
        assertThat(merged.status()).as(merged.text()).isEqualTo(200);
        assertThat(merged.id()).isEqualTo(survivor);
        assertThat(addresses(merged.id())).containsExactly(PRINT);
        Answer claim = api.get("/claims/C-1");
        assertThat(claim.etag()).isNotEqualTo(recorded.etag());
        assertThat(claim.at("/appearances/1/article/id")).isEqualTo(survivor);
        Answer gone = api.get("/articles/" + duplicate);
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.at("/mergedInto/id")).isEqualTo(survivor);
        assertThat(gone.at("/mergedInto/name")).isEqualTo("https://news.example/putin-visit");
        assertThat(api.created("/claims", in(PRINT)).at("/appearances/0/article/id"))
                .isEqualTo(survivor);
        ObjectNode byId = claim("By id.");
        byId.withArray("appearances").addObject().putObject("article").put("id", duplicate);
        Answer refused = api.post("/claims", byId);
        assertThat(refused.at("/errors/0/detail"))
                .contains("merged into https://news.example/putin-visit: name " + survivor);
        assertThat(api.get("/articles/" + duplicate + "/merges").text())
                .isEqualTo(api.get("/articles/" + survivor + "/merges").text());
        Answer told = api.get("/articles/" + survivor + "/merges");
        assertThat(told.at("/items/0/article/url")).isEqualTo(PRINT);
        assertThat(told.at("/items/0/into/id")).isEqualTo(survivor);
        assertThat(told.at("/items/0/reason")).isEqualTo("The printing view.");

        Answer undone = undo(duplicate);
        assertThat(undone.status()).as(undone.text()).isEqualTo(200);
        assertThat(withoutTimes(api.get("/claims/C-1"))).isEqualTo(before);
        assertThat(api.get("/claims/C-1/standing").text()).isEqualTo(standing);
        assertThat(addresses(survivor)).isEmpty();
        assertThat(api.get("/articles?url=" + encoded(PRINT)).items("id")).containsExactly(duplicate);
        assertThat(api.get("/articles/" + survivor + "/merges").at("/items/0/undone/by"))
                .isEqualTo("admin");
    }

    @Test
    void whomBothSpeakOfByTheSameWordsIsOne() {
        String duplicate = api.created("/claims", unnamed(PRINT, "an official")).at("/appearances/0/article/id");
        api.created("/claims", unnamed(PRINT, "a diplomat"));
        Answer recorded = api.created("/claims", unnamed("https://news.example/1", "An official"));
        String survivor = recorded.at("/appearances/0/article/id");
        String official = speaker("C-3");
        String before = speaker("C-1");
        String diplomat = speaker("C-2");

        merge(duplicate, survivor);
        assertThat(speaker("C-1")).isEqualTo(official);
        assertThat(speaker("C-2")).isEqualTo(diplomat);
        assertThat(api.get("/sources/" + diplomat).at("/withinArticle/id")).isEqualTo(survivor);
        assertThat(api.created("/claims", unnamed(PRINT, "a diplomat")).at("/appearances/0/attribution/0/sources/0/id"))
                .isEqualTo(diplomat);

        undo(duplicate);
        assertThat(speaker("C-1")).isEqualTo(before);
        assertThat(api.get("/sources/" + diplomat).at("/withinArticle/id")).isEqualTo(duplicate);
    }

    @Test
    void mergesIntoOneAreUndoneInAnyOrder() {
        String survivor = article("https://news.example/1");
        String one = article("https://news.example/2", "https://both.example/1");
        api.created("/claims", in("https://news.example/2"));
        String two = article("https://news.example/3");
        merge(one, survivor);
        merge(two, survivor);
        assertThat(addresses(survivor))
                .containsExactly("https://news.example/2", "https://both.example/1", "https://news.example/3");
        undo(one);
        assertThat(addresses(survivor)).containsExactly("https://news.example/3");
        assertThat(addresses(one)).containsExactly("https://both.example/1");
        undo(two);
        assertThat(addresses(survivor)).isEmpty();

        // Through another: that one first.
        merge(one, two);
        merge(two, survivor);
        assertThat(api.get("/articles/" + one).at("/mergedInto/id")).isEqualTo(survivor);
        assertThat(api.get("/claims/C-1").at("/appearances/0/article/id")).isEqualTo(survivor);
        assertThat(undo(one).problem()).isEqualTo("refers-to-deleted");
        undo(two);
        undo(one);
        assertThat(api.get("/claims/C-1").at("/appearances/0/article/id")).isEqualTo(one);
    }

    @Test
    void whatPeopleChangedSinceStays() {
        String survivor = article("https://news.example/1");
        String duplicate = article("https://news.example/2");
        api.created("/claims", in("https://news.example/2"));
        merge(duplicate, survivor);
        api.patch("/articles/" + survivor, json("{\"addresses\": [\"https://news.example/4\"]}"), "*");
        Answer claim = api.get("/claims/C-1");
        ObjectNode edited = (ObjectNode) claim.body().deepCopy();
        ((ObjectNode) edited.at("/appearances/0")).putObject("article").put("url", "https://news.example/3");
        Answer put = api.put("/claims/C-1", edited, claim.etag());
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        undo(duplicate);
        assertThat(api.get("/claims/C-1").at("/appearances/0/article/url")).isEqualTo("https://news.example/3");
        assertThat(addresses(survivor)).containsExactly("https://news.example/4");
    }

    @Test
    void anAddressThatAnotherHasTakenMeanwhileStandsInTheWay() {
        String survivor = article("https://news.example/1");
        String duplicate = article("https://news.example/2");
        merge(duplicate, survivor);
        api.patch("/articles/" + survivor, json("{\"addresses\": null}"), "*");
        article("https://news.example/2");
        Answer refused = undo(duplicate);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("duplicate");
    }

    @Test
    void administratorsMergeTwoThatStand() {
        String one = article("https://news.example/1");
        String other = article("https://news.example/2");
        assertThat(api.as(Role.REVIEWER)
                        .post("/articles/" + one + "/merge", body(other))
                        .status())
                .isEqualTo(403);
        assertThat(api.post("/articles/" + one + "/merge", body(one)).pointers())
                .containsExactly("/into/id");
        assertThat(api.post("/articles/" + one + "/merge", json("{}")).pointers())
                .containsExactly("/into", "/reason");
        merge(one, other);
        assertThat(merge(one, other).status()).isEqualTo(410);
        assertThat(api.post("/articles/" + other + "/merge", body(one)).at("/errors/0/detail"))
                .contains("is the id of an article that was merged into https://news.example/2: name " + other);
        assertThat(api.as(Role.REVIEWER)
                        .post("/articles/" + one + "/restore", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatTurnsOutToBeOneIsListedUntilItIsMerged() {
        String first = article("https://news.example/1");
        String second = article("https://old.example/1");
        owner.sql("update article set duplicate_url = 'https://news.example/1' where id = cast(:id as uuid)")
                .param("id", second)
                .update();
        String third = article("https://news.example/3");
        owner.sql("""
                        insert into article_address (article_id, position, url, canonical_url)
                        values (cast(:id as uuid), 0, 'https://news.example/3', 'https://news.example/3')""").param("id", first).update();

        Answer duplicates = api.get("/articles/duplicates");
        assertThat(duplicates.items("id")).containsExactlyInAnyOrder(second, third);
        assertThat(duplicates.at("/items/0/duplicates/0/id")).isEqualTo(first);
        merge(second, first);
        merge(third, first);
        assertThat(api.get("/articles/duplicates").items("id")).isEmpty();
    }

    /** Whoever records a claim in the duplicate meanwhile has it in the one or the other, and nobody waits for ever. */
    @Test
    void claimsThatAreRecordedMeanwhileFollow() {
        for (int round = 0; round < 5; round++) {
            String url = "https://news.example/" + round;
            String survivor = article(url + "/survivor");
            String duplicate = article(url);
            List<Integer> answers = Race.of(
                    6,
                    runner -> runner == 0
                            ? merge(duplicate, survivor).status()
                            : api.post("/claims", in(url)).status());
            assertThat(answers).allMatch(status -> status == 200 || status == 201);
            assertThat(db.sql("""
                            select count(*) from appearance p join article a on a.id = p.article_id
                            where a.deleted_at is not null""").query(Long.class).single()).isZero();
            assertThat(api.get("/claims?article=" + survivor + "&count=true").at("/total"))
                    .isEqualTo("5");
        }
    }

    private String article(String url, String... addresses) {
        ObjectNode body = json("{\"url\": \"%s\"}".formatted(url));
        for (String address : addresses) {
            body.withArray("addresses").add(address);
        }
        return api.created("/articles", body).id();
    }

    private List<String> addresses(String id) {
        return api.get("/articles/" + id)
                .body()
                .get("addresses")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static ObjectNode in(String url) {
        ObjectNode body = claim("Said in " + url);
        body.withArray("appearances").addObject().putObject("article").put("url", url);
        return body;
    }

    private static ObjectNode unnamed(String url, String name) {
        ObjectNode body = in(url);
        ((ObjectNode) body.at("/appearances/0"))
                .withArray("attribution")
                .add(json("{\"sources\": [{\"name\": \"%s\", \"kind\": \"UNNAMED\"}]}".formatted(name)));
        return body;
    }

    private String speaker(String claim) {
        return api.get("/claims/" + claim).at("/appearances/0/attribution/0/sources/0/id");
    }

    private Answer merge(String duplicate, String survivor) {
        return api.post("/articles/" + duplicate + "/merge", body(survivor));
    }

    private Answer undo(String duplicate) {
        return api.post("/articles/" + duplicate + "/restore", null);
    }

    private static ObjectNode body(String into) {
        return json("{\"into\": {\"id\": \"%s\"}, \"reason\": \"The printing view.\"}".formatted(into));
    }

    private static String encoded(String url) {
        return URLEncoder.encode(url, StandardCharsets.UTF_8);
    }

    private static String withoutTimes(Answer answer) {
        ObjectNode body = (ObjectNode) answer.body().deepCopy();
        body.remove(List.of("updatedAt"));
        return body.toString();
    }
}

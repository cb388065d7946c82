package org.claimtrail.savedsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class SavedSearchApiTest extends ApiTest {

    private static final String SEARCHES = "/saved-searches";

    @LocalServerPort
    private int port;

    private Api reader;
    private Api contributor;

    @BeforeEach
    void people() {
        reader = api.as(Role.READER);
        contributor = api.as(Role.CONTRIBUTOR);
        // Accounts outlive a test, and their searches with them.
        owner.sql("delete from saved_search").update();
    }

    private static Answer save(Api by, String name, boolean shared) {
        return by.created(
                SEARCHES,
                json(
                        "{\"name\": \"%s\", \"shared\": %s, \"filters\": {\"kind\": [\"FACT\"], \"stage\": [\"INBOX\", \"DONE\"]}}"
                                .formatted(name, shared)));
    }

    @Test
    void aSearchIsKeptReadLookedAtChangedAndDeleted() {
        api.created("/claims", claim("The square was prepared."));
        Answer saved = save(reader, "Facts", false);
        String path = SEARCHES + "/" + saved.id();

        assertThat(saved.header("Location")).endsWith(path);
        assertThat(saved.at("/owner")).isEqualTo("reader");
        assertThat(saved.at("/own")).isEqualTo("true");
        assertThat(saved.at("/filters/stage/1")).isEqualTo("DONE");
        assertThat(saved.at("/found/claims")).isEqualTo("1");
        assertThat(saved.at("/found/new")).isEqualTo("0");
        assertThat(saved.at("/lookedAt")).isEqualTo(saved.at("/savedAt"));
        api.created("/claims", claim("The parade was held."));
        Answer read = reader.get(path);
        assertThat(read.at("/found/claims")).isEqualTo("2");
        assertThat(read.at("/found/new")).isEqualTo("1");
        Answer looked = reader.post(path + "/look", null);
        assertThat(looked.at("/found/new")).isEqualTo("0");
        assertThat(looked.at("/lookedAt")).isGreaterThan(read.at("/lookedAt"));
        assertThat(reader.get(SEARCHES + "?count=true").items("id")).containsExactly(saved.id());

        Answer renamed = reader.patch(path, Map.of("name", "All facts"), saved.etag());
        assertThat(renamed.status())
                .as("what it finds is not what its tag guards")
                .isEqualTo(200);
        assertThat(renamed.at("/name")).isEqualTo("All facts");
        assertThat(renamed.at("/savedAt")).isEqualTo(saved.at("/savedAt"));
        assertThat(renamed.at("/filters/kind/0")).isEqualTo("FACT");
        assertThat(reader.patch(path, Map.of("name", "Late"), saved.etag()).status())
                .isEqualTo(412);
        assertThat(reader.send("PATCH", path, "application/merge-patch+json", "{}")
                        .status())
                .isEqualTo(428);
        Answer other = reader.patch(path, json("{\"filters\": {\"kind\": [\"DENIAL\"]}}"), renamed.etag());
        assertThat(other.body().get("filters")).isEqualTo(json("{\"kind\": [\"DENIAL\"]}"));
        assertThat(other.at("/savedAt")).isGreaterThan(saved.at("/savedAt"));
        assertThat(other.at("/found/claims")).isEqualTo("0");

        assertThat(reader.delete(path, saved.etag()).status()).isEqualTo(412);
        assertThat(reader.delete(path, other.etag()).status()).isEqualTo(204);
        assertThat(reader.get(path).status()).isEqualTo(404);
    }

    @Test
    void othersReadWhatIsSharedAndChangeNothing() {
        Answer own = save(reader, "Mine", false);
        Answer shared = save(reader, "Ours", true);
        String path = SEARCHES + "/" + shared.id();

        assertThat(contributor.get(SEARCHES).items("name")).containsExactly("Ours");
        assertThat(contributor.get(SEARCHES + "/" + own.id()).status()).isEqualTo(404);
        Answer seen = contributor.get(path);
        assertThat(seen.at("/own")).isEqualTo("false");
        assertThat(seen.at("/owner")).isEqualTo("reader");
        assertThat(contributor.patch(path, Map.of("name", "Theirs"), "*").status())
                .isEqualTo(404);
        assertThat(api.delete(path, "*").status()).isEqualTo(404);
        assertThat(api.with(null).get(SEARCHES).status()).isEqualTo(401);

        // Each has looked for himself.
        api.created("/claims", claim("The square was prepared."));
        contributor.post(path + "/look", null);
        assertThat(contributor.get(path).at("/found/new")).isEqualTo("0");
        assertThat(reader.get(path).at("/found/new")).isEqualTo("1");

        reader.patch(path, Map.of("shared", false), "*");
        assertThat(contributor.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | /name,/filters",
                "{\"name\": \"  \", \"filters\": {\"kind\": [\"FACT\"]}} | /name",
                "{\"name\": \"x\", \"filters\": {}} | /filters",
                "{\"name\": \"x\", \"filters\": {\"kind\": [\"RUMOUR\"]}} | /filters/kind",
                "{\"name\": \"x\", \"filters\": {\"kind\": \"FACT\"}} | /filters",
                "{\"name\": \"x\", \"filters\": {\"colour\": [\"red\"]}} | /filters/colour",
                "{\"name\": \"x\", \"filters\": {\"kind\": [\"FACT\"]}, \"owner\": \"admin\"} | /owner",
                "{\"name\": \"x\", \"filters\": {\"kind\": [\"FACT\"]}, \"colour\": \"red\"} | /colour",
                "{\"name\": \"x\", \"filters\": {\"kind\": [\"FACT\"]}, \"shared\": \"yes\"} | /shared"
            })
    void badInputIsToldByFieldAndRule(String body, String pointers) {
        assertThat(reader.post(SEARCHES, json(body)).pointers()).containsExactlyInAnyOrder(pointers.split(","));
        assertThat(reader.get(SEARCHES).items("id")).isEmpty();
    }

    @Test
    void namesAreOnceForEachPersonAndSearchesNotMoreThanFifty() {
        Answer first = save(reader, "Facts", false);
        Answer second = reader.post(SEARCHES, json("{\"name\": \"Facts\", \"filters\": {\"kind\": [\"DENIAL\"]}}"));
        assertThat(second.problem()).isEqualTo("duplicate");
        assertThat(second.text()).contains(first.id());
        save(contributor, "Facts", true);
        Answer other = save(reader, "Others", false);
        assertThat(reader.patch(SEARCHES + "/" + other.id(), Map.of("name", "Facts"), "*")
                        .problem())
                .isEqualTo("duplicate");
        assertThat(reader.patch(SEARCHES + "/" + other.id(), Map.of("name", "Others"), "*")
                        .status())
                .isEqualTo(200);

        String body = "{\"name\": \"%s\", \"filters\": {\"kind\": [\"FACT\"]}}";
        List<Integer> answers = Race.of(
                52,
                n -> reader.post(SEARCHES, json(body.formatted("Number " + n))).status());
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(48);
        assertThat(reader.post(SEARCHES, json(body.formatted("Another"))).pointers())
                .containsExactly("/name");
    }

    @Test
    void aRepeatOfARequestKeepsOneSearch() {
        Map<String, Object> body = Map.of("name", "Facts", "filters", Map.of("kind", List.of("FACT")));
        Answer one = reader.post(SEARCHES, body, "Idempotency-Key", "one");
        Answer again = reader.post(SEARCHES, body, "Idempotency-Key", "one");

        assertThat(one.status()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(one.id());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void pagesAndTheApiSeeTheSame() {
        api.created("/claims", claim("The square was prepared."));
        Answer saved = save(contributor, "Facts", true);
        People.choosePassword(api, port, Role.CONTRIBUTOR, "a password for searches");
        Browser browser = new Browser(port);
        browser.signIn(People.name(Role.CONTRIBUTOR), "a password for searches");

        Page page = browser.open("/searches");
        assertThat(page.text()).contains("Facts", "for everybody");
        browser.submit(browser.open("/claims?kind=DENIAL"), "form[action$=/searches]", "name", "From a page");
        Answer list = contributor.get(SEARCHES);
        assertThat(list.items("name")).containsExactly("Facts", "From a page");
        assertThat(list.at("/items/0/found/claims")).isEqualTo("1");
        browser.submit(browser.open("/searches"), "form[action$=" + saved.id() + "/open]");
        assertThat(contributor.get(SEARCHES + "/" + saved.id()).at("/lookedAt")).isGreaterThan(saved.at("/lookedAt"));
        contributor.delete(SEARCHES + "/" + saved.id(), "*");
        assertThat(browser.open("/searches").text()).doesNotContain("Facts");
    }

    @Test
    void aSearchWhoseFiltersNoLongerSayAnythingIsKeptWithoutCounts() {
        String id = save(reader, "Facts", false).id();
        owner.sql("update saved_search set filters = '{\"colour\": [\"red\"]}' where id = cast(? as uuid)")
                .param(id)
                .update();

        assertThat(reader.get(SEARCHES + "/" + id).body().has("found")).isFalse();
        assertThat(reader.get(SEARCHES).items("name")).containsExactly("Facts");
        assertThat(reader.patch(SEARCHES + "/" + id, Map.of("shared", true), "*")
                        .pointers())
                .containsExactly("/filters/colour");
    }
}

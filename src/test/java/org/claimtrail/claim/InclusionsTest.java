package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What answers include besides the claims themselves. */
class InclusionsTest extends ApiTest {

    private static final List<String> LISTS = List.of("relations", "evidence", "assessments", "notes");
    private static final String ALL = "standing,summary,relations,evidence,assessments,status,notes";

    @BeforeEach
    void record() {
        api.created("/claims", containers());
        api.created("/claims", claim("It was not so."));
        api.created("/claims", claim("Nobody says anything of this."));
        api.created("/claims/C-2/relations", json("{\"type\": \"DENIES\", \"to\": {\"id\": \"C-1\"}}"));
        api.created(
                "/claims/C-1/evidence",
                json("{\"title\": \"Pictures\", \"kind\": \"IMAGE\", \"stance\": \"SUPPORTS\"}"));
        api.created(
                "/claims/C-1/evidence", json("{\"title\": \"More\", \"kind\": \"IMAGE\", \"stance\": \"REFUTES\"}"));
        api.created("/claims/C-1/assessments", json("{\"summary\": \"So it seems.\"}"));
        api.created("/claims/C-1/notes", json("{\"text\": \"Ask them.\"}"));
    }

    @Test
    void theyAreTheAnswersOfTheirOwnAddresses() {
        for (Answer one : List.of(
                api.get("/claims/C-1?include=" + ALL),
                api.get("/claims/C-2?include=" + ALL),
                api.get("/claims/C-3?include=" + ALL))) {
            String path = "/claims/" + one.id();
            JsonNode included = one.body().get("included");
            for (String list : LISTS) {
                assertThat(included.at("/" + list + "/items"))
                        .as(list)
                        .isEqualTo(api.get(path + "/" + list).body().get("items"));
                assertThat(included.at("/" + list + "/more").booleanValue()).isFalse();
            }
            assertThat(included.get("standing"))
                    .isEqualTo(api.get(path + "/standing").body());
            assertThat(included.get("status"))
                    .isEqualTo(api.get(path + "/status").body());
            for (String member : List.of("suggestedStatus", "independentOrigins", "singleSource", "overdue")) {
                assertThat(included.at("/summary/" + member)).isEqualTo(included.at("/standing/" + member));
            }
            assertThat(included.at("/summary/denied").booleanValue())
                    .isEqualTo(!included.at("/standing/denials").isEmpty());
            assertThat(one.object().without("included")).isEqualTo(api.get(path).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&q=containers", "&denied=true", "&sort=number&kind=FIGURE", "&source={speaker}"})
    void listsHaveTheSame(String filter) {
        String speaker = api.get("/claims/C-1").at("/appearances/0/attribution/0/sources/0/id");
        String query = filter.replace("{speaker}", speaker);
        Answer list = api.get("/claims?include=standing,relations&include=notes" + query);

        assertThat(list.items("id"))
                .isEqualTo(api.get("/claims?limit=20" + query).items("id"))
                .isNotEmpty();
        for (JsonNode claim : list.body().get("items")) {
            assertThat(claim.get("included"))
                    .isEqualTo(api.get("/claims/" + claim.get("id").stringValue() + "?include=standing,relations,notes")
                            .body()
                            .get("included"));
        }
        assertThat(api.get("/sources/" + speaker + "/claims?include=summary").at("/items/0/included/summary/denied"))
                .isEqualTo("true");
    }

    @Test
    void aPageTakesAsManyStatementsAsAClaim() {
        api.get("/claims?include=" + ALL);
        for (int i = 0; i < 20; i++) {
            api.created("/claims", claim("Another " + i));
        }
        int one = StatementCounter.of(() -> api.get("/claims?limit=1&sort=-number&include=" + ALL));
        int twenty = StatementCounter.of(() -> api.get("/claims?limit=20&sort=-number&include=" + ALL));
        assertThat(twenty).isEqualTo(one);
    }

    @Test
    void theTagOfMoreGuardsTheClaim() {
        Answer more = api.get("/claims/C-1?include=notes");
        assertThat(api.get("/claims/C-1?include=notes", "If-None-Match", more.etag())
                        .status())
                .isEqualTo(304);
        assertThat(api.get("/claims/C-1", "If-None-Match", more.etag()).status())
                .isEqualTo(200);
        api.created("/claims/C-1/notes", json("{\"text\": \"I did.\"}"));
        // What is included is another, the claim is not.
        assertThat(api.get("/claims/C-1?include=notes", "If-None-Match", more.etag())
                        .status())
                .isEqualTo(200);
        Answer changed = api.patch("/claims/C-1", Map.of("place", "Najin"), more.etag());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(api.patch("/claims/C-1", Map.of("place", "Rason"), more.etag())
                        .status())
                .isEqualTo(412);
        // What was read may be sent back whole.
        Answer again = api.get("/claims/C-1?include=" + ALL);
        assertThat(api.put("/claims/C-1", again.body(), again.etag()).body()).isEqualTo(changed.body());
        assertThat(api.delete(
                                "/claims/C-3",
                                api.get("/claims/C-3?include=standing").etag())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void thePastHasItsOwn() {
        String before = db.sql(
                        "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .query(String.class)
                .single();
        Answer then = api.get("/claims?sort=number&include=" + ALL);
        api.created(
                "/claims/C-1/evidence",
                json("{\"title\": \"Later\", \"kind\": \"DOCUMENT\", \"stance\": \"CONTEXT\"}"));
        api.delete("/claims/C-2/relations/" + then.at("/items/0/included/relations/items/0/id"), "*");
        assertThat(api.get("/claims?sort=number&include=" + ALL).body()).isNotEqualTo(then.body());

        assertThat(api.get("/claims?sort=number&include=" + ALL + "&asOf=" + before)
                        .body()
                        .get("items"))
                .isEqualTo(then.body().get("items"));
        assertThat(api.get("/claims/C-1?include=relations&knownOn=2024-06-19")
                        .body()
                        .at("/included/relations/items"))
                .isEqualTo(api.get("/claims/C-1/relations?knownOn=2024-06-19")
                        .body()
                        .get("items"));
    }

    @Test
    void ofManyTheFirstHundredAreThere() {
        for (int i = 0; i < 101; i++) {
            api.created("/claims/C-3/notes", json("{\"text\": \"Note %d\"}".formatted(i)));
        }
        JsonNode notes = api.get("/claims/C-3?include=notes").body().at("/included/notes");
        assertThat(notes.get("items")).hasSize(100);
        assertThat(notes.get("more").booleanValue()).isTrue();
        assertThat(notes.at("/items/99/text").stringValue()).isEqualTo("Note 99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include=",
                "include=x",
                "include=standing,,notes",
                "include=Standing",
                "include=standing&limit=51"
            })
    void whatIsWrongIsTold(String query) {
        Answer refused = api.get("/claims?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/parameter")).isEqualTo(query.contains("limit") ? "limit" : "include");
        if (!query.contains("limit")) {
            assertThat(api.get("/claims/C-1?" + query).status()).isEqualTo(400);
        }
    }

    @Test
    void aReaderMayReadThemToo() {
        assertThat(api.as(Role.READER).get("/claims/C-1?include=" + ALL).status())
                .isEqualTo(200);
        assertThat(api.get("/claims/C-9?include=" + ALL).status()).isEqualTo(404);
        api.delete("/claims/C-3", "*");
        assertThat(api.get("/claims/C-3?include=" + ALL).status()).isEqualTo(410);
    }
}

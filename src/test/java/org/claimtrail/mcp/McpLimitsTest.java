package org.claimtrail.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.web.StrictApiTest;
import org.claimtrail.testing.Mcp;
import org.claimtrail.testing.Mcp.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a message may cost, and what strangers find where {@code claimtrail.public-read} lets them read. */
class McpLimitsTest extends StrictApiTest {

    private Mcp stranger;

    @BeforeEach
    void come() {
        stranger = new Mcp(port, null);
    }

    @Test
    void aMessageIsBoundedAsABodyIs() {
        Mcp contributor = Mcp.as(port, Role.CONTRIBUTOR);
        String message =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"" + "x".repeat(110_000) + "\"}}";

        HttpResponse<String> tooLarge = contributor.send(message);
        HttpResponse<String> tooLong =
                contributor.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":[1,2,3,4,5,6]}}");
        HttpResponse<String> tooDeep =
                contributor.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"params\":" + "[".repeat(100) + "]".repeat(100) + "}");

        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(json(tooLarge.body()).path("type").asString()).isEqualTo("/problems/body-too-large");
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(json(tooLong.body()).at("/errors/0/pointer").asString()).isEqualTo("/params/x");
        assertThat(json(tooDeep.body()).at("/error/code").intValue()).isEqualTo(-32700);
    }

    @Test
    void aStrangerReadsWhatTheApiLetsHimRead() {
        api.created("/claims", claim("Published."));
        api.created("/claims", claim("Kept in the house."));
        db.sql("update claim set stage = 'DONE' where number = 1").update();

        Set<String> offered = new HashSet<>();
        stranger.ask("tools/list", Json.object())
                .at("/result/tools")
                .forEach(tool -> offered.add(tool.path("name").asString()));
        assertThat(offered)
                .containsExactlyInAnyOrder("search_claims", "read_claim", "search_sources", "search_measures");
        Result found = stranger.call("search_claims", "{}");
        assertThat(found.at("/items"))
                .isEqualTo(api.with(null).get("/claims").body().path("items"));
        assertThat(found.at("/items").size()).isEqualTo(1);
        assertThat(stranger.call("read_claim", "{\"id\": \"C-1\"}").at("/claim"))
                .isEqualTo(api.with(null).get("/claims/C-1").body());
        for (String arguments : List.of(
                "{\"id\": \"C-2\"}",
                "{\"id\": \"C-1\", \"historyLimit\": 1}",
                "{\"id\": \"C-1\", \"include\": [\"standing\"]}",
                "{\"id\": \"C-1\", \"include\": [\"notes\"]}",
                "{\"id\": \"C-1\", \"asOf\": \"2026-01-01T00:00:00Z\"}",
                "{\"id\": \"C-1\", \"knownOn\": \"2026-01-01\"}")) {
            assertThat(stranger.call("read_claim", arguments).isError())
                    .as(arguments)
                    .isTrue();
        }
        for (String arguments :
                List.of("{\"singleSource\": true}", "{\"sort\": \"origins\"}", "{\"include\": [\"summary\"]}")) {
            assertThat(stranger.call("search_claims", arguments).isError())
                    .as(arguments)
                    .isTrue();
        }
        assertThat(stranger.call("search_claims", "{\"q\": \"house\"}")
                        .at("/items")
                        .size())
                .isZero();
    }

    @Test
    void aStrangerWhoAsksForMoreIsAskedWhoHeIs() {
        for (String tool : List.of("record_claim", "find_similar_claims", "compare_measure", "list_changes")) {
            HttpResponse<String> answer =
                    stranger.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
                            + tool + "\",\"arguments\":{\"text\":\"x\",\"kind\":\"FACT\"}}}");
            assertThat(answer.statusCode()).as(tool).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        assertThat(count("claim")).isZero();
        assertThat(new Mcp(port, "ct_unknown")
                        .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .statusCode())
                .isEqualTo(401);
    }
}

package org.claimtrail.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.ClaimtrailProcess;
import org.claimtrail.testing.ClaimtrailProcesses;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One installation follows another through being killed, and then each the other. */
@Tag("long")
class FollowingEachOtherTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLAIMS = 300;

    @AutoClose
    private final ClaimtrailProcesses services = new ClaimtrailProcesses();

    @TempDir
    Path lisbonDir;

    @TempDir
    Path portoDir;

    @Test
    void nothingIsLostOrDoubledAndNothingGoesRound() throws Exception {
        int port = freePort();
        ClaimtrailProcess lisbon =
                services.start(lisbonDir, "--server.port=" + port).ready();
        record(lisbon.api());
        String[] followsLisbon = follows("lisbon", port, lisbonDir);

        ClaimtrailProcess porto = services.start(portoDir, followsLisbon).ready();
        Api first = porto.api();
        await().atMost(PATIENCE)
                .until(() -> !first.get("/claims?limit=1").items("id").isEmpty());
        porto.kill();
        porto = services.start(portoDir, followsLisbon).ready();
        Api there = porto.api();
        await().atMost(PATIENCE).until(() -> isComplete(there, "lisbon"));
        assertThat(texts(there)).hasSize(CLAIMS).doesNotHaveDuplicates().containsAll(texts(lisbon.api()));
        assertThat(there.get("/claims?limit=1&sort=number")
                        .body()
                        .at("/items/0/figures/0/amount")
                        .intValue())
                .isPositive();

        int portoPort = porto.port();
        lisbon.stop();
        lisbon = services.start(lisbonDir, with(follows("porto", portoPort, portoDir), "--server.port=" + port))
                .ready();
        Api here = lisbon.api();
        there.created("/claims", Bodies.claim("First said at Porto."));
        here.created("/claims", Bodies.claim("Later said at Lisbon."));
        String one = here.get("/claims?limit=1&sort=number").items("id").get(0);
        assertThat(here.patch("/claims/" + one, Map.of("text", "Said otherwise at Lisbon."), "*")
                        .status())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> texts(here).containsAll(List.of("First said at Porto."))
                        && texts(there).containsAll(List.of("Later said at Lisbon.", "Said otherwise at Lisbon.")));

        await().atMost(PATIENCE).until(() -> isComplete(here, "porto") && isComplete(there, "lisbon"));
        assertThat(texts(here)).hasSize(CLAIMS + 2).containsExactlyInAnyOrderElementsOf(texts(there));
        String placeHere = here.get("/changes?after=now").at("/next");
        String placeThere = there.get("/changes?after=now").at("/next");
        TimeUnit.SECONDS.sleep(3);
        assertThat(here.get("/changes?after=" + placeHere).items("type")).isEmpty();
        assertThat(there.get("/changes?after=" + placeThere).items("type")).isEmpty();
        assertThat(here.get("/sources?q=shared").items("name")).containsExactly("Shared Agency");
        assertThat(there.get("/sources?q=shared").items("name")).containsExactly("Shared Agency");
    }

    private static boolean isComplete(Api api, String name) {
        return api.get("/followed-installations")
                .body()
                .path("items")
                .valueStream()
                .anyMatch(one -> one.path("name").asString("").equals(name)
                        && one.path("state").asString("").equals("FOLLOWING")
                        && one.path("refused").isEmpty()
                        && one.has("completeAt"));
    }

    private static List<String> texts(Api api) {
        String lines = api.get("/exports/claims?lines=claim").text();
        return lines.lines()
                .map(line -> Json.mapper().readTree(line).path("text").asString(""))
                .toList();
    }

    private static void record(Api api) {
        ObjectNode batch = Json.object().put("mode", "EACH");
        ArrayNode claims = batch.putArray("claims");
        for (int i = 1; i <= CLAIMS; i++) {
            claims.add(Bodies.json("""
                    {"text": "Harbour %1$d handled %1$d ships.", "kind": "FIGURE",
                     "about": [{"name": "Harbour %1$d", "kind": "ORGANIZATION"}],
                     "figures": [{"measure": {"name": "ships", "unit": "ships"}, "qualifier": "EXACT", "amount": %1$d}],
                     "appearances": [{"article": {"url": "https://news.example/%1$d"},
                      "attribution": [{"sources": [{"name": "Shared Agency", "kind": "ORGANIZATION"}], "cue": "said", "mode": "INDIRECT"}]}]}""".formatted(i)));
        }
        assertThat(api.post("/claims/batch", batch).status()).isEqualTo(200);
    }

    private static String[] follows(String name, int port, Path dataDir) {
        return new String[] {
            "--claimtrail.follow[0].name=" + name,
            "--claimtrail.follow[0].url=http://localhost:" + port,
            "--claimtrail.follow[0].token-file=" + dataDir.resolve("admin-token"),
            "--claimtrail.follow[0].every=200ms"
        };
    }

    private static String[] with(String[] arguments, String more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = more;
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

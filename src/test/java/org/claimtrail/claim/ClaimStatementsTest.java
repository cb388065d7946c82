package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;

/** How many statements reading takes, however much there is to read. */
class ClaimStatementsTest extends ApiTest {

    @Test
    void aClaimTakesOneStatementAndAPageOfClaimsThreeAtMost() {
        for (int i = 0; i < 30; i++) {
            var body = containers();
            for (int j = 0; j < 5; j++) {
                body.withArray("figures")
                        .add(json("{\"qualifier\": \"EXACT\", \"amount\": 1, \"key\": \"f" + j + "\"}"));
                body.withArray("appearances").add(json("""
                        {"article": {"url": "https://news.example/%d-%d"}, "attribution": [
                         {"sources": [{"name": "A", "kind": "PERSON"}, {"name": "B", "kind": "PERSON"}]},
                         {"sources": [{"name": "C", "kind": "PUBLICATION"}]}]}""".formatted(i, j)));
            }
            api.created("/claims", body);
        }
        api.created("/claims", claim("Short."));

        api.get("/claims/C-1");
        api.get("/claims/C-31");
        assertThat(statements(() -> api.get("/claims/C-1"))).isEqualTo(1);
        assertThat(statements(() -> api.get("/claims/C-31"))).isEqualTo(1);
        assertThat(statements(() -> api.get("/claims/C-2"))).isBetween(1, 2);
        // The page, what is not kept of its items, and whether the others were changed.
        assertThat(statements(() -> api.get("/claims?limit=20"))).isBetween(2, 3);
        assertThat(statements(() -> api.get("/claims?limit=20"))).isBetween(1, 2);
        assertThat(statements(() -> api.get("/claims?limit=2&kind=FIGURE&topic=arms%20transfers")))
                .isBetween(1, 2);
        assertThat(statements(() -> api.get("/claims?limit=20&count=true"))).isEqualTo(3);
        assertThat(statements(() -> api.get("/claims/C-1/appearances"))).isEqualTo(1);
        assertThat(statements(() -> api.get("/sources?limit=20"))).isEqualTo(1);
        assertThat(statements(() -> api.get("/articles?limit=20"))).isEqualTo(1);
        assertThat(statements(() -> api.get("/topics"))).isEqualTo(1);
    }

    private static int statements(Runnable request) {
        return StatementCounter.of(request);
    }
}

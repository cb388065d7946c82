package org.claimtrail.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.platform.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BoundedTest {

    private static final int MOST = 8000;

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(Bounded.whole(json("{\"text\":\"Said.\"}"), MOST)).isEqualTo(json("{\"text\":\"Said.\"}"));
        assertThat(Bounded.page(json("{\"items\":[],\"next\":null}"), 1))
                .isEqualTo(json("{\"items\":[],\"next\":null}"));
    }

    @Test
    void aListIsShortenedToItsFirstElements() {
        ObjectNode claim = Json.object().put("id", "x").put("number", 24);
        ArrayNode appearances = claim.putArray("appearances");
        for (int i = 0; i < 300; i++) {
            appearances.addObject().put("number", i).put("cue", "said".repeat(20));
        }

        ObjectNode bounded = Bounded.whole(claim, MOST);

        int left = bounded.path("appearances").size();
        assertThat(left).isBetween(50, 100);
        assertThat(bounded.at("/appearances/0/number").intValue()).isZero();
        assertThat(bounded.path("omitted").stringValue()).isEqualTo("appearances (" + (300 - left) + " of 300)");
        assertThat(bounded.path("number").intValue()).isEqualTo(24);
    }

    @Test
    void aTextIsLeftOut() {
        assertThat(Bounded.whole(Json.object().put("id", "x").put("body", "long".repeat(10_000)), MOST))
                .isEqualTo(json("{\"id\":\"x\",\"omitted\":\"body (all)\"}"));
    }

    @Test
    void anObjectIsShortenedWithin() {
        ObjectNode claim = Json.object().put("id", "x");
        ObjectNode standing = claim.putObject("included").putObject("standing").put("status", "UNVERIFIED");
        for (int i = 0; i < 500; i++) {
            standing.withArray("denials").addObject().put("text", "Denied. ".repeat(10));
        }

        ObjectNode bounded = Bounded.whole(claim, MOST);

        assertThat(Json.write(bounded).length).isLessThanOrEqualTo(MOST);
        assertThat(bounded.at("/included/standing/status").stringValue()).isEqualTo("UNVERIFIED");
        assertThat(bounded.at("/included/standing/denials").size()).isBetween(10, 100);
        assertThat(bounded.at("/included/standing/omitted").stringValue()).startsWith("denials (");
    }

    /** However large they are, none is missing, and where to go on is told. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50})
    void aPageKeepsAllItsItems(int many) {
        ObjectNode page = Json.object().put("next", "further");
        ArrayNode items = page.putArray("items");
        for (int i = 0; i < many; i++) {
            items.addObject().put("id", i).put("patch", "x".repeat(100_000 * (i % 2 + 1)));
        }

        ObjectNode bounded = Bounded.page(page, MOST);

        assertThat(bounded.path("items").size()).isEqualTo(many);
        assertThat(bounded.at("/items/0")).isEqualTo(json("{\"id\":0,\"omitted\":\"patch (all)\"}"));
        assertThat(bounded.path("next").stringValue()).isEqualTo("further");
    }

    @Test
    void manyShortMembersAreNoReasonToGoOnForEver() {
        ObjectNode answer = Json.object();
        for (int i = 0; i < 1000; i++) {
            answer.put("m" + i, i);
        }

        assertThat(Bounded.whole(answer, 1000).path("m1").intValue()).isEqualTo(1);
    }
}

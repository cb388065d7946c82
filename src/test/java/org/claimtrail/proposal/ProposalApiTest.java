package org.claimtrail.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Proposals that are kept, over HTTP. */
class ProposalApiTest extends ApiTest {

    private static final String TEXT = "Energy Minister Anna Berg said on Monday that the bridge will open in May. "
            + "About 300 people were killed in the old town.\n\n"
            + "Moscow and Pyongyang have denied the arms transfers.";

    private String article;
    private String proposals;

    @BeforeEach
    void anArticle() {
        article = "/articles/"
                + api.created(
                                "/articles",
                                Map.of(
                                        "url", "https://news.example/kept",
                                        "publishedOn", "2024-06-19",
                                        "language", "en",
                                        "body", TEXT))
                        .id();
        proposals = article + "/proposals";
    }

    private Answer propose() {
        return api.send("POST", proposals, null, null);
    }

    private JsonNode first() {
        return api.get(proposals + "?limit=1").body().at("/items/0");
    }

    private Answer decide(JsonNode proposal, Object body) {
        String path = proposals + "/" + proposal.at("/id").stringValue();
        return api.put(path, body, api.get(path).etag());
    }

    @Test
    void readAgainAnArticleHasNothingTwice() {
        Answer proposed = propose();
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
        assertThat(proposed.body().toString()).isEqualTo("{\"found\":3,\"new\":3,\"open\":3}");
        assertThat(propose().body().at("/new").intValue()).isZero();
        assertThat(api.patch(article, Map.of("body", TEXT + " Anna Berg said that taxes will rise in May."), "*")
                        .status())
                .isEqualTo(200);
        assertThat(propose().body().at("/new").intValue()).isEqualTo(1);

        Answer list = api.get(proposals + "?state=OPEN&sort=-confidence&count=true");
        assertThat(list.body().at("/total").intValue()).isEqualTo(4);
        assertThat(new HashSet<>(list.items("proposer"))).containsExactly("rules");
        assertThat(first().at("/claim/text").stringValue()).isEqualTo("The bridge will open in May.");
        assertThat(TEXT.substring(
                        first().at("/start").intValue(), first().at("/end").intValue()))
                .startsWith("Energy Minister");
    }

    @Test
    void whatIsAcceptedIsRecordedThroughItsProposer() {
        propose();

        Answer accepted = decide(first(), Map.of("state", "ACCEPTED", "reason", "As it says."));

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
        assertThat(accepted.body().at("/edited").booleanValue()).isFalse();
        assertThat(accepted.at("/decidedBy")).isNotBlank();
        String claim = "/claims/" + accepted.at("/recorded/id");
        assertThat(api.get(claim).at("/text")).isEqualTo("The bridge will open in May.");
        assertThat(api.get(claim).at("/appearances/0/attribution/0/saidOn")).isEqualTo("2024-06-17");
        assertThat(api.get(claim + "/history").at("/items/0/through")).isEqualTo("proposal: rules 2");
        assertThat(api.get(proposals + "?state=OPEN").items("id")).hasSize(2);
        assertThat(decide(first(), Map.of("state", "ACCEPTED")).status()).isEqualTo(200);
        assertThat(decide(first(), Map.of("state", "REJECTED")).status()).isEqualTo(409);
        assertThat(count("claim")).isEqualTo(1);
    }

    @Test
    void itMayBeRecordedOtherwiseAndRejectedAndOpenedAgain() {
        propose();
        JsonNode first = first();
        assertThat(decide(first, Map.of("state", "REJECTED", "reason", "Known."))
                        .at("/state"))
                .isEqualTo("REJECTED");
        assertThat(propose().body().at("/new").intValue()).isZero();
        assertThat(decide(first, Map.of("state", "OPEN")).body().has("decidedAt"))
                .isFalse();

        ObjectNode whole = (ObjectNode) first();
        ((ObjectNode) whole.get("claim")).put("text", "The new bridge will open in May.");
        Answer edited = decide(first, whole.put("state", "ACCEPTED"));

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.body().at("/edited").booleanValue()).isTrue();
        assertThat(api.get("/claims/C-" + edited.body().at("/recorded/number").intValue())
                        .at("/text"))
                .isEqualTo("The new bridge will open in May.");
        assertThat(owner.sql(
                                "select concat_ws(' ', proposer, version, proposed, accepted, edited, rejected, open, precision) from report.proposers")
                        .query(String.class)
                        .single())
                .isEqualTo("rules 2 3 1 1 0 2 1.0000");
    }

    @Test
    void whatIsWrongIsToldByFieldAndRule() {
        propose();
        String path = proposals + "/" + first().at("/id").stringValue();

        assertThat(api.put(path, Map.of("state", "MAYBE", "confidence", 1, "x", 1), "*")
                        .pointers())
                .containsExactlyInAnyOrder("/state", "/confidence", "/x");
        assertThat(api.put(path, Map.of("state", "ACCEPTED", "claim", Map.of("kind", "FACT", "y", 1)), "*")
                        .pointers())
                .containsExactlyInAnyOrder("/claim/text", "/claim/y");
        assertThat(api.put(path, Map.of("state", "REJECTED", "claim", Map.of("text", "A.", "kind", "FACT")), "*")
                        .pointers())
                .containsExactly("/claim");
        assertThat(api.put(path, Map.of("state", "REJECTED"), "\"old\"").status())
                .isEqualTo(412);
        assertThat(api.as(Role.READER)
                        .put(path, Map.of("state", "REJECTED"), "*")
                        .status())
                .isEqualTo(403);
        assertThat(api.as(Role.READER).send("POST", proposals, null, null).status())
                .isEqualTo(403);
        assertThat(api.as(Role.READER).get(proposals).status()).isEqualTo(200);
        assertThat(api.with(null).get(proposals).status()).isEqualTo(401);
        assertThat(api.get("/articles/00000000-0000-0000-0000-000000000000/proposals")
                        .status())
                .isEqualTo(404);
        assertThat(api.send("POST", "/articles/00000000-0000-0000-0000-000000000000/proposals", null, null)
                        .status())
                .isEqualTo(404);
        String empty = api.created("/articles", Map.of("url", "https://news.example/empty"))
                .id();
        assertThat(api.send("POST", "/articles/" + empty + "/proposals", null, null)
                        .pointers())
                .isEqualTo(List.of("/article"));
        assertThat(count("claim")).isZero();
    }

    @Test
    void whatIsPurgedIsProposedNoMore() {
        propose();
        Answer accepted = decide(first(), Map.of("state", "ACCEPTED"));
        String claim = "/claims/" + accepted.at("/recorded/id");
        assertThat(api.delete(claim, "*").status()).isEqualTo(204);
        assertThat(api.get(proposals).items("id")).hasSize(3);

        assertThat(api.post(claim + "/purge", Map.of("reason", "Private.")).status())
                .isLessThan(300);
        assertThat(api.get(proposals).items("id")).hasSize(2);
        assertThat(api.delete(article, "*").status()).isEqualTo(204);
        assertThat(api.post(article + "/purge", Map.of("reason", "Private.")).status())
                .isLessThan(300);
        assertThat(count("proposal")).isZero();
    }
}

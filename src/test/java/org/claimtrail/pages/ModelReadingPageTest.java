package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.ModelServer.status;
import static org.claimtrail.testing.ModelServer.telling;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.TestModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A language model that somebody has read an article, in the reading room. */
class ModelReadingPageTest extends PageTest {

    private static final String TOLD = """
            {"claims": [
              {"excerpt": "The quay was sold in March.", "text": "The quay was sold in March.", "kind": "FACT", "confidence": 0.9, "attribution": []},
              {"excerpt": "The mayor resigned.", "text": "The mayor resigned.", "kind": "FACT", "confidence": 0.9, "attribution": []}]}""";

    @AfterEach
    void forget() {
        TestModel.SERVER.forget();
    }

    @Test
    void whoHasItReadIsToldWhereTheTextGoesAndWhatCameOfIt() {
        String room = "/articles/"
                + api.created(
                                "/articles",
                                Map.of("url", "https://news.example/quay", "body", "The quay was sold in March."))
                        .id()
                + "/read";
        Browser browser = signedIn(Role.CONTRIBUTOR);
        Page page = browser.open(room);
        assertThat(page.document().expectFirst(".by-model").text())
                .contains("Have parrot-1 propose claims", TestModel.SERVER.host(), "Spent today: 0.00 of 5.00");

        TestModel.SERVER.answers(status(404));
        Page refused = browser.submit(page, ".by-model", "proposer", "MODEL");
        assertThat(refused.document().expectFirst(".by-model [role=alert]").text())
                .contains(TestModel.SERVER.host() + " answered 404");
        TestModel.SERVER.answers(telling(TOLD));
        Page proposed = browser.submit(refused, ".by-model", "proposer", "MODEL");

        assertThat(proposed.document().expectFirst(".said").text()).isEqualTo("One claim is proposed.");
        assertThat(proposed.document().expectFirst("[data-proposal]").text())
                .contains("The quay was sold in March.", "by parrot-1");
        assertThat(proposed.document().expectFirst(".last-reading").text())
                .startsWith("Read by parrot-1")
                .endsWith("for contributor: Of 2 that it told, dropped: 1: not in the article.");
        assertThat(proposed.document().expectFirst(".budget").text()).isEqualTo("0.006 of 5.00");
        browser.submit(proposed, "[data-proposal] form", "accept", "true");
        assertThat(api.get("/claims/C-1/history").at("/items/0/through"))
                .isEqualTo("proposal: model parrot-1 prompt 1");
        assertThat(signedIn(Role.READER).open(room).document().select(".by-model"))
                .isEmpty();
    }
}

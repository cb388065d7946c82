package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.junit.jupiter.api.Test;

/** What became of an article since, and where others may have kept it. */
class ArticleVersionsPageTest extends PageTest {

    @Test
    void aVersionTellsWhatChangedSinceTheOneBefore() {
        String article = "/articles/"
                + api.created(
                                "/articles",
                                Map.of(
                                        "url",
                                        "https://news.example/ships?id=1",
                                        "body",
                                        "About 6,700 ships came.\n\nIt rained."))
                        .id();
        api.patch(article, Map.of("body", "About 7,000 ships came.\n\nIt rained.\n\nNobody was hurt."), "*");
        Browser browser = signedIn(Role.READER);

        Page second = browser.open(article + "/versions/2");

        assertThat(second.document().select(".texts del").eachText()).containsExactly("6,700");
        assertThat(second.document().select(".texts ins").eachText()).containsExactly("7,000", "Nobody was hurt.");
        assertThat(second.document().select(".texts td[colspan]").eachText()).containsExactly("1 paragraph as before");
        assertThat(browser.open(article + "/versions/1").document().select(".texts"))
                .isEmpty();
        assertThat(browser.open(article)
                        .document()
                        .expectFirst("dd a[href^=https://archive.example]")
                        .attr("href"))
                .isEqualTo("https://archive.example/web/https://news.example/ships?id=1");
    }
}

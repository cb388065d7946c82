package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The page of one claim, where there is much of it. */
class ClaimPageTest extends PageTest {

    @Test
    void placesStandByTheOriginTheyLeadBackTo() {
        String places = IntStream.range(0, 7)
                .mapToObj(i -> """
                        {"article": {"url": "https://news%d.example/a"}, "attribution": [{"sources": [{"name": "%s", "kind": "GOVERNMENT"}]}]}""".formatted(i, i % 6 == 0 ? "Ministry" : "Agency"))
                .collect(Collectors.joining(","));
        api.created(
                "/claims",
                json("{\"text\": \"Ships were sent.\", \"kind\": \"FACT\", \"appearances\": [%s]}".formatted(places)));
        Page page = signedIn(Role.READER).open("/claims/C-1");

        assertThat(page.document().select(".by-origin > h3").eachText())
                .containsExactlyInAnyOrder("Leads back to Ministry 2 places", "Leads back to Agency 5 places");
        Element agency = page.document().select(".by-origin").stream()
                .filter(group -> group.text().contains("Agency"))
                .findFirst()
                .orElseThrow();
        assertThat(agency.select("> .appearance")).hasSize(3);
        assertThat(agency.select("details summary").text()).isEqualTo("2 more");
        assertThat(agency.select("details .appearance")).hasSize(2);
        assertThat(page.document().select(".appearance")).hasSize(7);
    }

    @Test
    void notesAreMarkdownThatNothingRunsIn() {
        api.created("/claims", Map.of("text", "Ships were sent.", "kind", "FACT"));
        Browser desk = signedIn(Role.CONTRIBUTOR);
        Page noted = desk.submit(
                desk.open("/claims/C-1"),
                "#note-form",
                "/text",
                "See **C-1** and\n\n- one\n- <img src=x onerror=alert(1)>\n\n![x](https://a.example/x.png)");

        Element written = noted.document().expectFirst(".written");
        assertThat(written.select("strong a").attr("href")).isEqualTo("/claims/C-1");
        assertThat(written.select("li").eachText()).containsExactly("one", "<img src=x onerror=alert(1)>");
        assertThat(written.select("img, script, [onerror]")).isEmpty();
        assertThat(written.select("a[href=https://a.example/x.png]").attr("rel"))
                .contains("noopener");
    }

    @Test
    void wordsAreExplainedWhereTheyStand() {
        api.created("/claims", Map.of("text", "Ships were sent.", "kind", "FACT"));
        Page page = signedIn(Role.READER).open("/claims/C-1");
        assertThat(page.document().select("details.word summary").eachAttr("aria-label"))
                .contains("What an origin is", "What standing is", "What the status is", "What an assessment is");
        assertThat(page.document().select("details.word p b").eachText()).contains("origin", "rating");
    }
}

package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.People;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What stands beneath pictures, and is all there is without scripts. */
class PicturesTest extends ApiTest {

    private static final String PASSWORD = "four words in a row";

    @LocalServerPort
    private int port;

    private Browser reader;

    @BeforeEach
    void signIn() {
        People.choosePassword(api, port, Role.READER, PASSWORD);
        reader = new Browser(port);
        reader.signIn(People.name(Role.READER), PASSWORD);
    }

    @Test
    void theTableOfAMeasureSaysWhatIsDrawn() {
        for (String figure : List.of(
                "\"qualifier\": \"MORE_THAN\", \"lowerBound\": 9000, \"period\": \"2024-02\"",
                "\"qualifier\": \"AT_MOST\", \"upperBound\": 5000.5",
                "\"qualifier\": \"THOUSANDS\"",
                "\"qualifier\": \"UNSTATED\", \"period\": \"..2024-06-18\"")) {
            api.created("/claims", json("""
                    {"text": "Boats.", "kind": "FIGURE", "figures": [{"measure": {"name": "boats", "unit": "boats"}, %s}],
                     "appearances": [{"article": {"url": "https://news.example/a"},
                       "attribution": [{"sources": [{"name": "Ada", "kind": "PERSON"}], "saidOn": "2024-06-10"}]}]}""".formatted(figure)));
        }
        String measure = reader.open("/claims/C-1")
                .document()
                .expectFirst("a:contains(Compare with)")
                .attr("href");
        Page page = reader.open(measure);

        assertThat(page.document().select("figure[data-picture]")).hasSize(2).allSatisfy(figure -> {
            assertThat(figure.hasAttr("hidden")).isTrue();
            assertThat(page.document().getElementById(figure.attr("data-of"))).isNotNull();
        });
        assertThat(page.document().select("#figures tbody tr").eachText()).hasSize(4);
        assertThat(row(page, "C-1")).isEqualTo("9000.. true  2024-02-01 2024-02-29 true true");
        assertThat(row(page, "C-2")).isEqualTo("..5000.5 false  2024-06-10 2024-06-10 false true");
        assertThat(row(page, "C-3")).isEqualTo("2000..1000000 false thousands 2024-06-10 2024-06-10 false false");
        assertThat(row(page, "C-4")).isEqualTo("..    2024-06-18 true false");
        assertThat(page.document().select("[data-conflicts-of=figures] li"))
                .singleElement()
                .satisfies(pair -> assertThat(pair.text()).contains("between them lie 3,999.5 boats"))
                .satisfies(pair -> assertThat(page.document().select("tr[data-figure=" + pair.attr("data-one") + "]"))
                        .isNotEmpty());
    }

    private static String row(Page page, String claim) {
        Element row = page.document().expectFirst("#figures tr:has(a:containsOwn(" + claim + "))");
        return row.attr("data-from") + ".." + row.attr("data-to") + " " + row.attr("data-from-open") + " "
                + row.attr("data-vague") + " " + row.attr("data-day") + " " + row.attr("data-until") + " "
                + row.attr("data-of-period") + " " + row.attr("data-conflicts");
    }
}

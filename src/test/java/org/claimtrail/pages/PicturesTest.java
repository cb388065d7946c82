package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands beneath pictures, and is all there is without scripts. */
class PicturesTest extends PageTest {

    private Browser reader;

    @BeforeEach
    void signIn() {
        reader = signedIn(Role.READER);
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

    @Test
    void reportsArePagesTablesFilesAndStatements() {
        api.created("/claims", containers());
        api.created("/claims", Map.of("text", "Not so.", "kind", "DENIAL"));
        Page all = reader.open("/reports");
        List<String> reports = all.document().select("main .sentences a").eachAttr("href");
        assertThat(reports).hasSizeGreaterThanOrEqualTo(10).contains("/reports/claims-recorded");
        assertThat(all.document().select("nav a:contains(Reports)")).isNotEmpty();
        for (String report : reports) {
            Page page = reader.open(report);
            assertThat(page.status()).as(report).isEqualTo(200);
            assertThat(page.document().select("main pre").text()).as(report).contains("from report.");
            assertThat(page.document().select("#answer").text())
                    .as(report)
                    .doesNotContainPattern("[A-Z]{4,}|[0-9a-f]{8}-[0-9a-f]{4}");
        }

        Page found = reader.open("/reports/claims-recorded?topic=&from=");
        assertThat(found.document().select("#answer tbody tr")).hasSizeBetween(52, 54);
        assertThat(found.document().select("#answer tr:last-child td").eachText())
                .containsSubsequence("2", "0", "1", "0", "1", "0", "0");
        assertThat(found.document().select("#answer tr:last-child td[data-value]"))
                .hasSize(6);
        Page file = reader.open(
                found.document().expectFirst("a:contains(Download as CSV)").attr("href"));
        assertThat(file.headers().get("content-disposition").get(0)).contains("claims-recorded.csv");
        assertThat(file.text()).startsWith("week,claims,fact,figure").endsWith(",2,0,1,0,1,0,0");

        Page narrowed = reader.open("/reports/claims-recorded?from=2024-01-01&to=2024-01-10");
        assertThat(narrowed.document().select("#answer tbody tr td:first-child").eachText())
                .containsExactly("1 January 2024", "8 January 2024");
        assertThat(narrowed.document().expectFirst("#from").val()).isEqualTo("2024-01-01");
        assertThat(narrowed.document().select("pre").text()).contains("date '2024-01-10'");

        Page refused = reader.open("/reports/statuses?from=soon&kind=LIE&colour=red");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.document().select("[role=alert] b").eachText()).containsExactly("from", "kind", "colour");
        assertThat(refused.document().select("#answer")).isEmpty();
        assertThat(reader.open("/reports/no-such").status()).isEqualTo(404);
        assertThat(reader.open("/reports/statuses/csv?from=soon").status()).isEqualTo(400);
        assertThat(new Browser(port).open("/reports/statuses/csv").text()).doesNotContain("unverified");
    }

    @Test
    void whatStandsAroundAClaimIsAListAndSoIsWhatASourceDid() {
        api.created("/claims", containers());
        api.created("/claims", Map.of("text", "لا.", "kind", "DENIAL"));
        api.created(
                "/claims/C-2/relations",
                json("{\"type\": \"DENIES\", \"to\": {\"id\": \"C-1\"}, \"scope\": \"PARTIAL\"}"));

        Page page = reader.open(reader.open("/claims/C-1")
                .document()
                .expectFirst("a:contains(A picture of what stands around it)")
                .attr("href"));
        assertThat(page.document().select("#edges tbody tr").eachText())
                .containsExactlyInAnyOrder(
                        "C-2 لا. denies in part C-1 " + containers().get("text").stringValue(),
                        "C-1 " + containers().get("text").stringValue() + " appears in Putin visits North Korea",
                        "Putin visits North Korea published by The Example Times",
                        "Putin visits North Korea has it from South Korean Defense Ministry");
        assertThat(page.document()
                        .select("#edges [data-node="
                                + page.document().expectFirst("figure").attr("data-around") + "]"))
                .isNotEmpty()
                .allSatisfy(end -> assertThat(end.attr("data-name")).isEqualTo("C-1"));
        for (Element link : page.document().select("#edges a")) {
            assertThat(reader.open(link.attr("href")).status()).isEqualTo(200);
        }
        Page alone = reader.open("/claims/C-2/around?depth=0");
        assertThat(alone.text()).contains("Nothing stands around it yet.");
        assertThat(reader.open("/claims/C-2/around?depth=9").status()).isEqualTo(400);
        Page before =
                reader.open("/claims/C-1/around?asOf=" + api.get("/claims/C-1").at("/createdAt"));
        assertThat(before.document().select("#edges tbody tr")).hasSize(3);
        assertThat(before.text()).contains("As it stood on");

        Page source = reader.open(
                page.document().expectFirst("#edges a:contains(South Korean)").attr("href"));
        assertThat(source.document().select("#acts tbody tr:first-child > *").eachText())
                .startsWith("Made", "1", "1", "0");
        assertThat(source.document().select("#acts th[data-series]")).hasSize(8);
    }

    private static String row(Page page, String claim) {
        Element row = page.document().expectFirst("#figures tr:has(a:containsOwn(" + claim + "))");
        return row.attr("data-from") + ".." + row.attr("data-to") + " " + row.attr("data-from-open") + " "
                + row.attr("data-vague") + " " + row.attr("data-day") + " " + row.attr("data-until") + " "
                + row.attr("data-of-period") + " " + row.attr("data-conflicts");
    }
}

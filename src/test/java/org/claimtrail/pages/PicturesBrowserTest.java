package org.claimtrail.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.containers;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Role;
import org.claimtrail.standing.CatchUp;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Pictures, as a browser draws them under the policy that pages have. */
class PicturesBrowserTest extends InABrowser {

    @Autowired
    private DemoData demo;

    @Autowired
    private ApplicationContext context;

    @Test
    void figuresOfAMeasureAreDrawnLedToAndKept() throws IOException {
        api.created("/claims", containers());
        Page reader = signedIn(Role.CONTRIBUTOR, true, options -> options.setColorScheme(ColorScheme.DARK));
        open(reader, "/claims/C-1");
        reader.getByText("Compare with what others say").click();

        Locator pictures = reader.locator("figure.picture svg");
        assertThat(pictures).hasCount(2);
        assertThat(pictures.first()).containsText("6,030 to 7,370 containers");
        assertAccessible(reader, "a measure");

        Document svg =
                Jsoup.parse(Files.readString(saved(reader, "Download as SVG").path()), Parser.xmlParser());
        assertThat(svg.select("text").text()).contains("6,030 to 7,370 containers");
        assertThat(svg.select("[class], [style]")).isEmpty();
        assertThat(svg.select("circle").eachAttr("fill")).contains("rgb(127, 196, 195)");
        assertThat(svg.expectFirst("a").attr("href")).isEqualTo(address("/claims/C-1"));
        Download png = saved(reader, "Download as PNG");
        assertThat(png.suggestedFilename()).endsWith(".png");
        assertThat(Files.readAllBytes(png.path()))
                .startsWith(0x89, 'P', 'N', 'G')
                .hasSizeGreaterThan(2000);

        pictures.first().locator("a").focus();
        reader.keyboard().press("Enter");
        assertThat(reader).hasURL(address("/claims/C-1"));
    }

    @Test
    void reportsAreDrawn() {
        demo.load();
        CatchUp.now(context);
        Page reader = signedIn(Role.CONTRIBUTOR, true, options -> options.setViewportSize(390, 800));
        for (String report : List.of(
                "claims-recorded", "statuses", "sources", "publishers", "predictions?from=2024-01-01&to=2024-12-31")) {
            open(reader, "/reports/" + report);
            assertThat(reader.locator("figure.picture svg")).isVisible();
            assertThat((Integer) reader.evaluate("document.documentElement.scrollWidth"))
                    .as(report)
                    .isLessThanOrEqualTo(390);
        }
        open(reader, "/reports/denials");
        assertThat(reader.locator("figure svg")).containsText("Russia");
        assertThat(reader.locator("figure svg .value").first()).hasText("1");
        assertAccessible(reader, "a report");

        open(reader, "/claims/C-1/around?depth=2");
        Locator node = reader.locator("figure svg a")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^C-2\\D")));
        assertThat(node).hasCount(1);
        node.focus();
        assertThat(reader.locator("figure svg .lit")).not().hasCount(0);
        assertAccessible(reader, "what stands around a claim");
        reader.keyboard().press("Enter");
        assertThat(reader).hasURL(address("/claims/C-2"));
        open(reader, reader.locator("a[href^='/sources/']").first().getAttribute("href"));
        assertThat(reader.locator("figure svg")).isVisible();
    }

    private static Download saved(Page page, String how) {
        return page.waitForDownload(() -> page.getByText(how).first().click());
    }
}

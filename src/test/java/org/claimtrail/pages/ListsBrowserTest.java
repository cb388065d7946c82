package org.claimtrail.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.junit.jupiter.api.Test;

/** What lists and days of the past are chosen by, in a real browser. */
class ListsBrowserTest extends InABrowser {

    @Test
    void choicesTellHowManyThereAreAndNamesAreSuggested() {
        api.created("/claims", json("""
                {"text": "Ships were sent.", "kind": "FACT", "about": [{"name": "Harbour Board", "kind": "ORGANIZATION"}]}"""));
        api.created("/claims", Map.of("text", "They will be.", "kind", "PREDICTION"));
        Page page = signedIn(
                Role.CONTRIBUTOR,
                true,
                context -> context.setColorScheme(ColorScheme.DARK).setViewportSize(390, 800));
        open(page, "/claims?column=STATUS");

        page.locator("summary", new Page.LocatorOptions().setHasText("Kind")).click();
        Locator fact = page.locator("label:has([name=kind][value=FACT])");
        assertThat(fact).hasText("Fact 1");
        fact.click();
        assertAccessible(page, "a list with its filters open");
        page.locator("summary", new Page.LocatorOptions().setHasText("Who")).click();
        assertThat(fact).not().isVisible();
        page.locator("#about").pressSequentially("harb");
        assertThat(page.locator("#list-about option")).hasCount(1);
        page.locator("#about").fill("Harbour Board");
        page.keyboard().press("Enter");
        assertThat(page.locator(".chips li")).hasCount(2);
        assertThat(page.locator(".claim-table .number")).hasText("C-1");
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    }

    @Test
    void whatIsChosenWhileChoicesAreCountedStaysChosen() {
        api.created("/claims", claim("Ships were sent."));
        Page page = signedIn(Role.CONTRIBUTOR, true);
        List<Route> counting = new ArrayList<>();
        page.route("**/claims/choices*", counting::add);
        open(page, "/claims");

        page.locator("summary", new Page.LocatorOptions().setHasText("Standing"))
                .click();
        page.locator("#denied").selectOption("false");
        page.waitForCondition(() -> counting.size() == 5);
        page.locator("summary", new Page.LocatorOptions().setHasText("Kind")).click();
        page.locator("#kind-FACT").check();
        page.waitForCondition(() -> counting.size() == 6);
        counting.forEach(Route::resume);

        assertThat(page.locator("label:has(#kind-FACT)")).hasText("Fact 1");
        assertThat(page.locator("#kind-FACT")).isChecked();
        assertThat(page.locator("#denied option[value=true]")).hasText("Denied (0)");
        assertThat(page.locator("#denied")).hasValue("false");
    }

    /** What could not be counted puts nothing back when others are. */
    @Test
    void whatIsChosenAfterChoicesWereNotCountedStaysChosen() {
        api.created("/claims", claim("Ships were sent."));
        Page page = signedIn(Role.CONTRIBUTOR, true);
        List<Route> held = new ArrayList<>();
        page.route("**/claims/choices?by=denied*", held::add);
        open(page, "/claims");

        page.locator("summary", new Page.LocatorOptions().setHasText("Standing"))
                .click();
        for (String counted : List.of("singleSource", "contradicted", "figureConflict", "overdue")) {
            assertThat(page.locator("#" + counted + " option[value=true]")).containsText("(");
        }
        page.waitForResponse(
                "**/claims/choices?by=denied*",
                () -> held.get(0)
                        .fulfill(new Route.FulfillOptions().setStatus(400).setBody("")));
        page.locator("#denied").selectOption("false");
        page.locator("summary", new Page.LocatorOptions().setHasText("Kind")).click();

        assertThat(page.locator("label:has(#kind-FACT)")).hasText("Fact 1");
        assertThat(page.locator("#denied")).hasValue("false");
    }

    @Test
    void theOneBoxSuggestsAsOneTypesAndIsWalkedThroughByKeys() {
        api.created("/claims", claim("Six ships left Rason for Vladivostok."));
        api.created("/sources", source("Rason Harbour Board", "ORGANIZATION"));
        Page page = signedIn(Role.CONTRIBUTOR, true, context -> context.setViewportSize(390, 800));
        open(page, "/articles");

        page.locator("#open").pressSequentially("ras");
        Locator suggested = page.locator(".suggestions a");
        assertThat(suggested).hasCount(2);
        assertThat(page.locator(".suggestions [role=status]")).hasText("2 suggestions");
        assertAccessible(page, "suggestions");
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(suggested.nth(1)).isFocused();
        page.keyboard().press("Escape");
        assertThat(suggested).hasCount(0);
        assertThat(page.locator("#open")).isFocused();

        page.locator("#open").pressSequentially("o");
        assertThat(suggested).hasCount(2);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(address("/claims/C-1"));
    }

    @Test
    void daysOfThePastAreChosenByASlider() {
        api.created("/claims", json("""
                {"text": "Ships were sent.", "kind": "FACT", "appearances": [
                    {"article": {"url": "https://news.example/a", "publishedOn": "2024-06-19"}},
                    {"article": {"url": "https://news.example/b", "publishedOn": "2024-07-09"}}]}"""));
        Page page = signedIn(Role.CONTRIBUTOR, true, context -> context.setViewportSize(1280, 900));
        open(page, "/claims/C-1");

        Locator slider = page.getByLabel("With what was published by, by a slider");
        assertThat(slider).hasAttribute("aria-valuetext", "now");
        assertThat(page.locator("#published-marks option")).hasCount(3);
        assertThat(slider)
                .hasAttribute("min", String.valueOf(LocalDate.of(2024, 6, 19).toEpochDay()));
        assertThat(slider)
                .hasAttribute(
                        "max", String.valueOf(LocalDate.now(ZoneOffset.UTC).toEpochDay()));
        slider.focus();
        page.keyboard().press("Home");
        assertThat(page.locator("#published")).hasValue("2024-06-19");
        page.keyboard().press("Enter");
        assertThat(page.locator(".past b")).hasText("19 June 2024");
        assertThat(page.locator(".appearance")).hasCount(1);
        assertAccessible(page, "a claim as known on a day");
    }
}

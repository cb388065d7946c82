package org.claimtrail.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.claimtrail.platform.Role;
import org.claimtrail.watching.LookedAt;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What was done is seen and taken back, and the service kept, in a real browser. */
class KeepingBrowserTest extends InABrowser {

    @Autowired
    private BeanFactory beans;

    @Test
    void pagesOfWhatWasDoneAreAccessibleAndOfferTheRatingsOfAScale() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        api.patch("/claims/C-1", Map.of("text", "Said otherwise."), "*");
        api.created(
                "/claims/C-1/assessments",
                json(
                        "{\"summary\": \"x\", \"scale\": {\"name\": \"Truth\", \"worst\": 1, \"best\": 5}, \"rating\": {\"label\": \"False\", \"value\": 1}}"));
        api.created(
                "/claims/C-1/assessments",
                json("{\"summary\": \"x\", \"scale\": {\"name\": \"Fire\"}, \"rating\": {\"label\": \"Pants\"}}"));
        api.delete("/topics/" + api.created("/topics", Map.of("name", "arms")).id(), "*");
        api.created("/webhooks", Map.of("url", "https://hooks.example/"));
        String hook = api.get("/webhooks").at("/items/0/id");

        Page reviewer = signedIn(Role.REVIEWER, true);
        open(reviewer, "/claims/C-1/assessments/new");
        assertThat(reviewer.locator("datalist[id='list-/rating/label'] option")).hasCount(2);
        field(reviewer, "/scale/name").fill("Fire");
        assertThat(reviewer.locator("datalist[id='list-/rating/label'] option")).hasCount(1);
        assertThat(field(reviewer, "/scale/name")).isFocused();
        assertAccessible(reviewer, "an assessment");

        api.send("PUT", "/watches/claim/C-1", null, null);
        api.as(Role.REVIEWER).patch("/claims/C-1", Map.of("place", "Vladivostok"), "*");
        LookedAt.allChanges(beans);

        choosesPassword(Role.ADMIN);
        Page admin = signedIn(
                Role.ADMIN,
                true,
                context -> context.setColorScheme(ColorScheme.DARK).setViewportSize(390, 800));
        List<String> looked = List.of(
                "/changes?own=true",
                "/deleted",
                "/claims/C-1/revert?to=1",
                "/webhooks/new",
                "/webhooks/" + hook,
                "/settings",
                "/notices",
                "/watching",
                "/account/digest");
        List<String> like = List.of(
                "/claims/C-1/history",
                "/administration",
                "/webhooks",
                "/exchange-rates",
                "/exchange-rates/new",
                "/security-events");
        for (String page : Stream.concat(looked.stream(), like.stream()).toList()) {
            open(admin, page);
            if (looked.contains(page)) {
                assertAccessible(admin, page);
            }
            assertThat(admin.evaluate("document.documentElement.scrollWidth"))
                    .as(page)
                    .isEqualTo(390);
        }
    }
}

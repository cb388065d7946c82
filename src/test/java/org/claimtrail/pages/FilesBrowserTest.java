package org.claimtrail.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.util.Base64;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.junit.jupiter.api.Test;

/** Files that are chosen, dropped and pasted in a real browser. */
class FilesBrowserTest extends InABrowser {

    /** Fires an event that has a file with it, at an element. */
    private static final String WITH_FILE = """
            (place, [event, name, type, content]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name, {type}));
              place.dispatchEvent(event === 'paste'
                ? new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true, cancelable: true})
                : new DragEvent(event, {dataTransfer: transfer, bubbles: true, cancelable: true}));
            }""";

    @Test
    void filesAreDroppedPastedAndChosen() {
        api.created("/claims", Map.of("text", "Ships were sent.", "kind", "FACT"));
        String evidence = api.created(
                        "/claims/C-1/evidence",
                        json("{\"title\": \"A picture\", \"kind\": \"IMAGE\", \"stance\": \"SUPPORTS\"}"))
                .id();
        Page page = signedIn(
                Role.CONTRIBUTOR,
                true,
                context -> context.setColorScheme(ColorScheme.DARK).setViewportSize(390, 800));
        open(page, "/claims/C-1");
        Locator place = page.locator("#evidence-" + evidence);
        String picture = Base64.getEncoder().encodeToString(FilePagesTest.picture());

        place.evaluate(WITH_FILE, new Object[] {"dragover", "bus.png", "image/png", picture});
        assertThat(place).hasClass("dropping");
        place.evaluate(WITH_FILE, new Object[] {"drop", "bus.png", "image/png", picture});
        assertThat(place.locator(".files bdi")).hasText("bus.png");
        assertThat(page.locator(".said")).hasText("bus.png is attached.");

        place.locator(".attach summary").focus();
        page.keyboard().press("Enter");
        place.locator(".attach summary")
                .evaluate(WITH_FILE, new Object[] {"paste", "image.txt", "text/plain", "UGFzdGVkLg=="});
        assertThat(place.locator(".files bdi")).hasCount(2);

        place.locator(".attach summary").click();
        // As if it were much larger.
        place.locator("form[data-files]").evaluate("form => { form.dataset.most = 3; }");
        place.locator("input[type=file]").setInputFiles(new FilePayload("large.txt", "text/plain", new byte[4]));
        place.getByText("Attach", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(place.locator("[data-told]")).hasText("large.txt: must have at most 25 MB.");

        assertAccessible(page, "a claim with files");
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        place.getByLabel("Remove bus.png").click();
        assertThat(place.locator(".files bdi")).hasText("image.txt");
    }
}

package org.claimtrail.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Chromium;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People in a real browser, of whose pages none complains. */
@EnabledIf(value = "org.claimtrail.testing.Chromium#isThere", disabledReason = "No Chromium is installed.")
abstract class InABrowser extends ApiTest {

    static final String PASSWORD = "four words in a row";

    private static final Pattern REFUSED =
            Pattern.compile("the server responded with a status of 4|^Response Status Error Code 4");

    private static Chromium chromium;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    @LocalServerPort
    private int port;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void letThemChoosePasswords() {
        for (Role role : List.of(Role.CONTRIBUTOR, Role.REVIEWER)) {
            choosesPassword(role);
        }
    }

    void choosesPassword(Role role) {
        People.choosePassword(api, port, role, PASSWORD);
    }

    @AfterEach
    void noPageComplained() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        assertThat(complaints).isEmpty();
    }

    static void assertAccessible(Page page, String where) {
        assertAccessible(page, where, List.of());
    }

    /** @param rules those that are asked for; all where there are none */
    static void assertAccessible(Page page, String where, List<String> rules) {
        // What is right is not told: to put that together takes most of the time.
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // No page has frames, for which each would be asked through a second page.
        AxeBuilder axe = new AxeBuilder(page).options(options).setLegacyMode(true);
        assertThat((rules.isEmpty() ? axe : axe.withRules(rules))
                        .analyze().getViolations().stream()
                                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                                .flatMap(rule -> rule.getNodes().stream()
                                        .map(node -> rule.getId() + ": " + node.getTarget() + " "
                                                + node.getFailureSummary()))
                                .toList())
                .as(where)
                .isEmpty();
    }

    Page signedIn(Role role, boolean scripts) {
        return signedIn(role, scripts, context -> {});
    }

    Page signedIn(Role role, boolean scripts, Consumer<Browser.NewContextOptions> more) {
        Browser.NewContextOptions options = new Browser.NewContextOptions().setJavaScriptEnabled(scripts);
        more.accept(options);
        BrowserContext context = chromium.browser().newContext(options);
        contexts.add(context);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // That a form was refused is no complaint.
            if (message.type().equals("error")
                    && !REFUSED.matcher(message.text()).find()) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        open(page, "/sign-in");
        page.getByLabel("Name").fill(People.name(role));
        page.getByLabel("Password").fill(PASSWORD);
        page.locator("main button").click();
        assertThat(page).hasURL(address("/"));
        return page;
    }

    void open(Page page, String path) {
        assertThat(page.navigate(address(path)).status()).isEqualTo(200);
    }

    String address(String path) {
        return "http://localhost:" + port + path;
    }

    static Locator field(Page page, String pointer) {
        return page.locator("[id='" + pointer + "']");
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .and(page.locator(":not(.unseen)"));
    }
}

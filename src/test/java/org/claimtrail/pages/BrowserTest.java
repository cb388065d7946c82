package org.claimtrail.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What people do with the pages, in a real browser. */
class BrowserTest extends InABrowser {

    private static final String SHIPMENT = "The harbour sent about 6,700 containers in May 2024.";

    @Autowired
    private DemoData demo;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClaimIsRecordedDeniedContestedAndCorroborated(boolean scripts) {
        Page desk = signedIn(Role.CONTRIBUTOR, scripts);
        desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Record a claim"))
                .click();
        field(desk, "/text").fill(SHIPMENT);
        field(desk, "/kind").selectOption("FIGURE");
        button(desk, "Add a figure").click();
        field(desk, "/figures/0/measure/name").fill("containers sent");
        field(desk, "/figures/0/measure/unit").fill("containers");
        field(desk, "/figures/0/qualifier").selectOption("ABOUT");
        field(desk, "/figures/0/amount").fill("6,700");
        field(desk, "/appearances/0/article/url").fill("https://news.example/harbour");
        field(desk, "/appearances/0/article/publisher/name").fill("The Example Times");
        field(desk, "/appearances/0/article/publisher/kind").selectOption("PUBLICATION");
        speaker(desk, "/appearances/0/attribution/0", "Harbour Office");
        button(desk, "Add a link to the chain").click();
        assertThat(field(desk, "/text")).hasValue(SHIPMENT);
        speaker(desk, "/appearances/0/attribution/1", "Example Agency");
        button(desk, "Record the claim").click();

        assertThat(desk).hasURL(address("/claims/C-1"));
        assertThat(desk.locator(".chain li .speakers"))
                .hasText(new String[] {"Harbour Office", "Example Agency", "https://news.example/harbour"});
        assertThat(desk.locator(".quantity")).hasText("about 6,700 containers");

        desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Record a denial of it"))
                .click();
        assertThat(field(desk, "/kind")).hasValue("DENIAL");
        field(desk, "/text").fill("No container left the place by sea.");
        field(desk, "/appearances/0/article/url").fill("https://news.example/denial");
        speaker(desk, "/appearances/0/attribution/0", "Ministry of Trade");
        button(desk, "Record the claim").click();
        assertThat(desk).hasURL(address("/claims/C-2"));

        Page review = signedIn(Role.REVIEWER, scripts);
        open(review, "/claims/C-1");
        assertThat(review.locator(".relations .badge").first()).hasText("denied by");
        // What the record does not show yet cannot be chosen, and it is told why.
        assertThat(review.locator("#status-form [value=CORROBORATED]")).isDisabled();
        assertThat(review.locator("#status-form")).containsText("It needs 2 independent known origins");
        changeStatus(review, "CONTESTED");
        assertThat(review.locator("main > .facts .badge")).hasText("contested");

        open(desk, "/claims/C-1/edit");
        button(desk, "Add an appearance").click();
        field(desk, "/appearances/1/article/url").fill("https://other.example/count");
        desk.locator("fieldset:has(> legend:text-is('Appearance 2'))")
                .getByText("Add a link to the chain")
                .click();
        speaker(desk, "/appearances/1/attribution/0", "Union of Crane Drivers");
        button(desk, "Save").click();
        assertThat(desk.locator(".said")).containsText("Saved.");

        open(review, "/claims/C-1");
        changeStatus(review, "CORROBORATED");
        assertThat(review.locator("main > .facts .badge")).hasText("corroborated");
        assertThat(api.get("/claims/C-1").at("/figures/0/amount")).isEqualTo("6700");
    }

    @Test
    void aReviewTakesTwoAccounts() {
        api.created("/claims", Map.of("text", SHIPMENT, "kind", "FACT"));
        Page review = signedIn(Role.REVIEWER, true);
        open(review, "/claims/C-1");
        changeStage(review, "IN_REVIEW");
        assertThat(review.locator(".said")).containsText("in review");
        changeStage(review, "DONE");
        assertThat(review.locator("#stage-form [role=alert]")).containsText("somebody else has to close it");

        api.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS"), "*");
        Page desk = signedIn(Role.CONTRIBUTOR, true);
        open(desk, "/claims/C-1");
        changeStage(desk, "IN_REVIEW");
        open(review, "/");
        assertThat(review.locator("main")).containsText(SHIPMENT);
        open(review, "/claims/C-1");
        changeStage(review, "DONE");

        assertThat(review.locator(".said")).containsText("done");
    }

    @Test
    void whoComesSecondSeesBothVersionsAndChooses() {
        api.created("/claims", Map.of("text", "First words.", "kind", "FACT", "place", "Here"));
        Page one = signedIn(Role.CONTRIBUTOR, true);
        Page other = signedIn(Role.REVIEWER, true);
        open(one, "/claims/C-1/edit");
        open(other, "/claims/C-1/edit");
        field(one, "/text").fill("The words of one.");
        field(one, "/occurred").fill("2024-05");
        button(one, "Save").click();
        assertThat(one.locator(".said")).containsText("Saved.");

        field(other, "/text").fill("The words of the other.");
        field(other, "/place").fill("There");
        button(other, "Save").click();

        assertThat(other.locator("[role=alert]")).containsText("The words of one.");
        assertThat(other.locator("[role=alert]")).containsText("The words of the other.");
        assertThat(other.locator("[name='choose@occurred'][value=theirs]")).isChecked();
        assertThat(other.locator("[name='choose@place'][value=mine]")).isChecked();
        other.locator("[name='choose@text'][value=theirs]").check();
        button(other, "Save").click();

        assertThat(other.locator(".said")).containsText("Saved.");
        var claim = api.get("/claims/C-1");
        assertThat(claim.at("/text")).isEqualTo("The words of one.");
        assertThat(claim.at("/occurred")).isEqualTo("2024-05");
        assertThat(claim.at("/place")).isEqualTo("There");
    }

    @Test
    void aListIsWorkedThroughByKeys() {
        IntStream.rangeClosed(1, 3).forEach(i -> api.created("/claims", Map.of("text", "Claim " + i, "kind", "FACT")));
        Page page = signedIn(Role.CONTRIBUTOR, true);
        for (String key : List.of("j", "x", "j", "x")) {
            page.keyboard().press(key);
        }
        assertThat(page.locator("#chosen")).hasText("(2)");
        page.keyboard().press("a");
        assertThat(page.locator("#bulk-assignee")).isFocused();
        page.locator("#bulk-assignee").selectOption("reviewer");
        button(page, "Change them").click();
        assertThat(page.locator(".said")).containsText("2 claims were changed.");
        assertThat(api.get("/claims?assignee=reviewer&sort=number").items("number"))
                .containsExactly("1", "2");

        page.keyboard().press("?");
        assertThat(page.locator("dialog")).containsText("the next claim");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        page.keyboard().press("j");
        page.keyboard().press("e");
        assertThat(page).hasURL(address("/claims/C-1/edit"));
    }

    @Test
    void aClaimIsShownAsItStood() {
        api.created("/claims", Map.of("text", "As it was.", "kind", "FACT"));
        Instant between = Instant.parse(
                api.get("/changes?after=now&limit=1").at("/next").isEmpty()
                        ? "1970-01-01T00:00:00Z"
                        : api.get("/claims/C-1/history").at("/items/0/at"));
        api.patch("/claims/C-1", Map.of("text", "As it is."), "*");
        Page page = signedIn(Role.CONTRIBUTOR, true);

        open(page, "/claims/C-1?asOf=" + between);
        assertThat(page.locator("h1")).containsText("As it was.");
        assertThat(page.locator(".notice")).containsText("As it stood on");
        assertThat(page.locator("#status-form")).hasCount(0);
        page.getByText("As it is now").click();

        assertThat(page.locator("h1")).containsText("As it is.");
        page.getByText("History of every change").click();
        assertThat(page.locator(".timeline del")).hasText("As it was.");
        assertThat(page.locator(".timeline ins")).hasText("As it is.");
    }

    @Test
    void fieldsSuggestWhatIsRecordedAndWhatIsSimilar() {
        assertThat(demo.load()).isTrue();
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, "/claims/new");
        field(page, "/appearances/0/attribution/0/sources/0/name").pressSequentially("korean def");
        assertThat(page.locator("[id='list-/appearances/0/attribution/0/sources/0/name'] option"))
                .hasAttribute("value", "South Korean Defense Ministry");
        field(page, "/appearances/0/attribution/0/sources/0/name").clear();

        field(page, "/text")
                .pressSequentially("North Korea shipped 6,700 containers to Russia from August 2023 to February 2024.");
        assertThat(page.locator("#similar a").first()).hasText("C-1");
        field(page, "/kind").selectOption("FACT");
        button(page, "Record the claim").click();
        page.getByText("None of them is the same claim: record it.").click();
        button(page, "Record the claim").click();
        assertThat(page.locator(".said")).containsText("It is recorded as");
    }

    /** A table of fifty rows, five of which are faulty. */
    @Test
    void aSpreadsheetComesInAndItsFaultsAreMendedAndSentAgain() throws IOException {
        Path sheet = Files.createTempFile("weekly", ".csv");
        Files.writeString(
                sheet,
                "Claim,Date,Who,Link,Labels\n"
                        + IntStream.rangeClosed(1, 50)
                                .mapToObj(i -> "\"Claim %d, as said\",%s,Ann Other,https://news.example/%d,a|b"
                                        .formatted(i, i % 10 == 0 ? "03/04/2024" : "2024-04-03", i))
                                .collect(Collectors.joining("\n")));
        Page desk = signedIn(Role.CONTRIBUTOR, true);
        open(desk, "/imports");
        desk.locator("#file").setInputFiles(sheet);
        button(desk, "Send").click();
        assertThat(desk.locator("h1")).containsText("Import 1");
        assertAccessible(desk, "an import that waits");
        desk.getByLabel("What Labels is").selectOption("topics");
        desk.getByLabel("What parts several in Labels").fill("|");
        button(desk, "Record it").click();
        assertThat(desk.locator("#progress [role=status]")).containsText("done");
        assertThat(desk.locator("section[aria-labelledby=faulty] li")).hasCount(5);
        assertThat(desk.locator("section[aria-labelledby=faulty] li").first()).containsText("Date 03/04/2024 can be");
        assertAccessible(desk, "an import that is done");
        Download faults = desk.waitForDownload(
                () -> desk.getByText("Download these rows, each with why").click());
        Path mended = Files.createTempFile("mended", ".csv");
        Files.writeString(mended, Files.readString(faults.path()).replace("03/04/2024,", "2024-04-03,"));
        open(desk, "/imports");
        desk.locator("#file").setInputFiles(mended);
        button(desk, "Send").click();
        assertThat(desk.getByLabel("What Labels is")).hasValue("topics");
        button(desk, "Record it").click();
        assertThat(desk.locator("#progress [role=status]")).containsText("done");
        assertThat(count("claim")).isEqualTo(50);
        assertThat(api.get("/claims/C-50").at("/topics/1")).isEqualTo("b");

        api.patch("/claims/C-50", Map.of("place", "Kyiv"), "*");
        button(desk, "Undo: take back what it recorded").click();
        assertThat(desk.locator("#progress [role=status]")).containsText("undone");
        assertThat(desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("What the undo left")))
                .containsText("C-50 It was changed since.");
        assertThat(count("claim where deleted_at is null")).isEqualTo(46);
        assertAccessible(desk, "an import that is undone");
        Files.delete(sheet);
        Files.delete(mended);
    }

    @Test
    void textComesInWithoutScripts() {
        Page desk = signedIn(Role.CONTRIBUTOR, false);
        open(desk, "/imports");
        desk.getByText("Paste text instead").click();
        desk.locator("#text").fill("{\"text\":\"One.\",\"kind\":\"FACT\"}\n{\"text\":\"Two.\"}");
        button(desk, "Look at it").click();
        button(desk, "Try it: a dry run").click();
        await().until(() -> {
            desk.reload();
            return desk.locator("#progress").textContent().contains("tried");
        });
        assertThat(count("claim")).isZero();
        button(desk, "Record it").click();
        await().until(() -> {
            desk.reload();
            return desk.locator("#progress").textContent().contains("done");
        });
        assertThat(desk.locator("section[aria-labelledby=faulty] li"))
                .hasText(Pattern.compile("line 2\\s+/kind\\s+is required."));
        assertThat(count("claim")).isEqualTo(1);
    }

    /** The page of somebody else is one of another origin, with scripts and selections of its own. */
    @Test
    void theOneBoxTakesATextThatIsPastedAndAFileThatIsDropped() {
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, "/claims");
        page.locator("#open").focus();
        assertThat(page.locator(".take-in")).containsText("Take in an article");
        assertAccessible(page, "the box");
        String text =
                "Harbour closed\n\nThe harbour was closed on Monday, the board said. " + "Nobody was hurt. ".repeat(20);
        page.locator("#open").evaluate("""
                (box, text) => {
                    const clipboard = new DataTransfer();
                    clipboard.setData('text/plain', text);
                    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true }));
                }""", text);
        page.keyboard().press("ArrowDown");
        assertThat(button(page, "Take in what you pasted as the text of an article"))
                .isFocused();
        page.keyboard().press("Enter");
        assertThat(field(page, "/title")).hasValue("Harbour closed");
        assertThat(field(page, "/body")).hasValue(Pattern.compile("the board said\\. Nobody was hurt"));

        open(page, "/");
        page.locator(".box input").evaluate("""
                box => {
                    const dropped = new DataTransfer();
                    dropped.items.add(new File(['<title>Strike</title><p>Trains stand still.'], 'saved.html'));
                    for (const kind of ['dragover', 'drop']) {
                        box.dispatchEvent(new DragEvent(kind, { dataTransfer: dropped, bubbles: true }));
                    }
                }""");
        assertThat(field(page, "/title")).hasValue("Strike");
        button(page, "Record it").click();
        assertThat(page.locator(".said")).containsText("It is recorded.");

        // Where files can be attached to what is shown, they are attached to that if they are pasted anywhere else.
        api.created("/claims", Map.of("text", "Trains stand still.", "kind", "FACT"));
        api.created("/claims/C-1/evidence", Map.of("kind", "DOCUMENT", "stance", "SUPPORTS", "title", "Paper"));
        open(page, "/claims/C-1");
        page.locator("#open").evaluate("""
                box => {
                    const clipboard = new DataTransfer();
                    clipboard.items.add(new File(['<title>Quay</title><p>It is closed.'], 'saved.html'));
                    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
                }""");
        assertThat(field(page, "/title")).hasValue("Quay");
        assertThat(api.get("/claims/C-1/evidence").body().at("/items/0/files").isMissingNode())
                .isTrue();
    }

    @Test
    void aPageIsBroughtByTheBookmarklet() throws IOException {
        byte[] news = Files.readAllBytes(Path.of("src/test/resources/capture/news.html"));
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, news.length);
            exchange.getResponseBody().write(news);
            exchange.close();
        });
        site.start();
        try {
            Page desk = signedIn(Role.CONTRIBUTOR, true);
            open(desk, "/articles/capture");
            String bookmarklet = desk.getByText("Record in Claimtrail").getAttribute("href");
            Page other = desk.context().newPage();
            other.navigate("http://127.0.0.1:" + site.getAddress().getPort() + "/amp");
            Page brought = desk.context()
                    .waitForPage(() -> other.evaluate(
                            URLDecoder.decode(bookmarklet.replaceFirst("^javascript:", ""), StandardCharsets.UTF_8)));

            assertThat(field(brought, "/url"))
                    .hasValue("http://127.0.0.1:" + site.getAddress().getPort() + "/amp");
            assertThat(field(brought, "/text")).hasValue(Pattern.compile("dredged to a depth of 14 metres"));
            assertThat(brought).hasURL(address("/articles/capture/from-page"));
            button(brought, "Look at it").click();
            assertThat(field(brought, "/publisher/name")).hasValue("The Example Courier");
            assertThat(field(brought, "/publishedOn")).hasValue("2026-11-03");
            // It says that it is of another site, which it cannot be taken at its word for.
            assertThat(brought.locator("[id='hint-/url']")).containsText("which is of another site");
            assertAccessible(brought, "what was taken");
            brought.setViewportSize(360, 740);
            assertThat((Integer) brought.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(360);
            button(brought, "Record it").click();
            assertThat(brought.locator(".said")).containsText("It is recorded.");
        } finally {
            site.stop(0);
        }
    }

    @Test
    void noPageKeepsAnybodyOut() {
        assertThat(demo.load()).isTrue();
        choosesPassword(Role.ADMIN);
        String source = api.get("/sources?limit=1&kind=PERSON").at("/items/0/id");
        String article = api.get("/articles?limit=1").at("/items/0/id");
        String measure = api.get("/measures?limit=1&q=containers%20shipped").at("/items/0/id");
        String topic = api.get("/topics?limit=1&sort=-claims").at("/items/0/id");
        String assessment = api.get("/claims/C-1/assessments").at("/items/0/id");
        // One of each template; of forms that have the same fields, one.
        List<String> pages = List.of(
                "/",
                "/board",
                "/searches",
                "/claims",
                "/claims?status=REFUTED&bogus=1",
                "/claims/C-1",
                "/claims/C-1/history",
                "/claims/new",
                "/claims/C-1/delete",
                "/claims/C-999999",
                "/claims/C-1/relations/new?side=in",
                "/claims/C-1/evidence/new",
                "/claims/C-1/assessments/" + assessment + "/edit",
                "/sources",
                "/sources/" + source,
                "/articles",
                "/articles/capture",
                "/articles/" + article,
                "/articles/" + article + "/versions/1",
                "/articles/" + article + "/edit",
                "/measures",
                "/measures/" + measure,
                "/topics",
                "/topics/" + topic,
                "/imports",
                "/account",
                "/account/profile",
                "/account/language",
                "/accounts",
                "/accounts/" + People.account(Role.READER),
                "/find?q=containers",
                "/tour",
                "/reports",
                "/how-it-is",
                "/duplicates");
        List<String> inTheDark = List.of(
                "/",
                "/claims",
                "/claims?status=REFUTED&bogus=1",
                "/claims/C-1",
                "/claims/new",
                "/claims/C-1/history",
                "/measures/" + measure,
                "/articles/" + article + "/versions/1",
                "/imports",
                "/account");
        Page page = signedIn(Role.ADMIN, true);
        for (String path : pages) {
            page.navigate(address(path));
            assertAccessible(page, path);
            if (inTheDark.contains(path)) {
                // Only colours are others, and these pages have all of them.
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                assertAccessible(page, path + " in the dark", List.of("color-contrast"));
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            }
            page.setViewportSize(360, 740);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as("nothing of %s is cut off at the side", path)
                    .isLessThanOrEqualTo(360);
            page.setViewportSize(1280, 720);
        }
        open(page, "/claims/new");
        field(page, "/occurred").fill("yesterday");
        page.setViewportSize(360, 740);
        button(page, "Record the claim").click();
        assertThat(page.locator("[role=alert]")).containsText("is required");
        for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
            assertAccessible(page, colors + " with faults");
        }
    }

    @Test
    void whatIsTypedWhileARowIsAddedStays() {
        Page desk = signedIn(Role.CONTRIBUTOR, true);
        open(desk, "/claims/new");
        field(desk, "/text").fill("Typed before.");
        desk.route("**/claims/new", route -> {
            // As somebody types on while a slow service answers.
            field(desk, "/text").fill("Typed before, and meanwhile.");
            route.resume();
        });

        button(desk, "Add a topic").click();

        assertThat(field(desk, "/topics/0")).isVisible();
        assertThat(field(desk, "/text")).hasValue("Typed before, and meanwhile.");
    }

    @Test
    void aFormOutlivesTheSession() {
        Page desk = signedIn(Role.CONTRIBUTOR, true);
        open(desk, "/claims/new");
        field(desk, "/text").fill("Typed before the session ended.");
        button(desk, "Add a topic").click();
        field(desk, "/topics/0").fill("harbours");
        field(desk, "/kind").selectOption("FACT");
        db.sql("delete from page_session").update();
        button(desk, "Record the claim").click();
        assertThat(desk.locator(".unsaved")).containsText("What you typed was not saved: Record a claim");
        desk.locator(".unsaved a").click();
        assertThat(desk).hasURL(address("/sign-in"));
        desk.getByLabel("Name").fill(People.name(Role.CONTRIBUTOR));
        desk.getByLabel("Password").fill(PASSWORD);
        desk.locator("main button").click();
        assertThat(desk).hasURL(address("/claims/new"));
        button(desk, "Put it back").click();

        assertThat(field(desk, "/topics/0")).hasValue("harbours");
        assertThat(field(desk, "/text")).hasValue("Typed before the session ended.");
        button(desk, "Record the claim").click();
        assertThat(desk).hasURL(address("/claims/C-1"));
        open(desk, "/claims/new");
        assertThat(desk.locator(".unsaved")).hasCount(0);
    }

    private static void speaker(Page page, String link, String name) {
        field(page, link + "/sources/0/name").fill(name);
        field(page, link + "/sources/0/kind").selectOption("ORGANIZATION");
    }

    private static void changeStatus(Page page, String status) {
        page.locator("#status-form [value=" + status + "]").check();
        field(page, "/reason").fill("As the record shows.");
        button(page, "Change the status").click();
    }

    private static void changeStage(Page page, String stage) {
        field(page, "/stage").selectOption(stage);
        page.locator("#stage-form button").click();
    }
}

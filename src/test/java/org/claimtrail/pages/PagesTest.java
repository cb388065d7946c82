package org.claimtrail.pages;

import static java.net.URLEncoder.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.StatementCounter;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Pages as somebody without scripts gets them. */
class PagesTest extends PageTest {

    private Browser browser;

    @BeforeEach
    void signIn() {
        browser = signedIn(Role.ADMIN);
    }

    @Test
    void eachListIsExportedByItsFiltersWithoutAScript() {
        api.created("/claims", containers());
        api.created("/claims", Map.of("text", "a; b & c?", "kind", "FACT"));
        api.created("/topics", Map.of("name", "a topic"));
        Browser own = signedIn(Role.READER);
        for (String list : List.of("claims", "sources", "articles", "measures", "topics")) {
            Browser.Page page = own.open("/" + list + "?q=");
            List<String> links = page.document().select("details.export a").eachAttr("href");
            assertThat(links).as(list).hasSizeGreaterThanOrEqualTo(3);
            for (String link : links) {
                Browser.Page file = own.open(link);
                assertThat(file.status()).as(link).isEqualTo(200);
                assertThat(file.headers().get("content-disposition").get(0))
                        .as(link)
                        .startsWith("attachment; ");
            }
        }
        String link = own.open("/claims?q=a+b+c&kind=FACT&kind=QUOTE&sort=number")
                .document()
                .expectFirst("details.export a[href*=format=csv]")
                .attr("href");
        assertThat(own.open(link).text()).contains("a; b & c?").doesNotContain("6,700 containers");
        assertThat(new Browser(port).open(link).text()).doesNotContain("a; b & c?");
        assertThat(own.open("/claims/export?format=csv&status=OPEN").status()).isEqualTo(400);
    }

    /** What is put into the box on home, and the page that it opens. */
    @Test
    void oneBoxOpensWhatItIsGiven() {
        api.created("/claims", containers());
        String[][] boxes = {
            {"C-1", "/claims/C-1"},
            {"1", "/claims/C-1"},
            {" c1 ", "/claims/C-1"},
            {"C-7", "/find?q=C-7"},
            {"https://news.example/putin-visit", "/articles/"},
            {"news.example/putin-visit?utm_source=mail", "/articles/"},
            {"https://news.example/another", "/articles/capture?url="},
            {"containers to Russia", "/find?q=containers"},
        };
        Browser reader = signedIn(Role.READER);
        for (String[] box : boxes) {
            String asked = "/open?q=" + encode(box[0], StandardCharsets.UTF_8);

            Page page = browser.open(asked);

            assertThat(page.status()).as(box[0]).isEqualTo(200);
            assertThat(page.address().toString().substring(("http://localhost:" + port).length()))
                    .as(box[0])
                    .startsWith(box[1]);
            if (box[1].equals("/articles/")) {
                assertThat(page.document().expectFirst(".said").text()).endsWith(", with one claim.");
            }
            if (box[1].startsWith("/articles/capture")) {
                assertThat(value(page, "/url")).isEqualTo(box[0]);
                assertThat(value(follow(page, "Record a claim from it without its text"), "/appearances/0/article/url"))
                        .isEqualTo(box[0]);
                assertThat(reader.open(asked).address()).as(box[0]).hasPath("/articles");
            }
        }
    }

    /** Neither the constants of the API nor the ids of the record are for people; dates are told in words. */
    @Test
    void whatIsToldToPeopleIsToldInWords() {
        Pattern forPrograms = Pattern.compile("\\b[A-Z]{4,}|[0-9a-f]{8}-[0-9a-f]{4}|[0-9]{4}-[0-9]{2}|\\.\\.");
        int number = 0;
        for (String kind : List.of("FIGURE", "DENIAL", "ACCUSATION", "QUOTE", "PREDICTION")) {
            ObjectNode claim = json("""
                    {"text": "Ships were sent.", "occurred": "[2024-06-10..2024-06-16]",
                     "appearances": [{"article": {"url": "https://news.example/a", "publishedOn": "2024-06-19"},
                       "attribution": [{"sources": [{"name": "Ada", "kind": "PERSON"}], "mode": "DIRECT", "saidOn": "2024-06"}]}]}""");
            api.created("/claims", claim.put("kind", kind));
            Page page = browser.open("/claims/C-" + ++number);
            assertThat(page.document().select(".gaps li")).as(kind).isNotEmpty();
            assertThat(page.document()
                            .select(".gaps, .sentences, .facts, .chain")
                            .text())
                    .as(kind)
                    .doesNotContainPattern(forPrograms);
            assertThat(page.document()
                            .expectFirst("[title='[2024-06-10..2024-06-16]']")
                            .text())
                    .contains("10", "16 June 2024");
        }
        String measure = "";
        for (int amount : List.of(10, 50)) {
            ObjectNode claim = json("""
                    {"text": "Ships were counted.", "kind": "FIGURE", "figures": [
                      {"measure": {"name": "ships", "unit": "ships"}, "qualifier": "EXACT", "period": "2024-06"}],
                     "appearances": [{"article": {"url": "https://news.example/a"},
                       "attribution": [{"sources": [{"name": "Ada", "kind": "PERSON"}]}]}]}""");
            ((ObjectNode) claim.at("/figures/0")).put("amount", amount);
            measure = api.created("/claims", claim).at("/figures/0/measure/id");
        }
        Page compared = browser.open("/measures/" + measure);
        assertThat(compared.document().select(".facts").text()).contains("2 figures", "1 conflict");
        assertThat(compared.document().select(".sentences").text())
                .isEqualTo("C-6, Ada: 10 ships; C-7, Ada: 50 ships: between them lie 40 ships.");
        assertThat(compared.document().select("td.date").text()).contains("June 2024");
    }

    @Test
    void aNewClaimInheritsItsArticleAndItsSpeakers() {
        api.created("/claims", containers());
        String article = api.get("/claims/C-1").at("/appearances/0/article/id");

        Page form = follow(browser.open("/articles/" + article), "Record a claim from it");
        assertThat(value(form, "/appearances/0/article/id")).isEqualTo(article);
        assertThat(value(form, "/language"))
                .isEqualTo(api.get("/articles/" + article).at("/language"));

        Page another = follow(browser.open("/claims/C-1"), "Another from its article");
        assertThat(value(another, "/appearances/0/locator/exact")).isEmpty();
        Page recorded = browser.submit(another, "#form", "/text", "Trains were sent, too.", "/kind", "FACT");
        assertThat(recorded.address()).hasPath("/claims/C-2");
        for (String same : List.of(
                "/appearances/0/article/id",
                "/appearances/0/attribution/0/sources",
                "/appearances/0/attribution/0/mode",
                "/topics")) {
            assertThat(api.get("/claims/C-1").body().at(same).isMissingNode())
                    .as(same)
                    .isFalse();
            assertThat(api.get("/claims/C-2").body().at(same))
                    .as(same)
                    .isEqualTo(api.get("/claims/C-1").body().at(same));
        }
        assertThat(api.get("/claims/C-2").body().at("/figures").isEmpty()).isTrue();
        assertThat(api.get("/articles").items("id")).hasSize(1);

        // And so on.
        assertThat(value(follow(recorded, "Another from the same article"), "/appearances/0/article/id"))
                .isEqualTo(article);
    }

    private Page follow(Page page, String link) {
        return browser.open(
                page.document().expectFirst("a:containsOwn(" + link + ")").attr("href"));
    }

    private static String value(Page page, String field) {
        return page.document().expectFirst("[name='" + field + "']").val();
    }

    @Test
    void pagesAreOpenToTheRolesThatMayDoTheSameOnTheApi() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        Map<String, Role> least = new LinkedHashMap<>();
        for (String page : List.of(
                "/",
                "/claims",
                "/claims/C-1",
                "/claims/C-1/history",
                "/sources",
                "/articles",
                "/measures",
                "/topics",
                "/lookups/sources",
                "/claims/similar",
                "/account",
                "/account/profile")) {
            least.put(page, Role.READER);
        }
        for (String page : List.of(
                "/claims/new",
                "/claims/C-1/edit",
                "/claims/C-1/delete",
                "/sources/new",
                "/articles/new",
                "/measures/new",
                "/topics/new",
                "/claims/C-1/relations/new",
                "/claims/C-1/evidence/new")) {
            least.put(page, Role.CONTRIBUTOR);
        }
        least.put("/claims/C-1/assessments/new", Role.REVIEWER);
        least.put("/accounts", Role.ADMIN);
        least.put("/duplicates", Role.ADMIN);
        least.put(
                "/measures/"
                        + api.created("/measures", json("{\"name\": \"merged\"}"))
                                .id() + "/merge",
                Role.ADMIN);
        least.put("/accounts/new", Role.ADMIN);
        Map<String, Role> acts = Map.of(
                "/claims/C-1/status",
                Role.REVIEWER,
                "/claims/C-1/stage",
                Role.CONTRIBUTOR,
                "/claims/new",
                Role.CONTRIBUTOR,
                "/claims/C-1/assessments/new",
                Role.REVIEWER,
                "/claims/C-1/relations/new",
                Role.CONTRIBUTOR,
                "/sources/new",
                Role.CONTRIBUTOR,
                "/topics/new",
                Role.CONTRIBUTOR,
                "/accounts/new",
                Role.ADMIN,
                "/accounts/" + People.account(Role.READER) + "/invitation",
                Role.ADMIN);

        for (Role role : Role.values()) {
            Browser own = signedIn(role);
            least.forEach((page, wanted) -> assertThat(own.open(page).status())
                    .as("GET %s by %s", page, role)
                    .isEqualTo(role.includes(wanted) ? 200 : 403));
            String csrf = own.open("/account")
                    .document()
                    .expectFirst("input[name=_csrf]")
                    .val();
            acts.forEach((page, wanted) -> {
                int status = own.post(page, Map.of("_csrf", csrf)).status();
                if (role.includes(wanted)) {
                    assertThat(status).as("POST %s by %s", page, role).isNotEqualTo(403);
                } else {
                    assertThat(status).as("POST %s by %s", page, role).isEqualTo(403);
                }
            });
        }
        assertThat(new Browser(port).open("/claims").address().getPath()).isEqualTo("/sign-in");
    }

    /** In which direction somebody wrote does not turn what stands beside it, whatever invisible marks are in it. */
    @Test
    void whatPeopleWroteHasADirectionOfItsOwn() {
        String turned = "\u202EZZ";
        api.created("/claims", Bodies.json("""
                {"text": "%1$s شحنة", "kind": "FIGURE", "language": "ar", "topics": ["%1$s"], "place": "%1$s",
                 "about": [{"name": "%1$s about", "kind": "GOVERNMENT"}],
                 "figures": [{"measure": {"name": "%1$s", "unit": "%1$s"}, "asStated": "%1$s", "qualifier": "EXACT", "amount": 1}],
                 "appearances": [{
                   "article": {"url": "https://news.example/a", "title": "%1$s", "body": "%1$s", "language": "ar",
                     "publisher": {"name": "%1$s paper", "kind": "PUBLICATION"}},
                   "locator": {"exact": "%1$s"},
                   "attribution": [{"sources": [{"name": "%1$s speaker", "kind": "PERSON"}], "cue": "%1$s", "quote": "%1$s"}]}]}""".formatted(turned)));
        api.created(
                "/claims/C-1/evidence", Map.of("title", turned, "kind", "IMAGE", "stance", "SUPPORTS", "note", turned));
        api.created("/claims/C-1/notes", Map.of("text", turned));
        List<String> pages = new ArrayList<>(List.of(
                "/",
                "/claims",
                "/claims/C-1",
                "/claims/C-1/history",
                "/claims/C-1/edit",
                "/claims/C-1/relations/new",
                "/sources",
                "/articles",
                "/measures",
                "/topics",
                "/claims?q=ZZ"));
        for (String list : List.of("sources", "articles", "measures", "topics")) {
            String id = api.get("/" + list).at("/items/0/id");
            pages.addAll(List.of("/" + list + "/" + id, "/" + list + "/" + id + "/history"));
        }
        for (String page : pages) {
            Page shown = browser.open(page);
            assertThat(shown.status()).as(page).isEqualTo(200);
            for (Element element : shown.document().body().select("*:containsOwn(ZZ):not(option)")) {
                assertThat(element.closest("[dir=auto]"))
                        .as("%s: %s", page, element.outerHtml())
                        .isNotNull();
            }
            for (Element field : shown.document().select("input[value*=ZZ]:not([type=hidden])")) {
                assertThat(field.attr("dir"))
                        .as("%s: %s", page, field.outerHtml())
                        .isEqualTo("auto");
            }
        }
        assertThat(browser.open("/claims/C-1").document().selectFirst("h1 [lang=ar]"))
                .isNotNull();
        assertThat(browser.open("/claims").document().selectFirst("[lang=ar]")).isNotNull();
    }

    @Test
    void whoeverRecordsIsToldWhatWasNotComparedByItsMeaning() {
        String similar = "/claims/similar?%2Ftext=";
        assertThat(browser.open(similar + "Whales+sleep+upright.").document().select("#similar .hint"))
                .isEmpty();
        assertThat(browser.open(similar + encode("นายกรัฐมนตรีลาออกแล้ว", StandardCharsets.UTF_8))
                        .document()
                        .select("#similar .hint")
                        .text())
                .contains("knows too little");
        String german = encode("Das Amt bestreitet jede Lieferung.", StandardCharsets.UTF_8);
        assertThat(browser.open(similar + german)
                        .document()
                        .select("#similar .hint")
                        .text())
                .contains("(de)");
        assertThat(browser.open(similar + german + "&%2Flanguage=nds")
                        .document()
                        .select("#similar .hint")
                        .text())
                .contains("(nds)");
        assertThat(browser.open(similar + german + "&%2Flanguage=%3F").status()).isEqualTo(200);
    }

    /** A double click, and somebody who does not wait. */
    @Test
    void aFormThatIsPressedManyTimesIsSavedOnce() {
        Page form = browser.open("/claims/new");
        List<Page> answers =
                Race.of(6, i -> browser.submit(form, "#form", "/text", "Pressed.", "/kind", "FACT", "seen", "true"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.address().getPath()).isEqualTo("/claims/C-1");
        });
        assertThat(api.get("/claims?count=true").at("/total")).isEqualTo("1");

        // Also later on, and where a change was saved the first time.
        browser.submit(form, "#form", "/text", "Pressed.", "/kind", "FACT", "seen", "true");
        assertThat(api.get("/claims?count=true").at("/total")).isEqualTo("1");
        Page edit = browser.open("/claims/C-1/edit");
        for (int i = 0; i < 2; i++) {
            Page saved = browser.submit(edit, "#form", "/text", "Pressed twice.");
            assertThat(saved.status()).isEqualTo(200);
            assertThat(saved.address().getPath()).isEqualTo("/claims/C-1");
        }
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("Pressed twice.");

        // Filled in otherwise it is another one, and what was refused was not done.
        Page other = browser.open("/claims/new");
        assertThat(browser.submit(other, "#form", "/text", "Without a kind.").status())
                .isEqualTo(400);
        assertThat(browser.submit(other, "#form", "/text", "Without a kind.", "/kind", "FACT", "seen", "true")
                        .address()
                        .getPath())
                .isEqualTo("/claims/C-2");
    }

    @Test
    void twoTabsOfOneSessionSaveAtOnce() {
        for (int round = 0; round < 5; round++) {
            String text = "Round " + round + ", tab ";
            List<Page> forms = List.of(
                    browser.open("/claims/new"),
                    browser.open("/claims/new"),
                    browser.open("/claims/new"),
                    browser.open("/claims/new"));
            List<Page> answers = Race.of(
                    forms.size(),
                    i -> browser.submit(
                            forms.get(i), "#form", "/text", text + i + ".", "/kind", "FACT", "seen", "true"));
            assertThat(answers).extracting(Page::status).containsOnly(200);
        }
        assertThat(api.get("/claims?count=true").at("/total")).isEqualTo("20");
    }

    @Test
    void allFaultsAreToldAtOnceAtTheirFieldsAndNothingTypedIsLost() {
        Page form = browser.open("/claims/new");
        Page refused = browser.submit(
                form,
                "#form",
                "/text",
                "Ships <b>sank</b>.\r\nMany.",
                "/occurred",
                "yesterday",
                "/appearances/0/article/url",
                "ftp://news.example/",
                "/appearances/0/attribution/0/sources/0/name",
                "Nobody Known",
                "/figures/0/qualifier",
                "ABOUT",
                "/figures/0/amount",
                "many");

        assertThat(refused.status()).isEqualTo(400);
        for (String pointer : List.of("/kind", "/occurred", "/appearances/0/article/url", "/figures/0/amount")) {
            Element field = refused.document().getElementById(pointer);
            assertThat(field).as(pointer).isNotNull();
            assertThat(field.attr("aria-invalid")).as(pointer).isEqualTo("true");
            assertThat(refused.document().getElementById("faults-" + pointer).text())
                    .as(pointer)
                    .isNotBlank();
            assertThat(field.parent().select("> .field-faults"))
                    .as("a fault stands with its field: %s", pointer)
                    .hasSize(1);
            assertThat(refused.document().select("[role=alert] a").eachAttr("href"))
                    .contains("#" + pointer);
        }
        assertThat(refused.document().getElementById("/text").wholeText()).isEqualTo("Ships <b>sank</b>.\nMany.");
        assertThat(refused.document().getElementById("/occurred").val()).isEqualTo("yesterday");
        assertThat(refused.document().getElementById("/figures/0/amount").val()).isEqualTo("many");
        assertThat(count("claim")).isZero();
    }

    @Test
    void rowsComeAndGoWithoutScripts() {
        Page form = browser.open("/claims/new");
        Page more = browser.submit(form, "#form", "/text", "Kept.", "add-row", "/figures");
        more = browser.submit(more, "#form", "/figures/0/amount", "7", "add-row", "/figures");
        more = browser.submit(more, "#form", "add-row", "/topics");
        assertThat(more.document().getElementById("/figures/1/amount")).isNotNull();
        assertThat(more.document().getElementById("/topics/0")).isNotNull();

        // Another one takes the place of one that went, and not its key.
        Page other = browser.submit(more, "#form", "remove-row", "/figures/0");
        other = browser.submit(other, "#form", "add-row", "/figures");
        assertThat(other.document().select("input[name$=/key]").eachAttr("value"))
                .hasSize(2)
                .doesNotHaveDuplicates();

        Page less = browser.submit(more, "#form", "remove-row", "/figures/1");

        assertThat(less.document().getElementById("/figures/1/amount")).isNull();
        assertThat(less.document().getElementById("/figures/0/amount").val()).isEqualTo("7");
        assertThat(less.document().getElementById("/text").wholeText()).isEqualTo("Kept.");
        assertThat(count("claim")).isZero();
    }

    @Test
    void whatIsProbablyOneIsMergedAndApartAgain() {
        String first = api.created("/articles", json("""
                {"url": "https://news.example/1", "title": "The first"}""")).id();
        String second = api.created("/articles", json("""
                {"url": "https://old.example/1", "title": "The second", "addresses": ["https://old.example/2"]}""")).id();
        owner.sql("update article set duplicate_url = 'https://news.example/1' where id = cast(:id as uuid)")
                .param("id", second)
                .update();
        Page duplicates = browser.open("/duplicates");
        assertThat(duplicates.text()).contains("The second", "like The first");
        Page form = browser.open(duplicates
                .document()
                .expectFirst("a:contains(Merge)[href*=" + second + "]")
                .attr("href"));
        assertThat(form.text()).contains("Merge The second", "It becomes part of The first");

        Page refused = browser.submit(form, "#form");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.document().getElementById("faults-/reason").text()).isNotEmpty();
        assertThat(refused.document().getElementById("/into/id").val()).isEqualTo(first);

        Page merged = browser.submit(refused, "#form", "/reason", "One document.");
        assertThat(merged.address().getPath()).isEqualTo("/articles/" + first);
        assertThat(merged.text())
                .contains("The second is merged into The first", "https://old.example/1", "https://old.example/2");
        assertThat(browser.open("/duplicates").text()).doesNotContain("The second");

        Page undone = browser.submit(merged, "form[action$=restore]");
        assertThat(undone.text()).contains("The second");
        assertThat(browser.open("/articles/" + first).text()).doesNotContain("https://old.example");
    }

    @Test
    void aFormThatIsSavedUntouchedChangesNothing() {
        api.created(
                "/claims",
                Map.of(
                        "text", "The harbour handled 40.50 ships.",
                        "kind", "FIGURE",
                        "topics", List.of("ships", "harbours"),
                        "about", List.of(Map.of("name", "The Harbour", "kind", "ORGANIZATION")),
                        "figures",
                                List.of(
                                        Map.of(
                                                "key",
                                                "a",
                                                "measure",
                                                Map.of("name", "ships", "unit", "ships"),
                                                "qualifier",
                                                "EXACT",
                                                "amount",
                                                40.5),
                                        Map.of(
                                                "qualifier",
                                                "BETWEEN",
                                                "lowerBound",
                                                1,
                                                "upperBound",
                                                2,
                                                "derivedFrom",
                                                Map.of("figure", Map.of("key", "a"), "assumption", "All of them."),
                                                "alternativeTo",
                                                Map.of("key", "a"))),
                        "appearances",
                                List.of(Map.of(
                                        "article",
                                                Map.of(
                                                        "url",
                                                        "https://news.example/1",
                                                        "title",
                                                        "Ships",
                                                        "publishedOn",
                                                        "2024-05",
                                                        "publisher",
                                                        Map.of("name", "The Example Times", "kind", "PUBLICATION")),
                                        "locator",
                                                Map.of(
                                                        "exact",
                                                        "40.50 ships",
                                                        "prefix",
                                                        "some ",
                                                        "start",
                                                        3,
                                                        "end",
                                                        14),
                                        "attribution",
                                                List.of(Map.of(
                                                        "sources",
                                                        List.of(
                                                                Map.of("name", "Office", "kind", "ORGANIZATION"),
                                                                Map.of("name", "Union", "kind", "ORGANIZATION")),
                                                        "cue",
                                                        "said",
                                                        "mode",
                                                        "DIRECT",
                                                        "basis",
                                                        "ON_RECORD",
                                                        "quote",
                                                        "Forty",
                                                        "quoteLanguage",
                                                        "en",
                                                        "original",
                                                        "Vierzig",
                                                        "originalLanguage",
                                                        "de",
                                                        "translator",
                                                        "us",
                                                        "saidOn",
                                                        "2024-05-01~"))))));
        String before = api.get("/claims/C-1").object().toString();

        Page saved = browser.submit(browser.open("/claims/C-1/edit"), "#form");

        assertThat(saved.address().getPath()).isEqualTo("/claims/C-1");
        assertThat(api.get("/claims/C-1").object().toString()).isEqualTo(before);

        browser.submit(browser.open("/claims/C-1/edit"), "#form", "/place", "Rotterdam");
        assertThat(api.get("/claims/C-1")
                        .object()
                        .toString()
                        .replaceAll("\"(updatedAt|place)\" ?: ?\"[^\"]*\",? ?", ""))
                .isEqualTo(before.replaceAll("\"updatedAt\" ?: ?\"[^\"]*\",? ?", ""));
    }

    @Test
    void anotherNameMeansAnotherSource() {
        api.created(
                "/claims",
                Map.of("text", "Said.", "kind", "FACT", "about", List.of(Map.of("name", "One", "kind", "PERSON"))));
        api.created("/sources", Map.of("name", "Two", "kind", "PERSON"));

        browser.submit(browser.open("/claims/C-1/edit"), "#form", "/about/0/name", "Two");

        assertThat(api.get("/claims/C-1").at("/about/0/name")).isEqualTo("Two");
        assertThat(api.get("/sources?q=One").at("/items/0/name")).isEqualTo("One");
    }

    @Test
    void pagesAreNotKeptByTheBrowserAndTheirAssetsAreForEver() {
        Page home = browser.open("/");
        assertThat(home.headers().get("cache-control")).containsExactly("no-store");
        String styles = home.document().expectFirst("link[rel=stylesheet]").attr("href");
        assertThat(styles).matches("/claimtrail-[0-9a-f]{32}\\.css");
        assertThat(browser.open(styles).headers().get("cache-control")).containsExactly("max-age=31536000, public");
    }

    @Test
    void deletingAsksIsToldAndIsUndone() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        Page asked = browser.open("/claims/C-1/delete");
        assertThat(asked.text()).contains("Delete the claim C-1?");
        assertThat(api.get("/claims/C-1").status()).isEqualTo(200);

        Page gone = browser.submit(asked, "main form");
        assertThat(gone.text()).contains("The claim C-1 is deleted.");
        assertThat(api.get("/claims/C-1").status()).isEqualTo(410);
        assertThat(browser.open("/claims/C-1").status()).isEqualTo(410);

        Page back = browser.submit(gone, ".said form");
        assertThat(back.text()).contains("The claim C-1 is back.");
        assertThat(api.get("/claims/C-1").status()).isEqualTo(200);
    }

    @Test
    void whatOthersReferToIsNotDeletedAndThePageSaysBecauseOfWhat() {
        api.created(
                "/claims",
                Map.of("text", "Said.", "kind", "FACT", "about", List.of(Map.of("name", "One", "kind", "PERSON"))));
        String source = api.get("/sources").at("/items/0/id");

        Page refused = browser.submit(browser.open("/sources/" + source + "/delete"), "main form");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.document().expectFirst("[role=alert]").text()).contains("See the claim");
        assertThat(refused.document().expectFirst("h1").text()).isEqualTo("Delete the source One?");
        assertThat(refused.document().select(".crumbs a").eachText()).containsExactly("Home", "Sources", "One");
    }

    @Test
    void aListIsAskedForByAnAddressThatCanBeShared() {
        for (int i = 0; i < 25; i++) {
            api.created("/claims", Map.of("text", "Ship " + i + " sank.", "kind", i % 2 == 0 ? "FACT" : "FIGURE"));
        }
        Page list = browser.submit(browser.open("/claims"), "form.filters", "kind", "FACT", "sort", "number");
        assertThat(list.address().getQuery()).isEqualTo("sort=number&kind=FACT");
        assertThat(list.document().select(".claims .number").eachText()).first().isEqualTo("C-1");
        assertThat(list.document().expectFirst("[name=kind][checked]").val()).isEqualTo("FACT");

        assertThat(list.text()).contains("13 claims");
        Page all = browser.open("/claims");
        assertThat(all.document().select("main [role=status]").text()).doesNotContain("About 1 ");
        Page second = browser.open(all.document().expectFirst("a[rel=next]").attr("href"));
        assertThat(second.document().select(".claims .number")).hasSize(5);
        assertThat(second.document().select("a[rel=next]")).isEmpty();

        Page unknown = browser.open("/claims?colour=red");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text()).contains("is not a known parameter");
        assertThat(browser.open("/claims?q=submarine").text()).contains("No claim is like that.");
    }

    @Test
    void sourcesArticlesAndMeasuresAreRecordedAndEdited() {
        Page source = browser.submit(
                browser.open("/sources/new"),
                "#form",
                "/name",
                "Harbour Office",
                "/kind",
                "ORGANIZATION",
                "/aliases@lines",
                "The Office\r\nH. O.",
                "/country",
                "NL");
        assertThat(source.text()).contains("It is recorded.", "The Office and H. O.");
        Page article = browser.submit(
                browser.open("/articles/new"),
                "#form",
                "/url",
                "https://news.example/1",
                "/title",
                "Before",
                "/body",
                "Text.",
                "/publisher/name",
                "Harbour Office");
        String id = article.address().getPath();
        browser.submit(browser.open(id + "/edit"), "#form", "/title", "After");
        Page measure = browser.submit(
                browser.open("/measures/new"), "#form", "/name", "ships handled", "/unit", "ships", "/nature", "FLOW");

        assertThat(browser.open(id).text()).contains("After", "Version 1", "Version 2", "Harbour Office");
        assertThat(browser.open(id + "/versions/1").text()).contains("Before", "Text.");
        assertThat(browser.open(id + "/history").text()).contains("Before", "After");
        assertThat(measure.text()).contains("ships handled", "Flow", "No claim has a figure of it.");
        assertThat(api.get("/sources").at("/items/0/aliases/1")).isEqualTo("H. O.");
    }

    @Test
    void aFormLeavesAloneWhatItDoesNotHave() {
        Map<String, String> edits = Map.of(
                "/sources",
                "/description",
                "/articles",
                "/title",
                "/measures",
                "/description",
                "/topics",
                "/description",
                "/claims",
                "/place");
        edits.forEach((path, field) -> {
            ObjectNode body = json(
                    switch (path) {
                        case "/articles" -> "{\"url\": \"https://news.example/1\"}";
                        case "/claims" -> "{\"text\": \"Said.\", \"kind\": \"FACT\"}";
                        case "/sources" -> "{\"name\": \"One\", \"kind\": \"PERSON\"}";
                        default -> "{\"name\": \"one\"}";
                    });
            body.putArray("externalIds").addObject().put("scheme", "isni").put("id", "000 1");
            String id = api.created(path, body).id();
            assertThat(browser.open(path + "/" + id).text()).contains("Called elsewhere", "isni", "000 1");

            browser.submit(browser.open(path + "/" + id + "/edit"), "#form", field, "Edited.");

            assertThat(api.get(path + "/" + id).text()).contains("Edited.");
            assertThat(api.get(path + "/" + id).at("/externalIds/0/id"))
                    .as(path)
                    .isEqualTo("000 1");
        });
    }

    @Test
    void aTopicIsRecordedShownRenamedDeletedAndRestored() {
        assertThat(browser.open("/topics").text()).contains("No topic is recorded yet.");
        Page recorded =
                browser.submit(browser.open("/topics/new"), "#form", "/name", "Ships", "/description", "Of all kinds.");
        String address = recorded.address().getPath();
        assertThat(recorded.text()).contains("It is recorded.", "Of all kinds.", "None yet.");
        for (int i = 0; i < 12; i++) {
            api.created("/claims", Map.of("text", "Ship " + i + " sank.", "kind", "FACT", "topics", List.of("ships")));
        }

        Page shown = browser.open(address);
        assertThat(shown.text()).contains("12 claims", "the newest 10 of them here", "Ship 11 sank.");
        assertThat(shown.document().select(".claims .number")).hasSize(10);
        assertThat(browser.open(shown.document()
                                .select("a:contains(All of them)")
                                .attr("href"))
                        .document()
                        .select(".claims .number"))
                .hasSize(12);
        assertThat(browser.open("/claims/C-1").document().expectFirst("a.topic").attr("href"))
                .isEqualTo(address);
        Page refused = browser.submit(browser.open(address + "/delete"), "main form");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.document().expectFirst("[role=alert]").text()).contains("See the claim");

        Page renamed = browser.submit(browser.open(address + "/edit"), "#form", "/name", "Vessels");
        assertThat(renamed.text()).contains("Saved.", "Vessels", "12 claims");
        assertThat(browser.open("/claims/C-1").document().expectFirst("a.topic").text())
                .isEqualTo("Vessels");
        assertThat(browser.open(address + "/history")
                        .document()
                        .select("del, ins")
                        .eachText())
                .containsExactly("Ships", "Vessels");
        api.created("/topics", Map.of("name", "Grain"));
        Page taken = browser.submit(browser.open(address + "/edit"), "#form", "/name", "grain");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.document().getElementById("faults-/name").text()).contains("recorded already");

        Page list = browser.open("/topics?filed=false");
        assertThat(list.document().select("tbody a").eachText()).containsExactly("Grain");
        Page gone = browser.submit(
                browser.open(list.document().expectFirst("tbody a").attr("href") + "/delete"), "main form");
        assertThat(gone.text()).contains("The topic Grain is deleted.");
        assertThat(api.get("/topics").items("name")).containsExactly("Vessels");
        assertThat(browser.submit(gone, ".said form").text()).contains("The topic Grain is back.");
    }

    @Test
    void whoeverRenamesATopicSecondSeesBothNamesAndChooses() {
        String topic = api.created("/topics", Map.of("name", "Ships")).id();
        Page form = browser.open("/topics/" + topic + "/edit");
        api.patch("/topics/" + topic, Map.of("name", "Vessels"), "*");

        Page stale = browser.submit(form, "#form", "/name", "Boats", "/description", "Small ones.");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text()).contains("Vessels", "Boats");
        assertThat(api.get("/topics/" + topic).at("/name")).isEqualTo("Vessels");
        browser.submit(stale, "#form", "choose@name", "theirs");
        assertThat(api.get("/topics/" + topic).at("/name")).isEqualTo("Vessels");
        assertThat(api.get("/topics/" + topic).at("/description")).isEqualTo("Small ones.");
    }

    @Test
    void materialIsRecordedEditedDeletedAndRestored() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        api.created("/claims", Map.of("text", "Denied.", "kind", "DENIAL"));

        Page denied = browser.submit(
                browser.open("/claims/C-1/relations/new?side=in&type=DENIES"),
                "#form",
                "/to/id",
                "C-2",
                "/note",
                "All of it.");
        assertThat(denied.document().select(".relations .badge").text()).isEqualTo("denied by");
        assertThat(browser.submit(
                                browser.open("/claims/C-1/relations/new?side=in"),
                                "#form",
                                "/to/id",
                                "C-77",
                                "/type",
                                "DENIES")
                        .document()
                        .getElementById("faults-/to/id")
                        .text())
                .contains("must be the number of a claim");

        browser.submit(
                browser.open("/claims/C-1/evidence/new"),
                "#form",
                "/title",
                "A photograph",
                "/kind",
                "IMAGE",
                "/stance",
                "SUPPORTS",
                "/credibility",
                "2",
                "/provider/name",
                "Office",
                "/provider/kind",
                "ORGANIZATION");
        String evidence = api.get("/claims/C-1/evidence").at("/items/0/id");
        browser.submit(browser.open("/claims/C-1/evidence/" + evidence + "/edit"), "#form", "/stance", "REFUTES");
        Page assessed = browser.submit(
                browser.open("/claims/C-1/assessments/new"),
                "#form",
                "/summary",
                "Looks wrong.",
                "/rating/label",
                "False",
                "/scale/name",
                "Desk",
                "/evidence/0/id",
                evidence);
        assertThat(assessed.text()).contains("Looks wrong.", "False");
        assertThat(api.get("/claims/C-1/assessments").at("/items/0/evidence/0/id"))
                .isEqualTo(evidence);
        assertThat(api.get("/claims/C-1/evidence").at("/items/0/stance")).isEqualTo("REFUTES");

        String relation = api.get("/claims/C-1/relations").at("/items/0/id");
        Page gone = browser.submit(browser.open("/claims/C-1/relations/" + relation + "/delete"), "main form");
        assertThat(api.get("/claims/C-1/relations").items("id")).isEmpty();
        browser.submit(gone, ".said form");
        assertThat(api.get("/claims/C-1/relations").items("id")).containsExactly(relation);
    }

    @Test
    void aDenialIsRecordedWithWhatItDeniesOrNotAtAll() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        Page form = browser.open("/claims/new?type=DENIES&to=C-1");
        api.delete("/claims/C-1", "*");

        Page refused = browser.submit(form, "#form", "/text", "It is not so.");

        assertThat(refused.status()).isEqualTo(410);
        assertThat(count("claim")).isEqualTo(1);
    }

    @Test
    void anAdministratorKeepsTheAccounts() {
        Page account = browser.submit(browser.open("/accounts/new"), "#form", "/name", "ada", "/role", "CONTRIBUTOR");
        assertThat(account.text()).contains("The account is there.");
        Page invited = browser.submit(account, "form[action$=/invitation]");
        String link = invited.document().expectFirst("pre code").text().replaceFirst("http://[^/]+", "");
        Browser ada = new Browser(port);
        ada.submit(ada.open(link), "main form", "password", PASSWORD, "repeated", PASSWORD);
        assertThat(ada.signIn("ada", PASSWORD).text()).contains("Queue");

        browser.submit(browser.open(account.address().getPath()), "#form", "/disabled", "true");

        assertThat(ada.open("/claims").address().getPath()).isEqualTo("/sign-in");
        UUID self = People.account(Role.ADMIN);
        Page last = browser.submit(browser.open("/accounts/" + self), "#form", "/role", "READER");
        assertThat(last.status()).isEqualTo(409);
        assertThat(last.text()).contains("is the last administrator");
    }

    @Test
    void aPageOfAClaimTakesAsManyStatementsHoweverMuchThereIs() {
        api.created("/claims", Bodies.containers());
        api.created("/claims/C-1/evidence", Map.of("title", "One", "kind", "IMAGE", "stance", "SUPPORTS"));
        api.created("/claims", Bodies.claim("Denied."));
        api.created("/claims/C-2/relations", Map.of("type", "DENIES", "to", Map.of("id", "C-1")));
        browser.open("/claims/C-1");
        int few = StatementCounter.of(() -> browser.open("/claims/C-1"));
        for (int i = 0; i < 9; i++) {
            api.created("/claims/C-1/evidence", Map.of("title", "More", "kind", "IMAGE", "stance", "SUPPORTS"));
            api.created("/claims/C-1/assessments", Map.of("summary", "Seen."));
            api.created("/claims", Bodies.claim("Denied again."));
            api.created("/claims/C-" + (3 + i) + "/relations", Map.of("type", "DENIES", "to", Map.of("id", "C-1")));
        }

        assertThat(StatementCounter.of(() -> browser.open("/claims/C-1")))
                .isEqualTo(few)
                .isLessThan(39);
    }

    @Test
    void everybodyEditsHisOwnProfile() {
        Browser reader = signedIn(Role.READER);
        Page form = reader.open("/account/profile");

        Page refused = reader.submit(form, "#form", "/displayName", "Ada", "/email", "nowhere");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.document().getElementById("faults-/email").text()).contains("must be an e-mail address");
        assertThat(refused.document().getElementById("/displayName").val()).isEqualTo("Ada");
        Page saved = reader.submit(refused, "#form", "/email", "ada@news.example");
        assertThat(saved.address().getPath()).isEqualTo("/account");
        assertThat(saved.text()).contains("Saved.", "Ada", "ada@news.example");

        Page again = reader.open("/account/profile");
        api.patch("/users/" + People.account(Role.READER), Map.of("displayName", "Ada Park"), "*");
        Page stale = reader.submit(again, "#form", "/displayName", "Ada P.");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.document().expectFirst("[role=alert]").text()).contains("Ada Park", "Ada P.");
        reader.submit(stale, "#form");
        assertThat(api.get("/users/" + People.account(Role.READER)).at("/displayName"))
                .isEqualTo("Ada P.");
    }

    @Test
    void whatOthersChangedElsewhereInAThingIsNoConflict() {
        Page own = browser.open("/account/profile");
        new Browser(port).signIn("admin", PASSWORD);
        assertThat(browser.submit(own, "#form", "/displayName", "Ada").text()).contains("Saved.");

        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        Page form = browser.open("/claims/C-1/edit");
        api.put("/claims/C-1/status", Map.of("status", "UNVERIFIABLE", "reason", "x"), "*");
        assertThat(browser.submit(form, "#form", "/place", "Here").text()).contains("Saved.");
        assertThat(api.get("/claims/C-1").at("/place")).isEqualTo("Here");
        assertThat(api.get("/claims/C-1").at("/status")).isEqualTo("UNVERIFIABLE");
    }

    @Test
    void whatIsRecordedIsShownAndNeverRun() {
        String script = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'";
        api.created(
                "/claims",
                Map.of(
                        "text",
                        script,
                        "kind",
                        "FACT",
                        "topics",
                        List.of(script),
                        "place",
                        script,
                        "about",
                        List.of(Map.of("name", script, "kind", "PERSON")),
                        "appearances",
                        List.of(Map.of(
                                "article",
                                Map.of("url", "https://news.example/1", "title", script),
                                "locator",
                                Map.of("exact", script)))));
        for (String page : List.of(
                "/",
                "/claims",
                "/claims/C-1",
                "/claims/C-1/edit",
                "/claims/C-1/history",
                "/sources",
                "/articles",
                "/topics",
                "/lookups/topics?%2Ftopics%2F0=script",
                "/lookups/sources?%2Fx=script")) {
            Page shown = browser.open(page);
            assertThat(shown.status()).as(page).isEqualTo(200);
            assertThat(shown.document().select("img, script:not([src])"))
                    .as(page)
                    .isEmpty();
        }
    }

    @Test
    @Tag("long")
    void whateverAFormHoldsIsAnsweredAndIsNoFailure() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        String article = api.created("/articles", Map.of("url", "https://news.example/a", "body", "Said."))
                .at("/id");
        String csrf = browser.open("/account")
                .document()
                .expectFirst("input[name=_csrf]")
                .val();
        List<String> names = List.of(
                "/",
                "//",
                "/text/0",
                "/figures/x",
                "/figures/99999999999",
                "/figures/999",
                "/figures/0/0/0",
                "/a~2b/~",
                "/text@was",
                "/about/0/name@was",
                "/topics@lines",
                "/figures/0/derivedFrom/figure@json",
                "/a".repeat(5000),
                "add-row",
                "remove-row",
                "version",
                "base",
                "choose@text",
                "seen",
                "from",
                "relate",
                "add-to",
                "type",
                "to",
                "side",
                "day");
        List<String> values = List.of(
                "",
                " ",
                "\0",
                "/",
                "/text",
                "/figures",
                "/figures/0",
                "/figures/-1",
                "/a/b/c",
                "{",
                "{\"a\":1}",
                "true",
                "NaN",
                "1e999999999",
                "text:;:",
                "DENIES",
                "C-1",
                "\uD800",
                "<b>");
        int sent = 0;
        for (String page : List.of(
                "/claims/new",
                "/claims/C-1/edit",
                "/claims/C-1/status",
                "/claims/C-1/stage",
                "/claims/C-1/relations/new",
                "/claims/C-1/evidence/new",
                "/claims/C-1/assessments/new",
                "/sources/new",
                "/articles/new",
                "/measures/new",
                "/topics/new",
                "/accounts/new",
                "/account/profile",
                "/articles/" + article + "/read")) {
            for (String name : names) {
                for (String value : values) {
                    // The largest form gets half of it, the others one in eight.
                    if (sent++ % (page.equals("/claims/new") ? 2 : 8) != 0) {
                        continue;
                    }
                    int status = browser.post(page, Map.of("_csrf", csrf, name, value))
                            .status();
                    assertThat(status).as("%s with %.40s=%s", page, name, value).isLessThan(500);
                }
            }
        }
        for (String page : List.of(
                "/claims",
                "/sources",
                "/articles",
                "/measures",
                "/topics",
                "/accounts",
                "/duplicates",
                "/claims/C-1/history",
                "/lookups/claims",
                "/lookups/articles",
                "/claims/similar",
                "/on",
                "/claims/C-1",
                "/claims/new")) {
            for (String query : List.of(
                    "",
                    "?q=%22",
                    "?q=*",
                    "?cursor=x",
                    "?asOf=x",
                    "?asOf=2999-01-01T00:00:00Z",
                    "?day=x",
                    "?day=0000-00-00",
                    "?day=1969-01-01",
                    "?%2Fx=%22*",
                    "?%2Fx=C-99999999999999999999",
                    "?type=x&to=y",
                    "?limit=0",
                    "?a%5B%5D=1&%26=%3D")) {
                assertThat(browser.open(page + query).status()).as(page + query).isLessThan(500);
            }
        }
    }
}

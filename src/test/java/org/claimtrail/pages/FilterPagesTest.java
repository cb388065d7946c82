package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.claimtrail.contract.Contract;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.junit.jupiter.api.Test;

/** Lists as people filter them. */
class FilterPagesTest extends PageTest {

    private static final Set<String> SAYS_HOW =
            Set.of("limit", "cursor", "count", "highlight", "include", "asOf", "knownOn", "If-None-Match");

    @Test
    void eachFilterOfTheApiIsInTheForm() {
        Browser desk = signedIn(Role.READER);
        for (String list : List.of("/claims", "/sources", "/articles", "/measures", "/topics")) {
            Page page = desk.open(list);
            Set<String> offered =
                    new TreeSet<>(page.document().select("form.filters [name]").eachAttr("name"));
            Set<String> excluded = page.document().select("form.filters [name=not]").eachAttr("value").stream()
                    .map(name -> name + "!")
                    .collect(Collectors.toSet());
            Set<String> wanted = new TreeSet<>(Contract.parameters("/api/v1" + list));
            wanted.removeAll(SAYS_HOW);
            wanted.removeAll(excluded);
            if (!list.equals("/topics")) {
                // These come by name; the order of claims is asked for.
                wanted.remove("sort");
            }
            assertThat(offered).as(list).containsAll(wanted);
        }
    }

    @Test
    void thingsAreCalledWhatPeopleCallThem() {
        String ministry = api.created("/sources", source("Ministry of Unification", "GOVERNMENT"))
                .id();
        api.created("/claims", json("""
                {"text": "Shells were shipped.", "kind": "FACT", "appearances": [
                    {"article": {"url": "https://news.example/a"}, "attribution": [{"sources": [{"id": "%s"}]}]}]}""".formatted(ministry)));
        api.created("/claims", claim("Nobody says so."));
        Browser desk = signedIn(Role.READER);

        Page said = desk.submit(desk.open("/claims"), "form.filters", "origin", "ministry of unification");

        assertThat(said.address().toString()).endsWith("/claims?origin=" + ministry);
        assertThat(numbers(said)).containsExactly("C-1");
        assertThat(said.document().select(".chips li").text()).isEqualTo("Said by Ministry of Unification ×");
        assertThat(said.document().expectFirst("[name=origin]").val()).isEqualTo("Ministry of Unification");
        assertThat(numbers(desk.open(said.document().expectFirst(".chips a").attr("href"))))
                .containsExactly("C-2", "C-1");

        Page others = desk.submit(said, "form.filters", "not", "origin");
        assertThat(others.address().getRawQuery()).isEqualTo("origin%21=" + ministry);
        assertThat(numbers(others)).containsExactly("C-2");
        assertThat(others.document().select(".chips li").text()).startsWith("Said by is not Ministry of Unification");
        // What excludes has no field of its own, and stays.
        assertThat(desk.submit(others, "form.filters", "kind", "FACT").address().getRawQuery())
                .contains("kind=FACT", "origin%21=" + ministry);

        Page nobody = desk.submit(desk.open("/claims"), "form.filters", "about", "No such body");
        assertThat(nobody.status()).isEqualTo(400);
        assertThat(nobody.document().select(".fault").text())
                .isEqualTo("About finds no source that is called \u201CNo such body\u201D.");
        assertThat(nobody.document().expectFirst("[name=about]").val()).isEqualTo("No such body");
        assertThat(numbers(desk.submit(desk.open("/claims"), "form.filters", "article", "news.example/a")))
                .containsExactly("C-1");
        assertThat(desk.submit(desk.open("/claims"), "form.filters", "figureMin", "5.7 million")
                        .address()
                        .getQuery())
                .isEqualTo("figureMin=5700000");
    }

    @Test
    void whatCannotBeIsToldByTheFieldAndStays() {
        Browser desk = signedIn(Role.READER);
        for (List<String> bad : List.of(
                List.of("/claims", "origin", "a%00b", "Said by must not contain the character NUL (U+0000)."),
                List.of("/sources", "partOf", "%00", "Part of must not contain the character NUL (U+0000)."),
                List.of("/claims", "measure", "%22", "What is counted finds no measure that is called"),
                List.of("/claims", "article", "https%3A%2F%2F", "In the article finds no article that is called"),
                List.of("/claims", "publishedFrom", "tomorrow", "Published from must be a day such as"),
                List.of("/claims", "createdFrom", "then", "Recorded from must be"),
                List.of("/claims", "denied", "maybe", "Denials must be true or false."),
                List.of("/claims", "figureMin", "many", "This many or more must be a number in digits"),
                List.of("/claims", "number", "24", "Number of the claim, such as C-24 must be"))) {
            Page page = desk.open(bad.get(0) + "?" + bad.get(1) + "=" + bad.get(2));
            assertThat(page.status()).as(bad.toString()).isEqualTo(400);
            assertThat(page.document().select(".fault").text())
                    .as(bad.toString())
                    .startsWith(bad.get(3));
            assertThat(page.document().select(".chips li")).as(bad.toString()).hasSize(1);
        }
        assertThat(desk.open("/claims?createdFrom=2024-06-18T00%3A00%3A00Z").status())
                .isEqualTo(200);
        assertThat(desk.submit(desk.open("/claims"), "form.filters", "originsMin", "two")
                        .address()
                        .getQuery())
                .isEqualTo("originsMin=2");
    }

    @Test
    void choicesAreCountedUnderTheOtherFilters() {
        api.created("/claims", claim("One."));
        api.created("/claims", claim("Two."));
        api.created("/claims", Map.of("text", "It will.", "kind", "PREDICTION"));
        api.put("/claims/C-2/status", Map.of("status", "UNVERIFIABLE", "reason", "x"), "*");
        Browser desk = signedIn(Role.READER);

        assertThat(desk.open("/claims/choices?by=status&kind=FACT&status=UNVERIFIED&not=&origin=")
                        .document()
                        .select("label:has([name=status])")
                        .eachText())
                .contains("Unverified 1", "Unverifiable 1", "Contested 0");
        assertThat(desk.open("/claims/choices?by=kind&origin=half")
                        .document()
                        .select("label:has([name=kind])")
                        .eachText())
                .contains("Prediction");
        assertThat(desk.open("/claims/choices?by=text").status()).isEqualTo(404);
    }

    @Test
    void oneOfTwoAndChoicesOfOtherListsAreCountedToo() {
        api.created("/claims", claim("One."));
        api.created("/claims", claim("Two."));
        api.created("/sources", source("Rason Harbour Board", "ORGANIZATION"));
        api.created("/sources", source("Rason", "ACCOUNT"));
        api.created("/articles", Map.of("url", "https://news.example/a", "medium", "BROADCAST"));
        Browser desk = signedIn(Role.READER);

        assertThat(options(desk, "/claims/choices?by=denied&denied=false"))
                .containsExactly("Any", "Denied (0)", "Not denied (2)");
        assertThat(desk.open("/claims/choices?by=denied&denied=false")
                        .document()
                        .select("option[selected]")
                        .eachAttr("value"))
                .containsExactly("false");
        assertThat(options(desk, "/claims/choices?by=figureConflict"))
                .contains("In conflict with others (0)", "In no conflict (2)");
        assertThat(options(desk, "/claims/choices?by=overdue&kind=FIGURE")).contains("The day has passed (0)");
        assertThat(labels(desk, "/claims/choices?by=suggestedStatus")).contains("Unverified 2");
        assertThat(labels(desk, "/sources/choices?by=kind&q=rason")).contains("Organization 1", "Person 0");
        assertThat(labels(desk, "/articles/choices?by=medium")).contains("Broadcast 1");
        assertThat(options(desk, "/topics/choices?by=filed")).contains("With claims (0)");
        assertThat(desk.open("/sources/choices?by=partOf").status()).isEqualTo(404);
    }

    private static List<String> options(Browser desk, String path) {
        return desk.open(path).document().select("option").eachText();
    }

    private static List<String> labels(Browser desk, String path) {
        return desk.open(path).document().select("label").eachText();
    }

    @Test
    void claimsAreATableOfTheColumnsThatAreChosen() {
        api.created("/claims", json("""
                {"text": "It was said.", "kind": "FACT", "place": "Rason", "topics": ["ports"]}"""));
        Browser desk = signedIn(Role.CONTRIBUTOR);

        Page table = desk.open("/claims?column=PLACE&column=TOPICS&column=STATUS&column=NONE");

        assertThat(table.document().select(".claim-table th").eachText())
                .containsExactly("Chosen", "Number", "Claim", "Status", "Place", "Topics");
        assertThat(table.document().select(".claim-table tbody td").eachText())
                .containsExactly("C-1", "It was said.", "unverified", "Rason", "ports");
        // They stay when the list is filtered, and are no part of a search that is kept.
        assertThat(desk.submit(table, "form.filters", "q", "said").address().getQuery())
                .contains("column=");
        assertThat(table.document().select("[name=filters]").eachAttr("value")).containsOnly("");
    }

    @Test
    void thoseChosenAreExported() {
        for (int i = 0; i < 4; i++) {
            api.created("/claims", claim("Claim " + i));
        }
        Browser desk = signedIn(Role.CONTRIBUTOR);

        Page some = desk.submit(desk.open("/claims"), "#bulk", "claim", "C-3", "do", "export");

        assertThat(some.address().getQuery()).isEqualTo("number=C-3");
        assertThat(numbers(some)).containsExactly("C-3");
        assertThat(desk.open(some.document().select(".export a").get(1).attr("href"))
                        .text())
                .contains("Claim 2")
                .doesNotContain("Claim 1");
        assertThat(api.get("/claims?number=C-1&number=C-4&sort=number").items("number"))
                .containsExactly("1", "4");
        assertThat(api.get("/claims?number=4").at("/errors/0/parameter")).isEqualTo("number");
    }

    private static List<String> numbers(Page list) {
        return list.document().select("main .claims .number").eachText();
    }
}

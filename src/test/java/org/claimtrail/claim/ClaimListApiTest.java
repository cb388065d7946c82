package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimListApiTest extends ApiTest {

    @ParameterizedTest
    @ValueSource(strings = {"createdAt", "-createdAt", "number", "-number", "updatedAt", "-updatedAt"})
    void pagesNeitherRepeatNorSkipWhileClaimsAreAdded(String sort) {
        IntStream.rangeClosed(1, 11).forEach(i -> api.created("/claims", claim("Claim " + i)));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.get("/claims?limit=4&sort=" + sort + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.status()).isEqualTo(200);
            seen.addAll(page.items("number"));
            cursor = page.at("/next");
            if (sort.startsWith("-")) {
                api.created("/claims", claim("Added meanwhile"));
            }
        } while (!cursor.isEmpty());

        List<String> first =
                IntStream.rangeClosed(1, 11).mapToObj(String::valueOf).toList();
        assertThat(seen).doesNotHaveDuplicates().containsAll(first);
    }

    @Test
    void aLinkLeadsToTheNextPage() {
        IntStream.rangeClosed(1, 3).forEach(i -> api.created("/claims", claim("Größe & Maß " + i)));

        Answer page = api.get("/claims?q=%22Gr%C3%B6%C3%9Fe%22&kind=FACT&kind=QUOTE&limit=2&count=true");

        assertThat(page.at("/total")).isEqualTo("3");
        String link = page.header("Link");
        assertThat(link).startsWith("<").endsWith(">; rel=\"next\"").contains("kind=FACT&kind=QUOTE");
        Answer next = api.get(link.substring(link.indexOf("/api/"), link.indexOf('>')));
        assertThat(next.items("number")).containsExactly("1");
        assertThat(next.header("Link")).isEmpty();
        assertThat(next.at("/total")).isEqualTo("3");
    }

    @Test
    void aCursorBelongsToItsList() {
        IntStream.rangeClosed(1, 3).forEach(i -> api.created("/claims", claim("Claim " + i)));
        String cursor = api.get("/claims?limit=1").at("/next");

        assertThat(api.get("/claims?limit=2&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(api.get("/claims?limit=1&sort=number&cursor=" + cursor).status())
                .isEqualTo(400);
        assertThat(api.get("/claims?limit=1&kind=FACT&cursor=" + cursor).status())
                .isEqualTo(400);
        assertThat(api.get("/claims?cursor=nonsense").status()).isEqualTo(400);
        assertThat(api.get("/sources?cursor=" + cursor).status()).isEqualTo(400);
    }

    @Test
    void filtersAreAndedAndTheirValuesOred() {
        Answer first = api.created("/claims", containers());
        api.created("/claims", claim("A quote about shells.").put("kind", "QUOTE"));
        var third = claim("The paper itself says so.");
        third.withArray("topics").add("Shipping");
        third.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/2", "publisher": {"name": "The Example Times"}}}"""));
        api.created("/claims", third);
        api.put("/claims/C-2/status", json("{\"status\": \"UNVERIFIABLE\", \"reason\": \"Denied.\"}"), "*");

        String ministry = first.at("/appearances/0/attribution/0/sources/0/id");
        String times = first.at("/appearances/0/article/publisher/id");
        assertThat(numbers("status=UNVERIFIABLE")).containsExactly("2");
        assertThat(numbers("kind=FACT&kind=FIGURE")).containsExactly("1", "3");
        assertThat(numbers("kind=FACT&status=UNVERIFIABLE")).isEmpty();
        assertThat(numbers("topic=ARMS%20transfers&topic=shipping")).containsExactly("1", "3");
        assertThat(numbers("origin=" + ministry)).containsExactly("1");
        assertThat(numbers("origin=" + times)).containsExactly("3");
        assertThat(numbers("source=" + times)).containsExactly("1", "3");
        assertThat(numbers("publisher=" + times)).containsExactly("1", "3");
        assertThat(numbers("about=" + first.at("/about/1/id"))).containsExactly("1");
        assertThat(numbers("article=" + first.at("/appearances/0/article/id"))).containsExactly("1");
        assertThat(numbers("measure=" + first.at("/figures/0/measure/id"))).containsExactly("1");
        assertThat(numbers("q=quote%20or%20paper")).containsExactly("2", "3");
        assertThat(numbers("q=shells%20-quote")).isEmpty();
        assertThat(numbers("createdFrom=2020-01-01&createdTo=2020-12-31")).isEmpty();
        assertThat(numbers("createdFrom=2020-01-01T00:00:00Z")).hasSize(3);
        assertThat(api.get("/topics").items("name")).containsExactlyInAnyOrder("arms transfers", "Shipping");
        assertThat(api.get("/topics?q=SHIP").items("claims")).containsExactly("1");
        api.created(
                "/claims",
                claim("One more.").set("topics", json("{\"t\": [\"shipping\"]}").get("t")));
        Answer most = api.get("/topics?sort=-claims&limit=1");
        assertThat(most.items("claims")).containsExactly("2");
        assertThat(api.get("/topics?sort=-claims&limit=1&cursor=" + most.at("/next"))
                        .items("name"))
                .containsExactly("arms transfers");
        api.delete("/claims/C-1", "*");
        assertThat(api.get("/topics").items("name")).containsExactly("Shipping");
    }

    private List<String> numbers(String filters) {
        Answer answer = api.get("/claims?sort=number&" + filters);
        assertThat(answer.status()).isEqualTo(200);
        return answer.items("number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour=red",
                "status=MAYBE",
                "limit=0",
                "limit=201",
                "limit=many",
                "sort=colour",
                "sort=number&sort=number",
                "count=yes",
                "source=me",
                "createdFrom=yesterday",
                "createdFrom=%2B999999999-01-01",
                "createdFrom=-0044-03-15",
                "createdTo=2024-06-19T07:30Z",
                "createdTo=2024-06-19T07:30:00%2B00:00:30",
                "createdTo=0000-01-01T00:00:00%2B18:00",
                "q=",
                "q=%00"
            })
    void whatTheServerDoesNotKnowIsRefused(String parameters) {
        Answer refused = api.get("/claims?" + parameters);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("invalid-query");
        assertThat(refused.at("/errors/0/parameter")).isEqualTo(parameters.substring(0, parameters.indexOf('=')));
    }

    @Test
    void parametersAreRefusedWhereThereAreNone() {
        api.created("/claims", claim("Alone."));
        assertThat(api.get("/claims/C-1?verbose=true").problem()).isEqualTo("invalid-query");
        assertThat(api.post("/claims?dry=true", claim("Alone.")).problem()).isEqualTo("invalid-query");
    }

    @Test
    void claimsAreCountedByOneKeyUnderTheFiltersOfTheList() {
        Answer first = api.created("/claims", containers());
        api.created("/claims", claim("One more.").put("language", "fr"));
        api.created("/claims", claim("And more."));

        assertThat(counts("by=kind")).isEqualTo("[{\"key\":\"FACT\",\"count\":2},{\"key\":\"FIGURE\",\"count\":1}]");
        assertThat(counts("by=status&kind=FIGURE")).isEqualTo("[{\"key\":\"UNVERIFIED\",\"count\":1}]");
        assertThat(counts("by=language")).contains("\"en\"", "\"fr\"");
        assertThat(counts("by=topic")).isEqualTo("[{\"key\":\"arms transfers\",\"count\":1}]");
        assertThat(counts("by=about")).contains("North Korea", "Russia");
        assertThat(counts("by=origin")).contains("South Korean Defense Ministry");
        assertThat(counts("by=publisher")).contains("The Example Times");
        assertThat(counts("by=measure")).contains(first.at("/figures/0/measure/id"));
        assertThat(counts("by=month")).contains("\"count\":3");
        assertThat(api.get("/claims/counts?by=kind&limit=1").at("/more")).isEqualTo("1");
        assertThat(api.get("/claims/counts").status()).isEqualTo(400);
        assertThat(api.get("/claims/counts?by=colour&x=1").body().get("errors")).hasSize(2);
    }

    private String counts(String parameters) {
        return api.get("/claims/counts?" + parameters).body().get("items").toString();
    }
}

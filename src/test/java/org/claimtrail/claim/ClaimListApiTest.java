package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.claimtrail.date.Edtf;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RandomChanges;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

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
        assertThat(api.get("/topics?filed=true").items("name")).containsExactly("Shipping");
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
                "q=%00",
                "highlight=true",
                "highlight=yes&q=a",
                "sort=relevance",
                "status!=MAYBE",
                "topic!=",
                "denied!=true",
                "saidFrom=2024-06",
                "occurredFrom=12000-01-01",
                "publishedFrom=-0000-01-01",
                "saidTo=2024-02-30",
                "occurredTo=soon",
                "publishedTo=2024-01-01&publishedFrom=2024-01-02",
                "figureMin=many",
                "figureMax=1e5",
                "figureMax=9999999999999999999999999999999",
                "figureMin=10%5E30",
                "figureMin=-1000000000000000000000000000001",
                "figureMin=1000000000000000000000000000000.000000000001",
                "figureMin=0.0000000000001",
                "figureMin=1&figureMin=2",
                "unit=",
                "updatedSince=2024"
            })
    void whatTheServerDoesNotKnowIsRefused(String parameters) {
        Answer refused = api.get("/claims?" + parameters);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("invalid-query");
        assertThat(refused.at("/errors/0/parameter")).isEqualTo(parameters.substring(0, parameters.indexOf('=')));
    }

    /** Of what happened, was said and was published then, and of an article of the day. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the date | days that it can mean | days, or ranges of them, that it cannot
                "2024-06-18 | 2024-06-18 2024-06-01/2024-06-30 | 2024-06-17 2024-06-19/2024-12-31",
                "1985-XX-30 | 1985-01-30 1985-12-30 1985-02-01/1985-03-30 | 1985-02-28 1985-02-01/1985-02-28 1985-03-01/1985-03-29 1984-12-30",
                "1985-XX-XX | 1985-02-28 1985-12-31 | 1986-01-01",
                "1985-0X-15 | 1985-09-15 | 1985-10-15 1985-01-16/1985-02-14",
                "1985-12-XX | 1985-12-01 1985-12-31 | 1985-11-30",
                "1985-XX-31 | 1985-01-31 1985-12-31 | 1985-06-30 1985-04-01/1985-04-30 1985-02-01/1985-03-30",
                "2024-06-1X | 2024-06-10 2024-06-19 | 2024-06-09 2024-06-20",
                "2024-06-X5 | 2024-06-05 2024-06-25 | 2024-06-06/2024-06-14 2024-06-30",
                "[2024-06-01,2024-06-30] | 2024-06-01 2024-06-30 2024-06-15/2024-07-01 | 2024-06-15 2024-06-02/2024-06-29 2024-07-01",
                "{2024-06-01,2024-06-30} | 2024-06-01 2024-06-30 | 2024-06-15",
                "[2024-01,2024-03..2024-05] | 2024-01-31 2024-03-01 2024-04-15 2024-05-31 | 2024-02-01/2024-02-29 2024-06-01",
                "[2023, 2025] | 2023-06-01 2025-12-31 | 2024-06-01 2024-01-01/2024-12-31",
                "[..1984,1990] | 1200-01-01 1984-12-31 1990-05-05 | 1985-01-01/1989-12-31 1991-01-01",
                "[2024-21,2024-23] | 2024-03-01 2024-11-30 | 2024-06-01/2024-08-31 2024-12-01",
                "[2024-06-XX,2024-12-25] | 2024-06-30 2024-12-25 | 2024-07-01/2024-12-24",
                "156X-12-25 | 1560-12-25 1569-12-25 1565-12-01/1565-12-31 | 1565-06-01/1565-06-30 1565-12-26/1566-12-24 1570-12-25",
                "156X | 1565-06-15 | 1570-01-01",
                "15XX-02-29 | 1504-02-29 1596-02-29 | 1500-02-28 1501-01-01/1503-12-31 1505-02-28/1505-03-01",
                "XXXX-12-25 | 1999-12-25 | 1999-06-01/1999-06-30 1999-12-26/2000-12-24",
                "20X4-06 | 2024-06-01 2014-06-30 | 2024-07-01 2023-06-15 2015-01-01/2023-12-31",
                "2024-06-18T00:30:00+09:00 | 2024-06-18 | 2024-06-17",
                "2024-06-18T23:30:00-08:00 | 2024-06-18 | 2024-06-19",
                "2024-06-18T24:00:00-08:00 | 2024-06-18 | 2024-06-19",
                "-0043-03-15 | -0043-03-15 -0050-01-01/-0040-01-01 | -0043-03-16 0001-01-01",
                "1XXX-XX-25 | 1850-03-25 1850-03-20/1850-03-30 | 1850-03-24 1850-03-26/1850-04-24 2000-01-25",
                "-0043-XX-15 | -0043-07-15 | -0043-07-16 -0043-07-16/-0043-08-14",
                "[-0043-03-15,-0030-08-01] | -0043-03-15 -0030-08-01 | -0040-01-01",
                "0000 | 0000-12-31 | -0001-12-31 0001-01-01",
                "Y12000 | Y12000-06-01 +12000-12-31 | Y12001-01-01 2024-01-01",
                "Y-12000 | -12000-06-01 Y-12000-12-31 | 2024-01-01",
                "2023/2024 | 2023-06-01 2024-12-31 | 2025-01-01",
                "2023-XX-30/2024 | 2023-01-30 | 2025-01-01",
                "2024/ | 2024-01-01 2050-01-01 | 2023-12-31",
                "/2024 | 1900-01-01 2024-12-31 | 2025-01-01",
                "2024-06~ | 2024-06-01 | 2024-07-01"
            })
    void aDateIsFoundOnTheDaysThatItCanMean(String date, String meant, String others) {
        ObjectNode claim = claim("Then.").put("occurred", date);
        claim.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/1", "publishedOn": "%1$s"},
                 "attribution": [{"sources": [{"name": "Kim", "kind": "PERSON"}], "saidOn": "%1$s"},
                    {"sources": [{"name": "Lee", "kind": "PERSON"}]}]}""".formatted(date)));
        claim.withArray("appearances")
                .addObject()
                .putObject("article")
                .put("url", "https://news.example/without-a-day");
        api.created("/claims", claim);

        for (String days : (meant + " " + others).split(" +")) {
            String[] ends = days.replace("+", "%2B").split("/");
            boolean found = List.of(meant.split(" +")).contains(days);
            for (String list : List.of(
                    "/claims?occurredFrom=%s&occurredTo=%s",
                    "/claims?saidFrom=%s&saidTo=%s",
                    "/claims?publishedFrom=%s&publishedTo=%s",
                    "/articles?publishedFrom=%s&publishedTo=%s")) {
                assertThat(api.get(list.formatted(ends[0], ends[ends.length - 1]))
                                .items("id"))
                        .as("%s on %s: %s", date, days, list)
                        .hasSize(found ? 1 : 0);
            }
        }
    }

    @Test
    void whatHasNoDateComesLastInEitherOrder() {
        for (String date : new String[] {null, "2024", "2020", "-0043"}) {
            ObjectNode claim = claim("On %s.".formatted(date));
            String day = date == null ? "null" : "\"" + date + "\"";
            claim.withArray("appearances").add(json("""
                    {"article": {"url": "https://news.example/%2$s", "publishedOn": %1$s},
                     "attribution": [{"sources": [{"name": "Kim", "kind": "PERSON"}], "saidOn": %1$s}]}""".formatted(day, date)));
            api.created("/claims", date == null ? claim : claim.put("occurred", date));
        }

        for (String sort : List.of("occurred", "saidOn", "publishedOn")) {
            assertThat(api.get("/claims?sort=" + sort).items("number")).as(sort).containsExactly("4", "3", "2", "1");
            assertThat(api.get("/claims?sort=-" + sort).items("number"))
                    .as(sort)
                    .containsExactly("2", "3", "4", "1");
        }
        assertThat(api.get("/articles?sort=publishedOn").items("publishedOn"))
                .containsExactly("-0043", "2020", "2024", "");
        assertThat(api.get("/articles?sort=-publishedOn").items("publishedOn"))
                .containsExactly("2024", "2020", "-0043", "");
    }

    /** Day by day, of random dates with unspecified digits. */
    @Test
    void theDaysOfADateAreThoseWhoseDigitsFit() {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            StringBuilder digits = new StringBuilder(LocalDate.of(1990 + random.nextInt(20), 1, 1)
                    .plusDays(random.nextInt(365))
                    .toString());
            for (int at : new int[] {2, 3, 5, 6, 8, 9}) {
                if (random.nextInt(3) == 0) {
                    digits.setCharAt(at, 'X');
                }
            }
            String date = digits.toString();
            Edtf read = Edtf.parse(date);
            LocalDate from = LocalDate.of(1990, 1, 1).plusDays(random.nextInt(8000));
            LocalDate to = from.plusDays(random.nextInt(40));

            assertThat(db.sql("select search.can_mean(:date, :earliest, :latest, :from, :to)")
                            .param("date", date)
                            .param("earliest", read.earliest())
                            .param("latest", read.latest())
                            .param("from", from)
                            .param("to", to)
                            .query(Boolean.class)
                            .single())
                    .as("%s from %s to %s", date, from, to)
                    .isEqualTo(from.datesUntil(to.plusDays(1))
                            .anyMatch(day -> day.toString().matches(date.replace('X', '.'))));
        }
    }

    /** As in a comparison: see {@code FigureInterval} in the contract. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the figure | numbers that it can mean | and others
                "EXACT amount 100 | 100 | 100.000000000001 99.999999999999",
                "EXACT amount -1000000000000000000000000000000 | -1000000000000000000000000000000 | 0",
                "EXACT amount 1000000000000000000000000000000 | 1000000000000000000000000000000 | 0",
                "ABOUT amount 100 | 90 95 100 110 | 89.9 110.1",
                "ABOUT amount -100 | -110 -90 | -110.1 -89.9",
                "ABOUT amount 0 | 0 | 0.1 -0.1",
                "AT_LEAST lowerBound 100 | 100 1000000 | 99.9",
                "MORE_THAN lowerBound 100 | 100.1 1000000 | 100",
                "AT_MOST upperBound 100 | 100 -5 | 100.1",
                "LESS_THAN upperBound 100 | 99.9 -5 | 100",
                "NEARLY upperBound 100 | 90 99 100 | 89.9 100.1",
                "NEARLY upperBound -100 | -110 -100 | -110.1 -99.9",
                "NEARLY upperBound 0 | 0 -7 | 0.1",
                "BETWEEN lowerBound 5 upperBound 7 | 5 6 7 | 4.9 7.1",
                "DOZENS | 24 99.9 | 23.9 100",
                "HUNDREDS | 200 999 | 199 1000",
                "THOUSANDS | 2000 999999 | 1999 1000000",
                "MILLIONS | 2000000 999999999 | 1999999 1000000000",
                "UNSTATED | | 0 5 2000"
            })
    void aFigureIsFoundByTheNumbersThatItCanMean(String figure, @Nullable String meant, String others) {
        String[] words = figure.split(" ");
        ObjectNode stated = json("{}");
        stated.put("qualifier", words[0]);
        for (int i = 1; i < words.length; i += 2) {
            stated.put(words[i], new BigDecimal(words[i + 1]));
        }
        ObjectNode claim = claim("So many.");
        claim.withArray("figures").add(stated);
        api.created("/claims", claim);

        for (String number : meant == null ? new String[0] : meant.split(" ")) {
            assertThat(api.get("/claims?figureMin=%1$s&figureMax=%1$s".formatted(number))
                            .items("number"))
                    .as("%s can mean %s", figure, number)
                    .hasSize(1);
        }
        for (String number : others.split(" ")) {
            assertThat(api.get("/claims?figureMin=%1$s&figureMax=%1$s".formatted(number))
                            .items("number"))
                    .as("%s cannot mean %s", figure, number)
                    .isEmpty();
        }
    }

    @Test
    void whatIsShownIsWhatWasSelectedWhileClaimsChange() {
        IntStream.rangeClosed(1, 30).forEach(i -> api.created("/claims", claim("Harbour " + i)));

        List<List<String>> shown = Race.of(3, runner -> {
            List<String> kinds = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                if (runner == 0) {
                    db.sql("update claim set kind = case kind when 'FACT' then 'QUOTE' else 'FACT' end")
                            .update();
                } else {
                    kinds.addAll(api.get("/claims?kind=FACT&sort=number" + (runner == 1 ? "" : "&q=harbour"))
                            .items("kind"));
                }
            }
            return kinds;
        });

        assertThat(shown.get(1)).isNotEmpty().containsOnly("FACT");
        assertThat(shown.get(2)).isNotEmpty().containsOnly("FACT");
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

    @Test
    void claimsAreCountedByTwoKeysAtOnceAndInEveryMonth() {
        api.created("/claims", containers());
        api.created("/claims", claim("One more."));
        api.created("/claims", claim("And more."));
        db.sql("update claim set created_at = timestamptz '2024-03-31 23:59Z' where number = 1")
                .update();
        db.sql("update claim set created_at = timestamptz '2024-01-01 00:00Z' where number = 2")
                .update();
        db.sql("update claim set created_at = timestamptz '2024-03-01 00:00Z' where number = 3")
                .update();

        assertThat(counts("by=month"))
                .isEqualTo(
                        "[{\"key\":\"2024-03\",\"count\":2},{\"key\":\"2024-02\",\"count\":0},{\"key\":\"2024-01\",\"count\":1}]");
        assertThat(api.get("/claims/counts?by=month&limit=1").at("/more")).isEqualTo("2");
        assertThat(api.get("/claims/counts?by=month,kind").items("count"))
                .containsExactly("1", "1", "0", "0", "1", "0");
        assertThat(counts("by=kind,month"))
                .startsWith(
                        "[{\"keys\":[{\"key\":\"FACT\"},{\"key\":\"2024-03\"}],\"count\":1},{\"keys\":[{\"key\":\"FIGURE\"},{\"key\":\"2024-03\"}],\"count\":1}");
        assertThat(counts("by=publisher,origin")).contains("The Example Times", "South Korean Defense Ministry");
        assertThat(counts("by=about,topic")).contains("Russia", "arms transfers");
        assertThat(counts("by=about,measure&status!=UNVERIFIED")).isEqualTo("[]");
        for (String by : List.of("month,month", "month,", "month,kind,status", "colour,kind", "")) {
            assertThat(api.get("/claims/counts?by=" + by).at("/errors/0/parameter"))
                    .as(by)
                    .isEqualTo("by");
        }
    }

    @Test
    void allClaimsAreCountedAsOneByOne() {
        RandomChanges changes = new RandomChanges(api, 5);
        for (int i = 0; i < 80; i++) {
            changes.next();
        }
        db.sql("update claim set created_at = created_at - number * interval '9 days'")
                .update();
        for (int round = 0; round < 2; round++) {
            for (String by : List.of("status", "stage", "kind", "month", "month,status", "kind,month", "stage,kind")) {
                assertThat(counts("by=" + by)).as(by).isEqualTo(counts("by=" + by + "&createdFrom=1970-01-01"));
            }
            owner.sql("select add_up_tally()").query().singleRow();
        }
        assertThat(db.sql("select sum(claims) = (select count(*) from claim where deleted_at is null) from claim_tally")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status!=UNVERIFIED | ",
                "status!=CONTESTED&status!=CONFIRMED | 1 2 3",
                "stage!=INBOX | 2",
                "kind!=FACT | 1",
                "kind!=FACT&kind!=FIGURE | ",
                "kind=FACT&stage!=IN_PROGRESS | 3",
                "topic!=ARMS%20transfers | 2 3",
                "assignee=contributor | 2",
                "assignee!=contributor | 1 3",
                "assignee=contributor&assignee=kim | 2",
                "source!=MINISTRY | 2 3",
                "origin!=MINISTRY | 2 3",
                "origin=MINISTRY&origin!=TIMES | 1",
                "source!=TIMES | 3",
                "publisher!=TIMES | 3",
                "about!=RUSSIA | 2 3",
                "article!=ARTICLE | 2 3",
                "measure!=MEASURE | 2 3",
                "suggestedStatus!=CORROBORATED | 1 2 3",
                "suggestedStatus!=UNVERIFIED | ",
                "occurredFrom=2024-02-29 | 1 3",
                "occurredFrom=2024-03-01 | 3",
                "occurredTo=2023-07-31 | 3",
                "occurredFrom=2023-09-01&occurredTo=2023-09-01 | 1 3",
                "saidFrom=2024-12-31 | 1 2",
                "saidFrom=2025-01-01 | 2",
                "saidTo=2024-01-01 | 1 2",
                "saidFrom=2023-05-03&saidTo=2023-12-31 | ",
                "saidFrom=2022-01-01&saidTo=2023-05-02 | 2",
                "publishedFrom=2024-06-19&publishedTo=2024-06-19 | 1",
                "publishedFrom=2024-06-20 | 2",
                "publishedTo=2024-06-18 | ",
                "updatedSince=2020-01-01 | 1 2 3",
                "updatedSince=2999-01-01 | ",
                "figureMin=6700 | 1 2 3",
                "figureMin=6700.5 | 1 2 3",
                "figureMax=6699 | 1 3",
                "figureMax=500 | 3",
                "figureMin=1000&figureMax=2000&unit=T | 3",
                "unit=containers | 1",
                "unit=CONTAINERS&unit=t | 1 3",
                "unit=kg | ",
                "figureMin=6699&figureMax=6700&unit=containers | 1"
            })
    void eachFilterSelectsAndExcludes(String filter, @Nullable String expected) {
        Answer first = api.created("/claims", containers());
        ObjectNode second = claim("Said twice.");
        second.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/2", "publishedOn": "2024-07/..",
                             "publisher": {"name": "The Example Times"}},
                 "attribution": [
                    {"sources": [{"name": "Kim", "kind": "PERSON"}], "saidOn": "2023-05-02"},
                    {"sources": [{"name": "Lee", "kind": "PERSON"}], "saidOn": "2025"}]}"""));
        second.withArray("figures").add(json("{\"qualifier\": \"MORE_THAN\", \"lowerBound\": 6699}"));
        api.created("/claims", second);
        ObjectNode third = claim("Open.").put("occurred", "../..");
        third.withArray("figures")
                .add(json("{\"qualifier\": \"BETWEEN\", \"lowerBound\": 400, \"upperBound\": 1000, \"unit\": \"t\"}"))
                .add(json("{\"qualifier\": \"AT_LEAST\", \"lowerBound\": 7000}"))
                .add(json("{\"qualifier\": \"DOZENS\", \"unit\": \"lbs\"}"));
        api.created("/claims", third);
        api.put("/claims/C-2/stage", json("{\"stage\": \"IN_PROGRESS\", \"assignee\": \"contributor\"}"), "*");

        String asked = filter.replace("MINISTRY", first.at("/appearances/0/attribution/0/sources/0/id"))
                .replace("TIMES", first.at("/appearances/0/article/publisher/id"))
                .replace("RUSSIA", first.at("/about/1/id"))
                .replace("ARTICLE", first.at("/appearances/0/article/id"))
                .replace("MEASURE", first.at("/figures/0/measure/id"));
        assertThat(numbers(asked)).isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    }

    /** Of what is not dated, wherever it stands among the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "occurred",
                "-occurred",
                "saidOn",
                "-saidOn",
                "publishedOn",
                "-publishedOn",
                "number",
                "-number",
                "createdAt",
                "-createdAt",
                "origins",
                "-origins",
                "relevance"
            })
    void claimsThatStayAreSeenOnceWhileOthersComeAndGo(String sort) {
        for (int i = 0; i < 23; i++) {
            api.created("/claims", dated("Claim " + i, i));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int page = 0;
        do {
            Answer answer =
                    api.get("/claims?limit=4&q=claim&sort=" + sort + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            seen.addAll(answer.items("text"));
            cursor = answer.at("/next");
            api.created("/claims", dated("Claim, added meanwhile", page));
            api.delete("/claims/C-" + (2 + 5 * page), "*");
            api.patch("/claims/C-" + (3 + 5 * page), Map.of("place", "Elsewhere"), "*");
            page++;
        } while (!cursor.isEmpty() && page < 50);

        List<String> staying = IntStream.range(0, 23)
                .filter(i -> i % 5 != 1)
                .mapToObj(i -> "Claim " + i)
                .toList();
        assertThat(seen.stream().filter(text -> !text.startsWith("Claim,")).toList())
                .doesNotHaveDuplicates()
                .containsAll(staying);
    }

    @Test
    void whatHasNoDayComesLastInEitherOrder() {
        for (int i = 0; i < 4; i++) {
            api.created("/claims", dated("Claim " + i, i));
        }
        for (String sort : List.of("occurred", "saidOn", "publishedOn")) {
            assertThat(api.get("/claims?sort=" + sort).items("number")).as(sort).containsExactly("2", "3", "1", "4");
            assertThat(api.get("/claims?sort=-" + sort).items("number"))
                    .as("-" + sort)
                    .containsExactly("3", "2", "4", "1");
        }
    }

    @Test
    void aTotalMayBeGuessed() {
        api.created("/claims", containers());

        Answer guessed = api.get("/claims?count=estimate&kind=FIGURE");
        assertThat(guessed.at("/totalIsEstimate")).isEqualTo("true");
        assertThat(guessed.body().get("total").isIntegralNumber()).isTrue();
        assertThat(api.get("/claims?count=true").body().has("totalIsEstimate")).isFalse();
        assertThat(api.get("/claims?count=about").at("/errors/0/detail")).isEqualTo("must be true, false or estimate.");
        assertThat(api.get("/sources?count=estimate").status()).isEqualTo(400);
    }

    /** Every third one without a day. */
    private static ObjectNode dated(String text, int i) {
        ObjectNode claim = claim(text);
        if (i % 3 != 0) {
            claim.put("occurred", "202" + i % 3);
            claim.withArray("appearances").add(json("""
                    {"article": {"url": "https://news.example/%d", "publishedOn": "202%d-06"}, "attribution": [
                        {"sources": [{"name": "Source %1$d", "kind": "PERSON"}], "saidOn": "202%2$d-05"}]}""".formatted(i, i % 3)));
        }
        return claim;
    }

    private String counts(String parameters) {
        return api.get("/claims/counts?" + parameters).body().get("items").toString();
    }
}

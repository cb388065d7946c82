package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.claimtrail.demo.DemoData;
import org.claimtrail.standing.CatchUp;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RandomChanges;
import org.claimtrail.testing.Reporting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What reports are told of origins, of figures and of sources is what the API answers of the same. */
class ReportAnswersTest extends ApiTest {

    private static final Pattern KEY =
            Pattern.compile("^\\| `(\\w+)` \\| (`\\w+`(?:, `\\w+`)*) \\|$", Pattern.MULTILINE);
    private static final Pattern JOIN =
            Pattern.compile("^\\| `(\\w+)\\.(\\w+)` \\| `(\\w+)\\.(\\w+)` \\|$", Pattern.MULTILINE);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private DemoData demo;

    private JdbcClient report;

    @BeforeEach
    void reportAsTheRoleForIt(@Autowired FlywayConnectionDetails migration) {
        report = Reporting.client(db, owner, migration);
    }

    @Test
    void theOriginsOfTheDemoAreWhatTheApiTells() {
        demo.load();
        CatchUp.now(context);

        originsAreWhatTheApiTells();
    }

    @ParameterizedTest
    @ValueSource(longs = 11)
    void theOriginsOfAnyRecordAreWhatTheApiTellsWhateverChanged(long seed) {
        RandomChanges changes = new RandomChanges(api, seed);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 40; i++) {
                changes.next();
            }
            CatchUp.now(context);
            originsAreWhatTheApiTells();
        }
    }

    /** What {@link RandomChanges} does not think of. */
    @Test
    void originsThatNobodyRecordedAreCalledAsTheApiCallsThem() {
        api.created("/claims", json("""
                {"text": "One.", "kind": "FACT", "appearances": [
                  {"article": {"url": "https://www.paper.example/a", "publishedOn": "2024-06-02"}},
                  {"article": {"url": "https://m.paper.example/b", "publishedOn": "../2024"}},
                  {"article": {"url": "https://x.com/somebody/status/1"}},
                  {"article": {"citation": "Evening bulletin", "medium": "BROADCAST", "title": "At \\"eight\\""}},
                  {"article": {"citation": "Leaflet", "medium": "PRINT"}},
                  {"article": {"url": "https://other.example/a", "publishedOn": "2024"},
                   "attribution": [{"sources": [{"name": "an official", "kind": "UNNAMED"}], "saidOn": "2024-06~/2024-07"}]},
                  {"article": {"url": "https://other.example/b"},
                   "attribution": [{"sources": [{"name": "A; B", "kind": "PERSON"}, {"name": "C", "kind": "PERSON"}], "saidOn": "../-0044-03-15"}]}]}"""));
        api.created("/claims", json("{\"text\": \"The same.\", \"kind\": \"FACT\"}"));
        String repeats = api.created(
                        "/claims/C-2/relations", json("{\"type\": \"REPEATS\", \"to\": {\"id\": \"C-1\"}}"))
                .id();
        CatchUp.now(context);

        originsAreWhatTheApiTells();
        assertThat(report.sql("select distinct group_number from report.claim_origin")
                        .query(Long.class)
                        .list())
                .containsExactly(1L);
        assertThat(report.sql(
                                "select origin from report.claim_origin where claim_number = 2 and inferred order by origin collate \"C\"")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "paper.example",
                        "unknown publisher",
                        "unknown publisher of \"At \"eight\"\"",
                        "x.com/somebody");

        // Names are the record's, whatever was kept: nobody has to wait for them.
        String c = report.sql("select id::text from report.source where name = 'C'")
                .query(String.class)
                .single();
        api.patch("/sources/" + c, Map.of("name", "Renamed"), "*");
        originsAreWhatTheApiTells();

        api.delete("/claims/C-2/relations/" + repeats, "*");
        api.patch("/articles/" + articleAt("https://www.paper.example/a"), json("""
                {"publisher": {"name": "The Paper", "kind": "PUBLICATION"}}"""), "*");
        CatchUp.now(context);
        originsAreWhatTheApiTells();
        assertThat(rows("claim_origin where claim_number = 2")).isZero();
        api.delete("/claims/C-1", "*");
        assertThat(rows("claim_origin")).isZero();
        CatchUp.now(context);
        api.post("/claims/C-1/purge", json("{\"reason\": \"Private.\"}"));
        CatchUp.now(context);
        assertThat(db.sql("select count(*) from claim_origin").query(Long.class).single())
                .isZero();
        assertThat(db.sql("select count(*) from source_act").query(Long.class).single())
                .isZero();
    }

    @Test
    void reportingInACircleIsToldAndSoIsAFalseConfirmation() {
        api.created("/claims", json("""
                {"text": "Round.", "kind": "FACT", "appearances": [
                  {"article": {"url": "https://a.example/", "publisher": {"name": "A", "kind": "PUBLICATION"}},
                   "attribution": [{"sources": [{"name": "B", "kind": "PUBLICATION"}]}]},
                  {"article": {"url": "https://b.example/", "publisher": {"name": "B", "kind": "PUBLICATION"}},
                   "attribution": [{"sources": [{"name": "A", "kind": "PUBLICATION"}]}]}]}"""));
        api.created("/claims", json("""
                {"text": "Confirmed.", "kind": "FACT", "appearances": [
                  {"article": {"url": "https://a.example/2", "publisher": {"name": "A", "kind": "PUBLICATION"}},
                   "attribution": [{"sources": [{"name": "B", "kind": "PUBLICATION"}]}]},
                  {"article": {"url": "https://b.example/2", "publisher": {"name": "B", "kind": "PUBLICATION"}},
                   "attribution": [{"sources": [{"name": "Ministry", "kind": "ORGANIZATION"}]}]}]}"""));
        api.created("/claims", json("{\"text\": \"Neither.\", \"kind\": \"FACT\"}"));
        assertThat(rows("claim where circular is not null")).isZero();
        CatchUp.now(context);

        assertThat(report.sql(
                                "select concat_ws(' ', number, circular, false_confirmations) from report.claim order by number")
                        .query(String.class)
                        .list())
                .containsExactly("1 t 0", "2 f 1", "3 f 0");
        originsAreWhatTheApiTells();
    }

    private void originsAreWhatTheApiTells() {
        Map<Long, List<String>> shown = new HashMap<>();
        report.sql("""
                        select claim_number, concat_ws('|', origin, sources, known, inferred, appearances, first_said_on,
                            latest_said_on) as told
                        from report.claim_origin""").query(row -> {
            shown.computeIfAbsent(row.getLong("claim_number"), number -> new ArrayList<>())
                    .add(row.getString("told"));
        });
        List<Map<String, Object>> claims = report.sql(
                        "select number, origins, circular, false_confirmations from report.claim")
                .query()
                .listOfRows();
        assertThat(claims).isNotEmpty();
        for (Map<String, Object> claim : claims) {
            JsonNode standing =
                    api.get("/claims/C-" + claim.get("number") + "/standing").body();
            assertThat(shown.getOrDefault((Long) claim.get("number"), List.of()).stream()
                            .map(row -> row.replaceFirst("\\|[tf]\\|([tf])\\|", "|$1|"))
                            .sorted()
                            .toList())
                    .as("C-" + claim.get("number"))
                    .isEqualTo(StreamSupport.stream(standing.at("/origins").spliterator(), false)
                            .map(this::told)
                            .sorted()
                            .toList());
            assertThat(claim)
                    .as("C-" + claim.get("number"))
                    .containsEntry("origins", standing.at("/independentOrigins").intValue())
                    .containsEntry("circular", !standing.at("/circular/rings").isEmpty())
                    .containsEntry(
                            "false_confirmations",
                            standing.at("/circular/falseConfirmations").size());
            assertThat(report.sql("select count(*) from report.claim_origin where known and claim_number = :number")
                            .param("number", claim.get("number"))
                            .query(Integer.class)
                            .single())
                    .isEqualTo(standing.at("/knownOrigins").intValue());
            assertThat(report.sql("select count(*) from report.claim_origin_source where claim_number = :number")
                            .param("number", claim.get("number"))
                            .query(Long.class)
                            .single())
                    .isEqualTo(StreamSupport.stream(standing.at("/origins").spliterator(), false)
                            .flatMap(origin ->
                                    StreamSupport.stream(origin.at("/sources").spliterator(), false))
                            .filter(source -> source.has("id"))
                            .count());
        }
    }

    private String told(JsonNode origin) {
        List<String> names = StreamSupport.stream(origin.at("/sources").spliterator(), false)
                .map(source -> source.at("/name").stringValue())
                .toList();
        String sources = db.sql("""
                        select concat(array(select n from unnest(cast(:names as text[])) n order by n collate "und-x-icu"))""")
                .param("names", names.toArray(String[]::new))
                .query(String.class)
                .single();
        return Stream.of(
                        origin.at("/name").stringValue(),
                        sources,
                        origin.at("/inferred").asBoolean(false) ? "t" : "f",
                        origin.at("/appearances").size(),
                        origin.at("/firstSaidOn").isMissingNode()
                                ? null
                                : origin.at("/firstSaidOn").stringValue(),
                        origin.at("/latestSaidOn").isMissingNode()
                                ? null
                                : origin.at("/latestSaidOn").stringValue())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining("|"));
    }

    private String articleAt(String url) {
        return report.sql("select id::text from report.article where url = :url")
                .param("url", url)
                .query(String.class)
                .single();
    }

    /** Whatever is kept of it, and whatever is not yet. */
    @ParameterizedTest
    @ValueSource(longs = 21)
    void theRecordsOfSourcesAreWhatTheApiTellsAtAnyMoment(long seed) {
        RandomChanges changes = new RandomChanges(api, seed);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 30; i++) {
                changes.next();
                // So that some of it is kept, and some is not.
                if (i == 15) {
                    CatchUp.now(context);
                }
            }
            recordsAreWhatTheApiTells();
        }
        CatchUp.now(context);
        assertThat(db.sql("select count(*) from source_act_pending")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(db.sql("""
                        (table source_act except select claim_id, source_id, status, made, relayed, denied from source_act_present)
                        union all
                        (select claim_id, source_id, status, made, relayed, denied from source_act_present except table source_act)""").query().listOfRows()).isEmpty();
        recordsAreWhatTheApiTells();
        // As after an upgrade.
        owner.sql("delete from source_act").update();
        owner.sql("insert into source_act_mark default values").update();
        recordsAreWhatTheApiTells();
        CatchUp.now(context);
        recordsAreWhatTheApiTells();
        assertThat(db.sql("select count(*) from source_act_mark")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void recordsAreWhatTheApiTells() {
        for (Map<String, Object> row :
                report.sql("select * from report.source").query().listOfRows()) {
            JsonNode told = api.get("/sources/" + row.get("id") + "/record").body();
            Map<String, Object> counted = new TreeMap<>();
            for (String act : List.of("made", "relayed", "denied")) {
                counted.put(act, told.at("/" + act + "/claims").intValue());
                for (String status : List.of("CONFIRMED", "REFUTED", "RETRACTED", "UNVERIFIED")) {
                    String column = act + "_" + status.toLowerCase(Locale.ROOT);
                    if (row.containsKey(column)) {
                        counted.put(
                                column,
                                told.at("/" + act + "/byStatus/" + status).asInt(0));
                    }
                }
            }
            assertThat(row).as("" + row.get("name")).containsAllEntriesOf(counted);
        }
    }

    /** The unit of the measure, that of the figure, the figure, and the figure in the unit of the measure. */
    private static final String CONVERSIONS = """
            t | - | 130 | 130
            t | t | 130 | 130
            t | kg | 150000 | 150
            tonnes | kilograms | 150000 | 150
            kg | t | 0.25 | 250
            t | thousand tonnes | 1.5 | 1500
            kg | lb | 2204.62 | 999.9988107494
            lb | kg | 1 | 2.204622621848775807229738
            km | miles | 100 | 160.9344
            km/h | m/s | 10 | 36
            USD | million USD | 6.7 | 6700000
            million USD | USD | 6700000 | 6.7
            USD | EUR | 100 | 110
            million USD | thousand EUR | 100 | 0.11
            EUR | USD | 110 | 100
            °F | °C | 100 | 212
            people | thousand people | 2.5 | 2500
            containers | container | 6 | 6
            t | people | 5 | -
            t | gizmos | 5 | -
            GBP | JPY | 5 | -
            - | kg | 5 | -
            - | - | 5 | 5
            """;

    @Test
    void aFigureIsToldInTheUnitOfItsMeasureAsTheComparisonTellsIt() {
        // Rates around the day of the figures: the last one up to it counts.
        api.created("/exchange-rates", rate("EUR", "USD", "1.1", "2024-05-01"));
        api.created("/exchange-rates", rate("USD", "EUR", "0.5", "2024-06-03"));
        api.created("/exchange-rates", rate("EUR", "USD", "9", "2023-05-01"));
        List<String[]> cases =
                CONVERSIONS.lines().map(line -> line.split(" \\| ")).toList();
        for (int i = 0; i < cases.size(); i++) {
            String[] one = cases.get(i);
            api.created("/claims", json("""
                    {"text": "So much.", "kind": "FIGURE",
                     "figures": [{"measure": {"name": "measure %d"%s}, "qualifier": "EXACT", "amount": %s%s}],
                     "appearances": [{"article": {"url": "https://news.example/a", "publishedOn": "2024-06-02"},
                       "attribution": [{"sources": [{"name": "Ministry", "kind": "ORGANIZATION"}]}]}]}""".formatted(
                            i,
                            one[0].equals("-") ? "" : ", \"unit\": \"" + one[0] + "\"",
                            one[2],
                            one[1].equals("-") ? "" : ", \"unit\": \"" + one[1] + "\"")));
        }
        CatchUp.now(context);

        List<Map<String, Object>> figures = report.sql("""
                        select measure_id, amount, amount_in_measure_unit as converted, at_least_in_measure_unit as at_least,
                            at_most_in_measure_unit as at_most, said_on, day::text as day, exchange_rate_id
                        from report.figure order by claim_number""").query().listOfRows();
        for (int i = 0; i < cases.size(); i++) {
            String said = String.join(" | ", cases.get(i));
            Map<String, Object> figure = figures.get(i);
            assertThat((BigDecimal) figure.get("amount")).isEqualByComparingTo(cases.get(i)[2]);
            assertThat(figure)
                    .as(said)
                    .containsEntry("said_on", null)
                    .containsEntry("day", "2024-06-02")
                    .containsEntry("at_least", figure.get("converted"))
                    .containsEntry("at_most", figure.get("converted"));
            JsonNode compared = api.get("/measures/" + figure.get("measure_id") + "/comparison")
                    .body()
                    .at("/figures/0");
            if (cases.get(i)[3].equals("-")) {
                assertThat(figure).as(said).containsEntry("converted", null);
                assertThat(compared.has("convertedFrom")).as(said).isFalse();
            } else {
                assertThat(rounded((BigDecimal) figure.get("converted")))
                        .as(said)
                        .isEqualByComparingTo(rounded(new BigDecimal(cases.get(i)[3])))
                        .isEqualByComparingTo(
                                rounded(compared.at("/interval/from").decimalValue()));
                assertThat(Objects.toString(figure.get("exchange_rate_id"), ""))
                        .as(said)
                        .isEqualTo(compared.at("/convertedFrom/rate/id").asString(""));
            }
        }
    }

    private static BigDecimal rounded(BigDecimal number) {
        return number.setScale(20, RoundingMode.HALF_UP);
    }

    private static Object rate(String from, String to, String rate, String on) {
        return json("""
                {"from": "%s", "to": "%s", "rate": %s, "on": "%s", "source": {"name": "Bank", "kind": "ORGANIZATION"}}""".formatted(from, to, rate, on));
    }

    @Test
    void boundsAreConvertedAsTheyWereStated() {
        api.created("/claims", json("""
                {"text": "So much.", "kind": "FIGURE", "figures": [%s]}""".formatted(Stream.of(
                        "\"qualifier\": \"AT_LEAST\", \"lowerBound\": 2",
                        "\"qualifier\": \"NEARLY\", \"upperBound\": 2",
                        "\"qualifier\": \"BETWEEN\", \"lowerBound\": 2, \"upperBound\": 3",
                        "\"qualifier\": \"ABOUT\", \"amount\": 2",
                        "\"qualifier\": \"DOZENS\"")
                .map(number -> """
                                {"measure": {"name": "what there is", "unit": "kg"}, "unit": "t", %s}""".formatted(number))
                .collect(Collectors.joining(", ")))));
        CatchUp.now(context);

        assertThat(report.sql("""
                        select concat_ws(' ', coalesce(amount_in_measure_unit::text, '-'), coalesce(at_least_in_measure_unit::text, '-'),
                            coalesce(at_most_in_measure_unit::text, '-'))
                        from report.figure order by position""").query(String.class).list())
                .containsExactly("- 2000 -", "- - 2000", "- 2000 3000", "2000 2000 2000", "- - -");
    }

    @Test
    void aFigureFollowsTheUnitOfItsMeasureAndTheDayOnWhichItWasSaidFirst() {
        api.created("/claims", json("""
                {"text": "So much.", "kind": "FIGURE",
                 "figures": [{"measure": {"name": "what there is", "unit": "t"}, "qualifier": "EXACT", "amount": 130, "unit": "kg"}],
                 "appearances": [
                  {"article": {"url": "https://a.example/", "publishedOn": "2024-06-02"},
                   "attribution": [{"sources": [{"name": "A", "kind": "PERSON"}], "saidOn": "2024-06"}]},
                  {"article": {"url": "https://b.example/", "publishedOn": "2024-06-01"},
                   "attribution": [{"sources": [{"name": "A", "kind": "PERSON"}], "saidOn": "2024-05-30~"}]}]}"""));
        String measure = report.sql("select measure_id::text from report.figure")
                .query(String.class)
                .single();
        for (String[] expected : new String[][] {{"t", "0.13"}, {"g", "130000"}, {"lb", "286.6"}, {"people", "null"}}) {
            api.patch("/measures/" + measure, Map.of("unit", expected[0]), "*");
            CatchUp.now(context);
            assertThat(report.sql("""
                            select concat_ws(' ', said_on, said_on_earliest, said_on_latest, day,
                                coalesce(trim_scale(round(amount_in_measure_unit, 2))::text, 'null'))
                            from report.figure""").query(String.class).single())
                    .isEqualTo("2024-05-30~ 2024-05-30 2024-05-30 2024-05-30 " + expected[1]);
        }
    }

    /** Who is part of whom, from when until when; what each belongs to at the top, by how many steps, from when until when. */
    private static final String ROOTS = """
            Ministry>State | Ministry>State 1 ..
            Office>Ministry, Ministry>State | Office>State 2 ..; Ministry>State 1 ..
            Kirby>US@2022-05-26/2025-01-20 | Kirby>Kirby 0 ..2022-05-25; Kirby>US 1 2022-05-26..2025-01-20; Kirby>Kirby 0 2025-01-21..
            Kirby>US@2022/ | Kirby>Kirby 0 ..2021-12-31; Kirby>US 1 2022-01-01..
            Kirby>US@/2022 | Kirby>US 1 ..2022-12-31; Kirby>Kirby 0 2023-01-01..
            M>B@2000/2020, B>C@2010/2030 | M>M 0 ..1999-12-31; M>B 1 2000-01-01..2009-12-31; M>C 2 2010-01-01..2020-12-31; M>M 0 2021-01-01..
            M>A@2000/2010, M>B@2010/2020 | M>M 0 ..1999-12-31; M>A 1 2000-01-01..2010-12-31; M>B 1 2010-01-01..2020-12-31; M>M 0 2021-01-01..
            M>A, M>B | M>A 1 ..; M>B 1 ..
            M>A, M>B, A>C, B>C | M>C 2 ..
            M>C, M>A, A>C | M>C 1 ..
            M>A@2000/2001, M>A@2003/2004 | M>M 0 ..1999-12-31; M>A 1 2000-01-01..2001-12-31; M>M 0 2002-01-01..2002-12-31; M>A 1 2003-01-01..2004-12-31; M>M 0 2005-01-01..
            M>A@2000~/2001? | M>M 0 ..1999-12-31; M>A 1 2000-01-01..2001-12-31; M>M 0 2002-01-01..
            M>A@2000-06/2001-21 | M>M 0 ..2000-05-31; M>A 1 2000-06-01..2001-05-31; M>M 0 2001-06-01..
            M>A@2000/2000, A>B@1990/1995 | M>M 0 ..1999-12-31; M>A 1 2000-01-01..2000-12-31; M>M 0 2001-01-01..
            """;

    @Test
    void aSourceIsToldWhatItBelongedToAtTheTopAndWhen() {
        List<String> cases = ROOTS.lines().toList();
        for (int i = 0; i < cases.size(); i++) {
            String[] ends = cases.get(i).split(" \\| ");
            record(ends[0], i + " ");
            List<String> expected =
                    Stream.of(ends[1].split(";")).map(String::strip).toList();
            assertThat(report.sql("""
                            select format('%s>%s %s %s..%s', split_part(source, ' ', 2), split_part(root, ' ', 2), steps, from_day,
                                until_day)
                            from report.source_root where source in (:parts)""")
                            .param("parts", expected.stream().map(partOf(i)).collect(Collectors.toSet()))
                            .query(String.class)
                            .list())
                    .as(cases.get(i))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Function<String, String> partOf(int i) {
        return row -> i + " " + row.split(">")[0];
    }

    /** Wholes before their parts, so that each is recorded once. */
    private void record(String memberships, String prefix) {
        Map<String, List<String>> parts = new TreeMap<>(Comparator.reverseOrder());
        for (String membership : memberships.split(", ")) {
            String[] ends = membership.split("[>@]");
            String[] days = ends.length > 2 ? ends[2].split("/", -1) : new String[] {"", ""};
            parts.computeIfAbsent(ends[0], name -> new ArrayList<>()).add("""
                    {"source": {"name": "%s", "kind": "ORGANIZATION"}%s%s}""".formatted(
                            prefix + ends[1],
                            days[0].isEmpty() ? "" : ", \"from\": \"" + days[0] + "\"",
                            days[1].isEmpty() ? "" : ", \"until\": \"" + days[1] + "\""));
        }
        parts.forEach((part, wholes) -> {
            String body = "{\"name\": \"%s\", \"kind\": \"ORGANIZATION\", \"partOf\": [%s]}"
                    .formatted(prefix + part, String.join(", ", wholes));
            var known = db.sql("select id::text from source where name = :name")
                    .param("name", prefix + part)
                    .query(String.class)
                    .optional();
            if (known.isEmpty()) {
                api.created("/sources", json(body));
            } else {
                assertThat(api.patch("/sources/" + known.get(), json(body), "*").status())
                        .isEqualTo(200);
            }
        });
    }

    @Test
    void anAppearanceTellsWhenItWasRecorded() {
        Instant before = Instant.now().minusMillis(1);
        api.created("/claims", json("""
                {"text": "One.", "kind": "FACT", "appearances": [{"article": {"url": "https://a.example/", "publishedOn": "1999"}}]}"""));
        Instant between = Instant.now();
        api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"https://b.example/\"}}"));

        List<Instant> recorded = report
                .sql("select recorded_at from report.appearance order by position")
                .query(OffsetDateTime.class)
                .list()
                .stream()
                .map(OffsetDateTime::toInstant)
                .toList();
        assertThat(recorded.get(0)).isBetween(before, between);
        assertThat(recorded.get(1)).isBetween(between.minusMillis(1), Instant.now());
    }

    /** As one text, for tools that do not read arrays. */
    @Test
    void everyListHasATwin() {
        demo.load();
        List<String> lists = owner.sql("""
                        select c.relname || ' ' || a.attname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = 'report'::regnamespace and a.atttypid in ('text[]'::regtype, 'uuid[]'::regtype)""").query(String.class).list();

        assertThat(lists).hasSizeGreaterThan(10).allSatisfy(list -> {
            String view = list.split(" ")[0];
            String column = list.split(" ")[1];
            assertThat(report.sql("""
                            select count(*) from report.%s
                            where coalesce(%s_text, '') <> array_to_string(%2$s, %s)""".formatted(view, column, column.equals("addresses") ? "' '" : "'; '"))
                            .query(Long.class)
                            .single())
                    .as(list)
                    .isZero();
        });
    }

    record Join(String view, String column, String to, String key) {}

    static List<Join> joins() throws IOException {
        return JOIN.matcher(Files.readString(Path.of("db/report/metabase.md")))
                .results()
                .map(found -> new Join(found.group(1), found.group(2), found.group(3), found.group(4)))
                .toList();
    }

    @Test
    void keysAndJoinsAreThoseThatAreDeclared() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        KEY.matcher(Files.readString(Path.of("db/report/metabase.md")))
                .results()
                .forEach(found -> keys.put(found.group(1), found.group(2).replace("`", "")));
        demo.load();
        RandomChanges changes = new RandomChanges(api, 31);
        for (int i = 0; i < 100; i++) {
            changes.next();
        }
        CatchUp.now(context);

        assertThat(keys.keySet())
                .containsExactlyInAnyOrderElementsOf(owner.sql(
                                "select relname from pg_class where relnamespace = 'report'::regnamespace and relkind = 'v'")
                        .query(String.class)
                        .list());
        keys.forEach((view, key) -> {
            assertThat(report.sql(
                                    "select count(*) from (select %s from report.%s group by %1$s having count(*) > 1) twice"
                                            .formatted(key, view))
                            .query(Long.class)
                            .single())
                    .as("the key of " + view)
                    .isZero();
            assertThat(rows("%s where num_nulls(%s) > 0".formatted(view, key.replace(", from_day", ""))))
                    .as("rows of %s without a key", view)
                    .isZero();
        });
        for (Join join : joins()) {
            assertThat(keys).containsEntry(join.to(), join.key());
            assertThat(rows("%s r where %s is not null and not exists (select from report.%s o where o.%s = r.%2$s)"
                            .formatted(join.view(), join.column(), join.to(), join.key())))
                    .as(join.toString())
                    .isZero();
        }
        // What leads to a row of another view is declared to.
        assertThat(owner.sql("""
                        select c.relname || '.' || a.attname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = 'report'::regnamespace and a.atttypid = 'uuid'::regtype
                          and a.attname not in ('id', 'origin_id', 'thing_id')""").query(String.class).list())
                .isSubsetOf(joins().stream()
                        .map(join -> join.view() + "." + join.column())
                        .toList());
    }

    private long rows(String rows) {
        return report.sql("select count(*) from report." + rows)
                .query(Long.class)
                .single();
    }
}

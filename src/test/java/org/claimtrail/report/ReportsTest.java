package org.claimtrail.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.standing.CatchUp;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Reporting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each report, asked of five claims. */
class ReportsTest extends ApiTest {

    /** What each is narrowed by, and the rows that were computed by hand. */
    private static final String ANSWERS = """
            claims-recorded from=2024-01-01 to=2024-01-14
            2024-01-01|1|1|0|0|0|0|0
            2024-01-08|1|0|1|0|0|0|0
            claims-recorded from=2024-01-01 to=2024-02-11 topic=HARBOUR
            2024-01-01|1|1|0|0|0|0|0
            2024-01-08|0|0|0|0|0|0|0
            2024-01-15|0|0|0|0|0|0|0
            2024-01-22|0|0|0|0|0|0|0
            2024-01-29|0|0|0|0|0|0|0
            2024-02-05|2|0|0|0|0|0|2
            statuses from=2024-01-03 to=2024-01-14
            2024-01-01|1|1|0|0|0|0|0|0|0
            2024-01-08|2|1|0|0|1|0|0|0|0
            statuses from=2024-02-06 to=2024-02-06
            2024-02-05|5|3|0|0|2|0|0|0|0
            statuses from=2024-02-06 to=2024-02-06 kind=PREDICTION
            2024-02-05|2|1|0|0|1|0|0|0|0
            work
            INBOX|4|0|0|0|4
            IN_PROGRESS|0|0|0|0|0
            IN_REVIEW|0|0|0|0|0
            sources
            Ada|PERSON|1|1|0|0|0|0|0|0|0|100|0
            Bea|PERSON|1|0|0|0|1|0|0|0|0|0|0
            Ministry|ORGANIZATION|1|0|0|0|1|0|0|0|0|0|0
            Times|PUBLICATION|1|0|0|0|1|0|0|0|0|0|0
            origins from=2024-01-01 to=2024-02-29
            2024-01-01|2|1|1|0|50
            2024-02-01|3|0|1|2|33
            denials
            Ministry|Ada|1
            denials from=2024-01-01 to=2024-01-02
            publishers
            Times|1|3|3.0
            News|1|1|1.0
            publishers from=2024-06-01
            News|1|1|1.0
            time-to-done from=2024-01-01 to=2024-01-31
            2024-01-01|1|10.5|10.5
            predictions from=2024-03-01 to=2024-05-31
            2024-03-01|1|0|0|0|1|0
            2024-04-01|0|0|0|0|0|0
            2024-05-01|1|1|0|0|0|0
            evidence
            IMAGE|2|1|1|0|2
            DATA|1|0|0|1|1
            proposals
            rules 7|3|0|1|1|1|50
            """;

    @Autowired
    private Reports reports;

    @Autowired
    private ApplicationContext context;

    private JdbcClient analyst;

    @BeforeEach
    void record(@Autowired FlywayConnectionDetails migration) {
        analyst = Reporting.client(db, owner, migration);
        api.created("/claims", json("""
                {"text": "One.", "kind": "FACT", "topics": ["Harbour"], "appearances": [
                  {"article": {"url": "https://times.example/1", "publishedOn": "2024-05-02", "publisher": {"name": "Times", "kind": "PUBLICATION"}},
                   "attribution": [{"sources": [{"name": "Ada", "kind": "PERSON"}]}]}]}"""));
        api.created("/claims", json("""
                {"text": "Two.", "kind": "FIGURE", "appearances": [
                  {"article": {"url": "https://times.example/1"}},
                  {"article": {"url": "https://news.example/1", "publishedOn": "2024-06-02", "publisher": {"name": "News", "kind": "PUBLICATION"}},
                   "attribution": [{"sources": [{"name": "Bea", "kind": "PERSON"}]}]}]}"""));
        api.created("/claims", json("""
                {"text": "Not one.", "kind": "DENIAL", "appearances": [
                  {"article": {"url": "https://times.example/1"},
                   "attribution": [{"sources": [{"name": "Ministry", "kind": "ORGANIZATION"}]}]}]}"""));
        api.created("/claims", json("""
                {"text": "Four.", "kind": "PREDICTION", "topics": ["harbour"], "resolvesBy": "2024-03"}"""));
        api.created("/claims", json("""
                {"text": "Five.", "kind": "PREDICTION", "topics": ["harbour"], "resolvesBy": "2024-05-10"}"""));
        api.created("/claims/C-3/relations", json("{\"type\": \"DENIES\", \"to\": {\"id\": \"C-1\"}}"));
        for (String[] piece :
                new String[][] {{"C-1", "IMAGE", "SUPPORTS"}, {"C-2", "IMAGE", "REFUTES"}, {"C-2", "DATA", "CONTEXT"}
                }) {
            api.created(
                    "/claims/" + piece[0] + "/evidence", Map.of("title", "it", "kind", piece[1], "stance", piece[2]));
        }
        for (String claim : List.of("C-1", "C-5")) {
            changed("/claims/" + claim + "/status", Map.of("status", "CONFIRMED", "reason", "so", "override", true));
        }
        changed("/claims/C-1/stage", Map.of("stage", "IN_REVIEW"));
        assertThat(api.as(Role.REVIEWER)
                        .put("/claims/C-1/stage", Map.of("stage", "DONE"), "*")
                        .status())
                .isEqualTo(200);
        date();
        CatchUp.now(context);
    }

    private void changed(String path, Object body) {
        assertThat(api.put(path, body, "*").status()).as(path).isEqualTo(200);
    }

    /** When all of this is taken to have happened. */
    private void date() {
        for (String table : List.of("claim", "status_change", "stage_change")) {
            owner.sql("alter table " + table + " disable trigger user").update();
        }
        owner.sql("""
                        update claim set created_at =
                            (array['2024-01-02', '2024-01-10', '2024-02-05', '2024-02-06', '2024-02-07'])[number]::timestamptz""").update();
        owner.sql("""
                        update status_change h set at = c.created_at + interval '9 days' - interval '8 days' * (c.number / 5)
                        from claim c where c.id = h.claim_id""").update();
        owner.sql("""
                        update stage_change set at =
                            case to_stage when 'DONE' then timestamptz '2024-01-12 12:00Z' else timestamptz '2024-01-05Z' end""").update();
        for (String table : List.of("claim", "status_change", "stage_change")) {
            owner.sql("alter table " + table + " enable trigger user").update();
        }
        owner.sql("""
                        insert into proposal (id, article_id, article_version, place_from, place_to, wording, body, confidence, proposer,
                            proposer_version, proposed_by, proposed_at, state, claim_id, edited, decided_by, decided_at)
                        select gen_random_uuid(), a.id, 1, 0, 1, n::text::bytea, '{}', 1, 'rules', '7', 'rules', now(), state,
                            case when state = 'ACCEPTED' then (select id from claim where number = 1) end, state = 'ACCEPTED',
                            case when state <> 'OPEN' then 'somebody' end, case when state <> 'OPEN' then now() end
                        from (select min(id::text)::uuid as id from article) a, (values (1, 'ACCEPTED'), (2, 'REJECTED'), (3, 'OPEN')) p (n, state)""").update();
    }

    @Test
    void eachAnswersWhatWasComputedByHandAndSoDoesItsStatementElsewhere() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (String line : ANSWERS.lines().toList()) {
            if (line.matches("[a-z-]+( [a-z]+=.*)?")) {
                expected.put(line, new ArrayList<>());
            } else {
                new ArrayList<>(expected.values()).get(expected.size() - 1).add(line);
            }
        }
        assertThat(expected.keySet().stream().map(line -> line.split(" ")[0]))
                .as("a report wants its answer here")
                .containsAll(reports.all().stream().map(Report::name).toList());

        expected.forEach((asked, rows) -> {
            ReportQuestion question = asked(asked.split(" "));
            ReportAnswer answer = reports.answer(question);
            assertThat(answer.rows().stream()
                            .map(row -> row.entrySet().stream()
                                    .filter(cell -> !cell.getKey().endsWith("_id"))
                                    .map(cell -> String.valueOf(cell.getValue()))
                                    .collect(Collectors.joining("|"))))
                    .as(asked)
                    .containsExactlyElementsOf(rows);
            assertThat(answer.columns())
                    .as(asked)
                    .containsAll(question.report().values())
                    .containsAll(question.report().constants())
                    .containsAll(question.report().links().keySet());
            assertThat(analyst.sql(question.told()).query(ReportsTest::texts))
                    .as("%s:\n%s", asked, question.told())
                    .isEqualTo(answer.rows().stream()
                            .map(row ->
                                    row.values().stream().map(String::valueOf).toList())
                            .toList());
        });
    }

    @Test
    void theSameIsAskedOfThePast() {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        for (Report report : reports.all()) {
            if (report.isOfThePast()) {
                ReportQuestion question = asked(report.name(), "from=2024-01-01", "to=2024-06-30", "on=" + yesterday);
                assertThat(question.told())
                        .contains("claims_as_of(timestamptz '" + yesterday.plusDays(1) + "T00:00:00Z')");
                assertThat(reports.answer(question).rows())
                        .as(report.name())
                        .isNotEmpty()
                        .allSatisfy(row ->
                                assertThat(new ArrayList<>(row.values()).get(1)).hasToString("0"));
                assertThat(analyst.sql(question.told()).query(ReportsTest::texts))
                        .isNotEmpty();
            }
        }
    }

    /** What somebody typed is a value of the statement, and stays one. */
    @Test
    void whatIsAskedForIsNoPartOfTheStatement() {
        ReportQuestion question = asked("evidence", "topic=' or 1 = 1 or '' = '\\");

        assertThat(reports.answer(question).rows()).isEmpty();
        assertThat(analyst.sql(question.told()).query(ReportsTest::texts)).isEmpty();
    }

    private ReportQuestion asked(String... words) {
        Map<String, List<String>> given = new TreeMap<>();
        Arrays.stream(words)
                .skip(1)
                .map(word -> word.split("=", 2))
                .forEach(word -> given.put(word[0], List.of(word[1])));
        return reports.asked(reports.named(words[0]), new Query(given));
    }

    private static List<List<String>> texts(ResultSet found) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (found.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                row.add(Objects.toString(found.getString(i)));
            }
            rows.add(row);
        }
        return rows;
    }
}

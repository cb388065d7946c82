package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.claimtrail.demo.DemoData;
import org.claimtrail.standing.CatchUp;
import org.claimtrail.testing.ClaimtrailTest;
import org.claimtrail.testing.Reporting;
import org.claimtrail.testing.Tables;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The questions in db/report/README.md, asked of the demo record, have the answers that stand there. */
@ClaimtrailTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportQuestionsTest {

    private static final Pattern QUESTION =
            Pattern.compile("### (\\d+\\. [^\\n]+)\\n.*?```sql\\n(.+?)```\\n\\n((?:\\|[^\\n]*\\n)+)", Pattern.DOTALL);

    /** @param answer the rows, of which the first has the names of the columns */
    record Question(String title, String sql, List<List<String>> answer) {

        static Question of(MatchResult found) {
            List<List<String>> rows = found.group(3)
                    .lines()
                    .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .map(cells -> cells.subList(0, cells.size() - 1))
                    .filter(cells -> !cells.get(0).equals("---"))
                    .toList();
            return new Question(found.group(1), found.group(2), rows);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private final DemoData demo;
    private final JdbcClient owner;
    private final JdbcClient report;
    private final ApplicationContext context;

    @Autowired
    ReportQuestionsTest(
            DemoData demo,
            JdbcClient db,
            Flyway flyway,
            FlywayConnectionDetails migration,
            ApplicationContext context) {
        this.demo = demo;
        this.owner = Tables.owner(flyway);
        this.report = Reporting.client(db, owner, migration);
        this.context = context;
    }

    @BeforeAll
    void loadOnce() {
        Tables.empty(owner);
        assertThat(demo.load()).isTrue();
        // What the service does by itself a moment later: nothing works in the background of tests.
        CatchUp.now(context);
    }

    @AfterAll
    void leaveNothing() {
        Tables.empty(owner);
    }

    static List<Question> questions() throws IOException {
        return QUESTION.matcher(Files.readString(Path.of("db/report/README.md")))
                .results()
                .map(Question::of)
                .toList();
    }

    @Test
    void thereAreTen() throws IOException {
        assertThat(questions())
                .extracting(question -> Integer.parseInt(question.title().split("\\.")[0]))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQuestionHasTheAnswerThatStandsBesideIt(Question question) {
        List<List<String>> answer = report.sql(question.sql()).query(ReportQuestionsTest::rows);

        assertThat(question.answer()).hasSizeGreaterThan(1);
        assertThat(answer).isEqualTo(question.answer());
    }

    private static List<List<String>> rows(ResultSet found) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int columns = found.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            names.add(found.getMetaData().getColumnLabel(i));
        }
        rows.add(names);
        while (found.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                row.add(Objects.requireNonNullElse(found.getString(i), ""));
            }
            rows.add(row);
        }
        return rows;
    }
}

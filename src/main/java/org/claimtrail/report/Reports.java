package org.claimtrail.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.claimtrail.database.SqlStates;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The reports that there are: a file of {@code resources/org/claimtrail/report} each. */
@Service
public class Reports {

    public static final int SECONDS = 10;
    public static final int MOST_ROWS = 1000;

    private static final String CUT_OFF = "57014";
    private static final String NOT_KEPT = "22023";

    private final Map<String, Report> reports = new LinkedHashMap<>();
    private final JdbcClient db;
    private final TransactionTemplate reading;
    private final Clock clock;

    Reports(JdbcClient db, PlatformTransactionManager transactions, Clock clock) throws IOException {
        this.db = db;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.clock = clock;
        Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath*:org/claimtrail/report/*.sql"))
                .map(file -> {
                    try {
                        String name = Objects.requireNonNull(file.getFilename()).replace(".sql", "");
                        return Report.read(name, file.getContentAsString(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sorted((one, other) -> one.title().compareTo(other.title()))
                .forEach(report -> reports.put(report.name(), report));
    }

    /** In the order of their titles. */
    public List<Report> all() {
        return List.copyOf(reports.values());
    }

    /** @throws NotRecorded if there is none of this name */
    public Report named(String name) {
        Report report = reports.get(name);
        if (report == null) {
            throw new NotRecorded("report", name);
        }
        return report;
    }

    /** @throws InvalidQuery with every fault of the query */
    public ReportQuestion asked(Report report, Query query) {
        return ReportQuestion.of(report, query, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /**
     * What the record answers, in at most {@value MOST_ROWS} rows.
     *
     * @throws TooMuchToRead after {@value SECONDS} seconds
     * @throws InvalidQuery if it asks for a past that is no longer kept
     */
    public ReportAnswer answer(ReportQuestion question) {
        try {
            return Objects.requireNonNull(reading.execute(state -> {
                db.sql("select set_config('statement_timeout', :time, true)")
                        .param("time", SECONDS + "s")
                        .query()
                        .singleRow();
                return run(question);
            }));
        } catch (DataAccessException e) {
            String state = SqlStates.of(e).orElse("");
            if (CUT_OFF.equals(state)) {
                throw new TooMuchToRead(e);
            }
            if (NOT_KEPT.equals(state) && question.asOf() != null) {
                throw new InvalidQuery(
                        List.of(new Fault(ReportQuestion.ON, "is before what is kept of the past begins.")));
            }
            throw e;
        }
    }

    private ReportAnswer run(ReportQuestion question) {
        JdbcClient.StatementSpec statement = db.sql(question.statement()).withMaxRows(MOST_ROWS + 1);
        for (ReportFilter filter : question.report().filters()) {
            statement.param(filter.name(), question.values().get(filter.name()), filter.kind().type);
        }
        if (question.asOf() != null) {
            statement.param("asOf", question.asOf().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        }
        return statement.query(Reports::read);
    }

    private static ReportAnswer read(ResultSet found) throws SQLException {
        ResultSetMetaData about = found.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(about.getColumnLabel(i));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (found.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), value(found, i + 1, about.getColumnType(i + 1)));
            }
            rows.add(row);
        }
        return new ReportAnswer(columns, rows.subList(0, Math.min(rows.size(), MOST_ROWS)), rows.size() > MOST_ROWS);
    }

    private static @Nullable Object value(ResultSet found, int column, int type) throws SQLException {
        return switch (type) {
            case Types.DATE -> found.getObject(column, LocalDate.class);
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC -> found.getBigDecimal(column);
            default -> found.getString(column);
        };
    }
}

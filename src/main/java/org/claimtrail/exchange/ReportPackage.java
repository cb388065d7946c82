package org.claimtrail.exchange;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.claimtrail.database.Sql;
import org.claimtrail.exchange.Column.Type;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The views for reports as a data package (Frictionless): a CSV file for each, and what they and their columns mean, as the
 * catalogue of the database has it.
 */
@Component
class ReportPackage {

    /** Infinite dates stand for bounds that are open, and nothing else reads them. */
    private static final List<String> MISSING = List.of("", "infinity", "-infinity");

    private static final int ROWS_AT_ONCE = 500;

    private static final String VIEWS = """
            select v.relname as view, obj_description(v.oid, 'pg_class') as view_means,
                a.attname as name, format_type(a.atttypid, null) as type, col_description(v.oid, a.attnum) as means
            from pg_class v join pg_attribute a on a.attrelid = v.oid and a.attnum > 0 and not a.attisdropped
            where v.relnamespace = 'report'::regnamespace and v.relkind in ('v', 'm')
            order by v.relname, a.attnum""";

    private record ViewColumn(
            String name, String type, @Nullable String means) {

        boolean isArray() {
            return type.endsWith("[]");
        }

        /** As Frictionless calls it. */
        String kind() {
            return isArray()
                    ? "array"
                    : switch (type) {
                        case "smallint", "integer", "bigint" -> "integer";
                        case "numeric", "real", "double precision" -> "number";
                        case "boolean" -> "boolean";
                        case "date" -> "date";
                        case "timestamp with time zone" -> "datetime";
                        default -> "string";
                    };
        }

        String selected() {
            Map<String, String> parts = Map.of("name", "v.\"" + name.replace("\"", "\"\"") + '"');
            if (isArray()) {
                return Sql.of("array_to_json({name})::text", parts);
            }
            return kind().equals("datetime")
                    ? Sql.of("to_char({name} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", parts)
                    : Sql.of("{name}::text", parts);
        }

        Column column() {
            return new Column(
                    name,
                    switch (kind()) {
                        case "integer" -> Type.INTEGER;
                        case "number" -> Type.NUMBER;
                        case "boolean" -> Type.BOOLEAN;
                        default -> Type.STRING;
                    });
        }
    }

    private record View(String name, @Nullable String means, List<ViewColumn> columns) {}

    private final JdbcClient db;

    ReportPackage(JdbcClient db) {
        this.db = db;
    }

    /** Writes it in the transaction that there is. */
    void write(OutputStream out, String created) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        ArrayNode resources = Json.mapper().createArrayNode();
        List<View> views = views();
        try {
            for (View view : views) {
                zip.putNextEntry(new ZipEntry("data/" + view.name() + ".csv"));
                resources.add(write(view, zip));
                zip.closeEntry();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        ObjectNode described = Json.object()
                .put("profile", "tabular-data-package")
                .put("name", "claimtrail-reports")
                .put("title", "The views for reports of a record of claims")
                .put("created", created);
        described.set("resources", resources);
        put(
                zip,
                "datapackage.json",
                Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(described) + "\n");
        put(zip, "README.md", readme(views, created));
        zip.finish();
    }

    private List<View> views() {
        Map<String, View> views = new LinkedHashMap<>();
        db.sql(VIEWS).query(row -> {
            String means = row.getString("view_means");
            views.computeIfAbsent(row.getString("view"), name -> new View(name, means, new ArrayList<>()))
                    .columns()
                    .add(new ViewColumn(row.getString("name"), row.getString("type"), row.getString("means")));
        });
        return List.copyOf(views.values());
    }

    private ObjectNode write(View view, OutputStream out) throws IOException {
        Counted counted = new Counted(out);
        DelimitedRows rows = new DelimitedRows(
                counted, view.columns().stream().map(ViewColumn::column).toList(), ",");
        rows.writeHeader();
        int width = view.columns().size();
        long[] count = {0};
        db.sql(Sql.of(
                        "select {columns} from report.\"{view}\" v",
                        Map.of(
                                "columns",
                                String.join(
                                        ", ",
                                        view.columns().stream()
                                                .map(ViewColumn::selected)
                                                .toList()),
                                "view",
                                view.name().replace("\"", "\"\""))))
                .withFetchSize(ROWS_AT_ONCE)
                .query(row -> {
                    @Nullable Object[] values = new Object[width];
                    for (int i = 0; i < width; i++) {
                        values[i] = row.getString(i + 1);
                    }
                    count[0]++;
                    try {
                        rows.write(Arrays.asList(values));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return described(view, counted.bytes, count[0]);
    }

    private static ObjectNode described(View view, long bytes, long rows) {
        ObjectNode resource = Json.object()
                .put("profile", "tabular-data-resource")
                .put("name", view.name())
                .put("path", "data/" + view.name() + ".csv")
                .put("format", "csv")
                .put("mediatype", "text/csv")
                .put("encoding", "utf-8")
                .put("bytes", bytes);
        resource.putObject("stats").put("rows", rows);
        if (view.means() != null) {
            resource.put("description", view.means());
        }
        resource.putObject("dialect")
                .put("delimiter", ",")
                .put("lineTerminator", "\r\n")
                .put("doubleQuote", true);
        ObjectNode schema = resource.putObject("schema");
        ArrayNode missing = schema.putArray("missingValues");
        MISSING.forEach(missing::add);
        ArrayNode fields = schema.putArray("fields");
        for (ViewColumn column : view.columns()) {
            ObjectNode field = fields.addObject().put("name", column.name()).put("type", column.kind());
            if (column.type().equals("uuid")) {
                field.put("format", "uuid");
            }
            if (column.kind().equals("datetime")) {
                field.put("format", "any");
            }
            if (column.means() != null) {
                field.put("description", column.means());
            }
        }
        return resource;
    }

    private static String readme(List<View> views, String created) {
        StringBuilder text = new StringBuilder("# Views for reports\n\nAs they were at " + created
                + ", all in one state of the record. `datapackage.json` says what each file, and each column, is and means"
                + " (Frictionless Data Package).\n\nFiles are CSV (RFC 4180, UTF-8). A text that begins with `=`, `+`, `-`, `@`, a tab"
                + " or a line break, after any number of apostrophes, has an apostrophe before it, so that no spreadsheet takes it"
                + " for a formula: take that one away. Lists are JSON. An empty cell is what is absent; `infinity` and `-infinity`"
                + " are bounds that are open.\n\n| file | rows are |\n|---|---|\n");
        for (View view : views) {
            text.append("| data/").append(view.name()).append(".csv | ");
            text.append(view.means() == null ? "" : view.means().replace("|", "\\|"))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static void put(ZipOutputStream zip, String path, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** Counts what is written. */
    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            bytes += length;
        }
    }
}

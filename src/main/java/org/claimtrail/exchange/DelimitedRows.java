package org.claimtrail.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.claimtrail.exchange.Column.Type;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text: CSV as RFC 4180 says, or with tabs between cells, quoted by the same rule. What is absent is an empty cell; an
 * empty text does not occur in the record.
 */
final class DelimitedRows implements RowWriter {

    private final OutputStream out;
    private final List<Column> columns;
    private final String between;

    DelimitedRows(OutputStream out, List<Column> columns, String between) {
        this.out = out;
        this.columns = columns;
        this.between = between;
    }

    void writeHeader() throws IOException {
        end(columns.stream().map(Column::name));
    }

    @Override
    public void write(List<@Nullable Object> values) throws IOException {
        end(IntStream.range(0, columns.size()).mapToObj(i -> cell(columns.get(i), values.get(i))));
    }

    private static String cell(Column column, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return column.type() == Type.STRING ? Cells.safe(value.toString()) : value.toString();
    }

    private String quoted(String cell) {
        return isQuoted(cell) ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private boolean isQuoted(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == between.charAt(0) || c == '"' || c == '\n' || c == '\r' || c == '\uFEFF') {
                return true;
            }
        }
        return !cell.isEmpty()
                && (Character.isWhitespace(cell.charAt(0)) || Character.isWhitespace(cell.charAt(cell.length() - 1)));
    }

    private void end(Stream<String> cells) throws IOException {
        String line = cells.map(this::quoted).collect(Collectors.joining(between, "", "\r\n"));
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
}

package org.claimtrail.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.claimtrail.exchange.Cells;
import org.jspecify.annotations.Nullable;

/**
 * What a report was answered.
 *
 * @param rows values by the names of their columns: texts, numbers, days
 * @param isCutOff whether there are more rows
 */
public record ReportAnswer(List<String> columns, List<Map<String, @Nullable Object>> rows, boolean isCutOff) {

    public String csv() {
        StringWriter text = new StringWriter();
        CsvWriter writer = CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(text);
        writer.writeRecord(columns);
        for (Map<String, @Nullable Object> row : rows) {
            writer.writeRecord(
                    columns.stream().map(column -> cell(row.get(column))).toList());
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        return value == null
                ? ""
                : value instanceof BigDecimal number ? number.toPlainString() : Cells.safe(value.toString());
    }
}

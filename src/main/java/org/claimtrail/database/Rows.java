package org.claimtrail.database;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of one table, to be inserted by one statement, which reads them with
 * {@code json_populate_recordset(null::the_table, cast(:rows as json))}. What is null is left out.
 */
public final class Rows {

    private final ArrayNode rows = Json.mapper().createArrayNode();

    /** Another row, without values yet. */
    public Row add() {
        return new Row(rows.addObject());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public String json() {
        return new String(Json.write(rows), StandardCharsets.UTF_8);
    }

    /** The values of a row, by the names of the columns. */
    public static final class Row {

        private final ObjectNode values;

        private Row(ObjectNode values) {
            this.values = values;
        }

        public Row put(String column, @Nullable String value) {
            if (value != null) {
                values.put(column, value);
            }
            return this;
        }

        public Row put(String column, @Nullable Enum<?> value) {
            return put(column, value == null ? null : value.name());
        }

        public Row put(String column, @Nullable UUID value) {
            return put(column, value == null ? null : value.toString());
        }

        public Row put(String column, @Nullable Long value) {
            if (value != null) {
                values.put(column, value);
            }
            return this;
        }

        /** An array; absent where it has no elements. */
        public Row put(String column, List<String> values) {
            if (!values.isEmpty()) {
                ArrayNode array = this.values.putArray(column);
                values.forEach(array::add);
            }
            return this;
        }

        public Row put(String column, int value) {
            values.put(column, value);
            return this;
        }

        public Row put(String column, boolean value) {
            values.put(column, value);
            return this;
        }

        /** As it was written, to the last digit. */
        public Row put(String column, @Nullable BigDecimal value) {
            return put(column, value == null ? null : value.toPlainString());
        }

        public Row put(String column, @Nullable Instant value) {
            if (value == null) {
                return this;
            }
            var utc = value.atOffset(ZoneOffset.UTC);
            String day = utc.getYear() > 0
                    ? day(utc.toLocalDate())
                    : day(utc.toLocalDate()).replace(" BC", "");
            return put(column, day + " " + utc.toLocalTime() + "+00" + (utc.getYear() > 0 ? "" : " BC"));
        }

        /** The date in a column of its name, its days in two of that name with {@code _earliest} and {@code _latest}. */
        public Row put(String column, @Nullable Edtf date) {
            if (date == null) {
                return this;
            }
            return put(column, date.text())
                    .put(column + "_earliest", date.earliest() == null ? null : day(date.earliest()))
                    .put(column + "_latest", date.latest() == null ? null : day(date.latest()));
        }
    }

    /** As PostgreSQL writes it. */
    public static String day(LocalDate day) {
        if (day.equals(LocalDate.MIN)) {
            return "-infinity";
        }
        if (day.equals(LocalDate.MAX)) {
            return "infinity";
        }
        int year = day.getYear();
        return "%04d-%02d-%02d%s"
                .formatted(year > 0 ? year : 1 - year, day.getMonthValue(), day.getDayOfMonth(), year > 0 ? "" : " BC");
    }
}

package org.claimtrail.database;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.claimtrail.platform.Folded;
import org.claimtrail.platform.Query.DayRange;
import org.jspecify.annotations.Nullable;

/** The conditions of a list, in SQL, with their values; all of them have to hold. */
public final class Selection {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, String> ofEach = new HashMap<>();

    public Selection copy() {
        Selection copy = new Selection();
        copy.conditions.addAll(conditions);
        copy.values.putAll(values);
        copy.ofEach.putAll(ofEach);
        return copy;
    }

    public Selection without(String condition) {
        Selection copy = copy();
        copy.conditions.remove(condition);
        return copy;
    }

    public Selection where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Adds the condition if a value is given; it names the value {@code :name}. */
    public Selection where(String condition, String name, Optional<?> value) {
        value.ifPresent(given -> {
            conditions.add(condition);
            values.put(name, given);
        });
        return this;
    }

    /**
     * Like {@link #whereAny}, for a condition that finds all rows that meet it at once.
     *
     * @param ofEach the same, asked of a row of which nothing is known but the {@code id}, for a list of whose first rows very
     *     many meet it
     */
    public Selection whereAny(String condition, String ofEach, String name, List<?> given) {
        if (!given.isEmpty()) {
            this.ofEach.put(condition, ofEach);
        }
        return whereAny(condition, name, given);
    }

    /** Adds the condition if any values are given; it names them {@code :name}, an array of text. */
    public Selection whereAny(String condition, String name, List<?> given) {
        if (!given.isEmpty()) {
            conditions.add(condition);
            values.put(name, texts(given));
        }
        return this;
    }

    /**
     * Adds that the column, of text, has one of the values if any are given. Where that is a single one, rows come in the order
     * of an index that begins with the column.
     */
    public Selection whereOneOf(String column, String name, List<?> given) {
        return whereOneOf(column, "text", name, given);
    }

    /** The same of a column of another type. */
    public Selection whereOneOf(String column, String type, String name, List<?> given) {
        return whereAny(
                Sql.of(
                        given.size() == 1
                                ? "{column} = (cast(:{name} as {type}[]))[1]"
                                : "{column} = any(cast(:{name} as {type}[]))",
                        Map.of("column", column, "name", name, "type", type)),
                name,
                given);
    }

    /** Adds that the condition does not hold, or nobody knows, if any values are given. */
    public Selection whereNone(String condition, String name, List<?> given) {
        return whereAny(Sql.of("not coalesce({condition}, false)", Map.of("condition", condition)), name, given);
    }

    /** Adds a value that conditions name, or the SQL around them does. */
    public Selection value(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /**
     * Adds that a date, in a column of text and those of its earliest and its latest day, can mean a day of a range. By the first
     * and the last day an index serves; only of the few dates that leave out days between these is it asked which.
     *
     * @param name of the values
     */
    public Selection canMean(String column, String name, DayRange range) {
        Map<String, String> parts =
                Map.of("column", column, "name", name, "from", day(range.from()), "to", day(range.to()));
        return where(column + " is not null")
                .where(
                        Sql.of("coalesce({column}_latest, 'infinity') >= :{name}From", parts),
                        name + "From",
                        Optional.ofNullable(range.from()))
                .where(
                        Sql.of("coalesce({column}_earliest, '-infinity') <= :{name}To", parts),
                        name + "To",
                        Optional.ofNullable(range.to()))
                .where(Sql.of(
                        "({column} !~ '[X,]' or search.can_mean({column}, {column}_earliest, {column}_latest, {from}, {to}))",
                        parts));
    }

    /** A day as SQL, which may be null. */
    public static String day(@Nullable LocalDate day) {
        return day == null ? "null" : "date '" + Rows.day(day) + "'";
    }

    /** Adds the one or the other condition if it is asked for. */
    public Selection either(Optional<Boolean> asked, String ifTrue, String ifFalse) {
        asked.ifPresent(wanted -> conditions.add(wanted ? ifTrue : ifFalse));
        return this;
    }

    /** Whether there are conditions that can be asked of each row instead. */
    boolean hasOfEach() {
        return !ofEach.isEmpty();
    }

    /** Those conditions, asked of each row. */
    String ofEach() {
        return conditions.stream().filter(ofEach::containsKey).map(ofEach::get).collect(Collectors.joining("\n  and "));
    }

    /** The other conditions. */
    Selection withoutOfEach() {
        Selection copy = copy();
        copy.conditions.removeAll(ofEach.keySet());
        return copy;
    }

    /** Whether there are no conditions. */
    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    public Map<String, Object> values() {
        return values;
    }

    public String sql() {
        return conditions.isEmpty() ? "true" : String.join("\n  and ", conditions);
    }

    /** A pattern for {@code like} over a {@code name_key} that has the text anywhere. */
    public static String contained(String text) {
        return '%' + Folded.of(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + '%';
    }

    /** As the driver binds a text array. */
    public static String[] texts(Collection<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }
}

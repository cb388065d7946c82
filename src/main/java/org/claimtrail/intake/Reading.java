package org.claimtrail.intake;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a table is read.
 *
 * @param encoding of a text; absent for a sheet
 * @param delimiter of a text
 * @param sheet the name of a sheet
 * @param header in which of its rows, of those that are not empty, the names of the columns stand, from 1
 * @param columns which columns there are, in their order
 * @param constants what fields say in every row
 * @param scheme of external ids
 * @param cells how dates and numbers are written
 * @param overwrite whether what a row says takes the place of what was changed here since
 */
record Reading(
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String sheet,
        int header,
        List<Column> columns,
        Map<Field, String> constants,
        @Nullable String scheme,
        Cells cells,
        boolean overwrite) {

    /**
     * @param name as the header calls it, and where two are called so, with a number
     * @param field that it is; absent where it is left out
     * @param split what parts several values in a cell; absent where there is one
     */
    record Column(
            String name, @Nullable Field field, @Nullable String split) {}

    /** The column in which {@link Imports#faults} says why a row was refused. */
    static final String WHY = "Claimtrail: why";

    /** The encoding that a text seems to have, which nobody has confirmed yet. */
    static final String GUESSED = "encodingGuess";

    private static final int LONGEST_SPLIT = 5;

    /** Reads what {@link #json()} writes, and tells every fault. */
    static Reading read(Fields body) {
        String encoding = body.text("encoding");
        if (encoding != null) {
            try {
                Charset.forName(encoding);
            } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                body.fault("encoding", "must be the name of an encoding such as UTF-8, UTF-16LE or windows-1252.");
            }
        }
        String delimiter = body.raw("delimiter");
        if (delimiter != null && (delimiter.length() != 1 || delimiter.matches("[\"\\r\\n]"))) {
            body.fault("delimiter", "must be one character, and neither a quotation mark nor a line end.");
        }
        String sheet = body.name("sheet");
        Long header = body.integer("header", 1, 1000);
        List<Column> columns = body.objects("columns", Reading::column);
        Map<Field, String> constants = new EnumMap<>(Field.class);
        body.objects("constants", one -> {
            Field field = field(one);
            String value = one.requiredText("value");
            one.done();
            if (field != null && value != null && constants.put(field, value) != null) {
                one.fault("field", "has a constant already.");
            }
            return field;
        });
        Set<Field> single = new HashSet<>();
        columns.stream()
                .map(Column::field)
                .filter(field -> field != null
                        && field.reads() != Field.Reads.LIST
                        && field.reads() != Field.Reads.TEXT
                        && !single.add(field))
                .forEach(field ->
                        body.fault("columns", "has two columns for " + field + ", which is one word, number or date."));
        String scheme = body.matching(
                "scheme",
                "[a-z][a-z0-9.+-]{0,49}",
                "must be a name of at most 50 lower-case letters, digits, dots, plus signs and hyphens that begins with a letter.");
        Cells.Order dates = body.choice("dates", Cells.Order.class);
        boolean decimalComma = body.flag("decimalComma");
        boolean overwrite = body.flag("overwrite");
        body.raw(GUESSED);
        body.done();
        return new Reading(
                encoding,
                delimiter,
                sheet,
                header == null ? 1 : header.intValue(),
                columns,
                constants,
                scheme,
                new Cells(dates, decimalComma),
                overwrite);
    }

    private static Column column(Fields body) {
        String name = body.requiredText("name");
        Field field = body.has("field") ? field(body) : null;
        String split = body.raw("split");
        if (split != null && (split.isEmpty() || split.length() > LONGEST_SPLIT)) {
            body.fault("split", "must be one to %d characters.".formatted(LONGEST_SPLIT));
        }
        body.done();
        return new Column(name == null ? "" : name, field, split);
    }

    private static @Nullable Field field(Fields body) {
        String name = body.requiredText("field");
        if (name == null) {
            return null;
        }
        return Field.of(name).orElseGet(() -> {
            body.fault("field", "must be one of " + String.join(", ", Field.names()) + ".");
            return null;
        });
    }

    boolean has(Field field) {
        return constants.containsKey(field) || columns.stream().anyMatch(column -> column.field() == field);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        if (encoding != null) {
            json.put("encoding", encoding);
        }
        if (delimiter != null) {
            json.put("delimiter", delimiter);
        }
        if (sheet != null) {
            json.put("sheet", sheet);
        }
        json.put("header", header);
        ArrayNode all = json.putArray("columns");
        for (Column column : columns) {
            ObjectNode one = all.addObject().put("name", column.name());
            if (column.field() != null) {
                one.put("field", column.field().toString());
            }
            if (column.split() != null) {
                one.put("split", column.split());
            }
        }
        ArrayNode always = json.putArray("constants");
        constants.forEach((field, value) ->
                always.addObject().put("field", field.toString()).put("value", value));
        if (scheme != null) {
            json.put("scheme", scheme);
        }
        if (cells.dates() != null) {
            json.put("dates", cells.dates().name());
        }
        json.put("decimalComma", cells.decimalComma());
        json.put("overwrite", overwrite);
        return json;
    }

    /** The same for a file with these columns: what each of them was called decides what it is. */
    Reading of(List<String> names) {
        List<Column> known = new ArrayList<>();
        for (String name : names) {
            known.add(columns.stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElse(new Column(name, null, null)));
        }
        return new Reading(encoding, delimiter, sheet, header, known, constants, scheme, cells, overwrite);
    }
}

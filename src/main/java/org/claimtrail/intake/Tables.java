package org.claimtrail.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.TableFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Opens tables, and proposes how one is read: by what it is, by its header, and by how such a one was read before. */
@Component
class Tables {

    private static final int HEAD = 256 * 1024;

    private final Map<String, Field> words = words();
    private final JdbcClient db;

    Tables(JdbcClient db) {
        this.db = db;
    }

    private static Map<String, Field> words() {
        Map<String, Field> words = new LinkedHashMap<>();
        for (String row : TableFile.rows(Tables.class, "/intake/columns.txt")) {
            int colon = row.indexOf(':');
            Field field = Field.of(row.substring(0, colon)).orElseThrow();
            words.putIfAbsent(folded(field.toString()), field);
            Arrays.stream(row.substring(colon + 1).split(",")).forEach(word -> words.putIfAbsent(folded(word), field));
        }
        return words;
    }

    private static String folded(String header) {
        return Normalizer.normalize(header, Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Behind its header. */
    EntryReader open(Format format, Reading reading, InputStream file) throws IOException {
        Table table = table(format, reading, file);
        for (int i = 0; i < reading.header(); i++) {
            table.next();
        }
        return new TableReader(table, reading);
    }

    /** The first rows behind the header, as they stand there. */
    List<Table.Row> rows(Format format, Reading reading, InputStream file, int most) {
        List<Table.Row> rows = new ArrayList<>();
        try (Table table = table(format, reading, file)) {
            for (int i = 0; i < reading.header(); i++) {
                table.next();
            }
            for (Table.Row row = table.next(); row != null && rows.size() < most; row = table.next()) {
                rows.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Table table(Format format, Reading reading, InputStream file) throws IOException {
        if (format == Format.XLSX) {
            return new SheetTable(file, reading.sheet());
        }
        String encoding = reading.encoding();
        String delimiter = reading.delimiter();
        return new TextTable(
                file,
                encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding),
                delimiter == null ? ',' : delimiter.charAt(0));
    }

    /**
     * What was said of how it is read, completed by what can be found out.
     *
     * @throws InvalidInput with every fault of what was said
     * @throws Unreadable if it is no table
     */
    ObjectNode reading(Format format, String name, @Nullable ObjectNode given, Supplier<InputStream> file) {
        Fields fields = Fields.of(given == null ? Json.object() : given);
        Reading said = Reading.read(fields);
        fields.faults().throwIfAny();
        try {
            return completed(format, name, said, given != null, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode completed(
            Format format, String name, Reading said, boolean confirmed, Supplier<InputStream> file)
            throws IOException {
        String encoding = said.encoding();
        String delimiter = said.delimiter();
        String guess = null;
        if (format == Format.CSV) {
            byte[] head;
            try (InputStream in = file.get()) {
                head = in.readNBytes(HEAD);
            }
            if (encoding == null) {
                Charset found = Texts.encoding(head).charset();
                if (found.equals(Texts.WINDOWS_1252)) {
                    guess = found.name();
                }
                encoding = found.name();
            }
            if (delimiter == null) {
                int mark = Texts.encoding(head).mark();
                delimiter = String.valueOf(
                        TextTable.delimiter(new String(head, mark, head.length - mark, Charset.forName(encoding))));
            }
        }
        Reading how = new Reading(
                encoding,
                delimiter,
                said.sheet(),
                said.header(),
                said.columns(),
                said.constants(),
                said.scheme(),
                said.cells(),
                said.overwrite());
        List<String> names = header(format, how, file);
        ObjectNode json;
        if (said.columns().isEmpty()) {
            json = usedBefore(names)
                    .map(before -> with(before.of(names), how))
                    .orElseGet(() -> proposed(names, name, how))
                    .json();
        } else {
            refuseUnknown(said, names);
            json = how.of(names).json();
        }
        if (guess != null) {
            json.remove("encoding");
            json.put(Reading.GUESSED, guess);
        }
        return json;
    }

    private static Reading with(Reading mapping, Reading how) {
        return new Reading(
                how.encoding(),
                how.delimiter(),
                how.sheet(),
                how.header(),
                mapping.columns(),
                mapping.constants(),
                mapping.scheme(),
                mapping.cells(),
                false);
    }

    private static List<String> header(Format format, Reading how, Supplier<InputStream> file) throws IOException {
        try (Table table = table(format, how, file.get())) {
            Table.Row row = null;
            for (int i = 0; i < how.header(); i++) {
                row = table.next();
            }
            if (row == null) {
                throw new Unreadable(
                        "There is no row %d, where the names of the columns would stand.".formatted(how.header()));
            }
            return TableReader.names(row.cells());
        }
    }

    private static void refuseUnknown(Reading said, List<String> names) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < said.columns().size(); i++) {
            String name = said.columns().get(i).name();
            if (!names.contains(name) && said.columns().get(i).field() != null) {
                faults.add(new Fault(
                        "/columns/" + i + "/name",
                        "is no column of the file. Its columns: " + String.join(", ", names) + "."));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    /** How a table with the same columns was read the last time. */
    private Optional<Reading> usedBefore(List<String> names) {
        return db.sql("""
                        select reading::text from import
                        where format in ('CSV', 'XLSX') and state not in ('UPLOADING', 'READY')
                        order by created_at desc limit 50""").query(String.class).list().stream()
                .map(json -> Reading.read(Fields.of((ObjectNode) Json.mapper().readTree(json))))
                .filter(before -> names.stream()
                        .filter(name -> !name.equals(Reading.WHY))
                        .toList()
                        .equals(before.columns().stream()
                                .map(Reading.Column::name)
                                .filter(name -> !name.equals(Reading.WHY))
                                .toList()))
                .findFirst();
    }

    private Reading proposed(List<String> names, String file, Reading how) {
        Set<Field> taken = new HashSet<>();
        Map<String, Field> fields = new HashMap<>();
        // A header that is a field's own name goes before one that may mean it.
        for (String name : names) {
            Field.of(name).filter(taken::add).ifPresent(field -> fields.put(name, field));
        }
        // Of several that may mean one field, the one whose word comes first has it.
        words.forEach((word, field) -> names.stream()
                .filter(name -> !fields.containsKey(name) && folded(name).equals(word))
                .findFirst()
                .filter(name -> taken.add(field))
                .ifPresent(name -> fields.put(name, field)));
        List<Reading.Column> columns = new ArrayList<>();
        for (String name : names) {
            Field field = fields.get(name);
            columns.add(
                    new Reading.Column(name, field, field != null && field.reads() == Field.Reads.LIST ? ";" : null));
        }
        Map<Field, String> constants = new EnumMap<>(Field.class);
        constants.putAll(how.constants());
        propose(constants, taken, Field.KIND, "FACT", Field.TEXT);
        propose(constants, taken, Field.SPEAKER_KIND, "PERSON", Field.SPEAKER);
        propose(constants, taken, Field.THROUGH_KIND, "PUBLICATION", Field.THROUGH);
        propose(constants, taken, Field.ABOUT_KIND, "PERSON", Field.ABOUT);
        return new Reading(
                how.encoding(),
                how.delimiter(),
                how.sheet(),
                how.header(),
                columns,
                constants,
                how.scheme() == null ? scheme(file) : how.scheme(),
                how.cells(),
                how.overwrite());
    }

    private static void propose(Map<Field, String> constants, Set<Field> taken, Field field, String value, Field of) {
        if (taken.contains(of) && !taken.contains(field)) {
            constants.putIfAbsent(field, value);
        }
    }

    /** Ids of one file are none of another's, as long as the files are called otherwise. */
    private static String scheme(String file) {
        String scheme = Normalizer.normalize(file, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\.(csv|tsv|txt|xlsx)$", "")
                .replaceAll("[^a-z0-9.+-]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return scheme.isEmpty() ? "table" : scheme.substring(0, Math.min(50, scheme.length()));
    }

    /** @throws InvalidInput where it is not said what a claim's text is, or a guess is not confirmed */
    static void requireUsable(Reading reading, boolean guessed) {
        List<Fault> faults = new ArrayList<>();
        if (guessed) {
            faults.add(new Fault(
                    "/reading/encoding",
                    "was guessed to be windows-1252, as the file is no UTF-8: confirm it, or say another."));
        }
        if (!reading.has(Field.TEXT)) {
            faults.add(new Fault("/reading/columns", "must have one that is the field text: what a claim says."));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }
}

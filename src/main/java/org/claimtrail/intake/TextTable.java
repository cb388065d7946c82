package org.claimtrail.intake;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text with rows and columns (RFC 4180), as forgiving as people need. */
final class TextTable implements Table {

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final Charset charset;

    TextTable(InputStream file, Charset charset, char delimiter) throws IOException {
        this.charset = charset;
        this.reader = rows(delimiter).ofCsvRecord(Texts.reader(file, charset));
        this.records = reader.iterator();
    }

    private static CsvReader.CsvReaderBuilder rows(char delimiter) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .maxBufferSize(16 * 1024 * 1024);
    }

    @Override
    public @Nullable Row next() {
        try {
            while (records.hasNext()) {
                CsvRecord next = records.next();
                Row row = new Row(next.getStartingLineNumber(), next.getFields(), Set.of());
                if (!row.isEmpty()) {
                    return row;
                }
            }
            return null;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notOf(charset);
            }
            throw new Unreadable("It cannot be read on as a table: " + sentence(e) + ".");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notOf(charset);
            }
            throw e;
        }
    }

    private static Unreadable notOf(Charset charset) {
        return new Unreadable(
                "There is something in it that is no %s: say in which encoding it is.".formatted(charset));
    }

    private static String sentence(Throwable e) {
        String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return String.valueOf(message).replaceAll("\\.$", "");
    }

    /** The delimiter by which the first rows have the most columns, the same number in each. */
    static char delimiter(String head) {
        char best = ',';
        double most = 0;
        for (char delimiter : DELIMITERS) {
            double columns = columns(head, delimiter);
            if (columns > most) {
                most = columns;
                best = delimiter;
            }
        }
        return best;
    }

    /** How many columns there are, less where rows differ. */
    private static double columns(String head, char delimiter) {
        int first = 0;
        int rows = 0;
        int like = 0;
        try (CsvReader<CsvRecord> reader =
                rows(delimiter).allowUnclosedQuote(true).ofCsvRecord(new StringReader(head))) {
            for (CsvRecord row : reader) {
                if (rows == 50) {
                    break;
                }
                rows++;
                first = first == 0 ? row.getFieldCount() : first;
                like += row.getFieldCount() == first ? 1 : 0;
            }
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            return 0;
        }
        return first <= 1 ? 0 : first * (double) like / rows;
    }

    @Override
    public void close() throws IOException {
        records.close();
        reader.close();
    }
}

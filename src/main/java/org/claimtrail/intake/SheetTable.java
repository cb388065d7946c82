package org.claimtrail.intake;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** A sheet of an Office Open XML workbook. It is read from a file of its own, as its parts stand anywhere in it. */
final class SheetTable implements Table {

    /** What cells share is in memory. */
    private static final long MOST_SHARED = 256L * 1024 * 1024;

    private static final long MOST_UNPACKED = 16L * 1024 * 1024 * 1024;

    private final Path file;
    private final ReadableWorkbook workbook;
    private final Stream<org.dhatim.fastexcel.reader.Row> stream;
    private final Iterator<org.dhatim.fastexcel.reader.Row> rows;

    /** @param sheet its name; absent for the first */
    SheetTable(InputStream in, @Nullable String sheet) throws IOException {
        this.file = spooled(in);
        try {
            this.workbook = open(file);
            Sheet chosen = sheet == null
                    ? workbook.getFirstSheet()
                    : workbook.findSheet(sheet)
                            .orElseThrow(() -> new Unreadable("There is no sheet " + sheet + " in it."));
            this.stream = chosen.openStream();
            this.rows = stream.iterator();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    static List<String> sheets(InputStream in) throws IOException {
        Path file = spooled(in);
        try (ReadableWorkbook workbook = open(file)) {
            return workbook.getSheets().map(Sheet::getName).toList();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Path spooled(InputStream in) throws IOException {
        Path file = Files.createTempFile("claimtrail", ".xlsx");
        try {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static ReadableWorkbook open(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            long all = 0;
            for (ZipEntry part : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(one -> one)::iterator) {
                all += Math.max(0, part.getSize());
                if (part.getName().endsWith("sharedStrings.xml") && part.getSize() > MOST_SHARED) {
                    throw new Unreadable("The texts of the workbook have more than 256 MiB: save the sheet as CSV.");
                }
            }
            if (all > MOST_UNPACKED) {
                throw new Unreadable("The workbook has more than 16 GiB, unpacked.");
            }
        } catch (ZipException e) {
            throw new Unreadable("It is no workbook: it is no whole zip file.");
        }
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (IOException | RuntimeException e) {
            throw new Unreadable("It is no workbook of Office Open XML (.xlsx).");
        }
    }

    @Override
    public @Nullable Row next() {
        try {
            while (rows.hasNext()) {
                org.dhatim.fastexcel.reader.Row row = rows.next();
                List<String> cells = new ArrayList<>();
                Set<Integer> exact = new HashSet<>();
                for (Cell cell : row) {
                    if (cell != null && isNumber(cell)) {
                        exact.add(cells.size());
                    }
                    cells.add(cell == null ? "" : text(cell));
                }
                Row read = new Row(row.getRowNum(), cells, exact);
                if (!read.isEmpty()) {
                    return read;
                }
            }
            return null;
        } catch (ExcelReaderException e) {
            throw new Unreadable("The sheet cannot be read on from here: its XML is broken.");
        }
    }

    /** As it would be typed: dates as ISO 8601, numbers with a point. */
    private static String text(Cell cell) {
        if (isNumber(cell)) {
            return isDate(cell)
                    ? date(cell.asDate())
                    : new BigDecimal(cell.getRawValue()).stripTrailingZeros().toPlainString();
        }
        if (cell.getType() == CellType.ERROR) {
            return "";
        }
        return cell.getValue() == null ? "" : String.valueOf(cell.getText());
    }

    private static boolean isNumber(Cell cell) {
        return cell.getType() == CellType.NUMBER
                || cell.getType() == CellType.FORMULA && cell.getValue() instanceof BigDecimal;
    }

    private static boolean isDate(Cell cell) {
        String format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        String shown = format.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]", "").toLowerCase(Locale.ROOT);
        return shown.contains("yy") || shown.contains("d") && shown.contains("m");
    }

    private static String date(LocalDateTime at) {
        return at.toLocalTime().equals(LocalTime.MIDNIGHT) ? at.toLocalDate().toString() : at.toString();
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
            workbook.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

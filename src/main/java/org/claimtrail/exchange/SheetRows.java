package org.claimtrail.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a workbook (Office Open XML), written as they come: texts are in their cells and not gathered in a table of texts,
 * and are texts, whatever they begin with. What one sheet does not hold goes on on the next.
 */
final class SheetRows implements RowWriter {

    /** The most that a sheet, and a cell, can have. */
    private static final int MOST_ROWS = 1_048_576;

    private static final int MOST_CHARACTERS = 32_767;

    /** A double keeps so many digits of any number. */
    private static final int DIGITS = 15;

    private static final Pattern LIKE_A_NUMBER = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    private final ZipOutputStream zip;
    private final String name;
    private final List<Column> columns;
    private final int mostRows;
    private int sheets;
    private int rows;

    SheetRows(OutputStream out, String name, List<Column> columns) throws IOException {
        this(out, name, columns, MOST_ROWS);
    }

    /** @param mostRows of a sheet, that of the names of columns included */
    SheetRows(OutputStream out, String name, List<Column> columns, int mostRows) throws IOException {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.name = name;
        this.columns = columns;
        this.mostRows = mostRows;
        beginSheet();
    }

    private void beginSheet() throws IOException {
        sheets++;
        rows = 0;
        zip.putNextEntry(new ZipEntry("xl/worksheets/sheet" + sheets + ".xml"));
        put(DECLARATION
                + "<worksheet xmlns=\"" + MAIN + "\"><sheetViews><sheetView workbookViewId=\"0\">"
                + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                + "</sheetView></sheetViews><sheetData>");
        put(row(columns.stream().<@Nullable Object>map(Column::name).toList()));
    }

    private void endSheet() throws IOException {
        put("</sheetData></worksheet>");
        zip.closeEntry();
    }

    @Override
    public void write(List<@Nullable Object> values) throws IOException {
        if (rows == mostRows) {
            endSheet();
            beginSheet();
        }
        put(row(values));
    }

    private String row(List<@Nullable Object> values) {
        rows++;
        StringBuilder row = new StringBuilder("<row>");
        for (Object value : values) {
            if (value instanceof BigDecimal number && number.precision() <= DIGITS) {
                row.append("<c><v>").append(number.toPlainString()).append("</v></c>");
            } else if (value instanceof Boolean truth) {
                row.append("<c t=\"b\"><v>").append(truth ? 1 : 0).append("</v></c>");
            } else if (value != null) {
                String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
                row.append("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                addText(row, shortened(text));
                row.append("</t></is></c>");
            } else {
                row.append("<c/>");
            }
        }
        return row.append("</row>").toString();
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = MOST_CHARACTERS - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** What XML cannot hold stands there by its number, as the format says, and so does what looks like that. */
    private static void addText(StringBuilder xml, String text) {
        LIKE_A_NUMBER.matcher(text).replaceAll("_x005F_").codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                default -> {
                    if (c < ' ' && c != '\t' && c != '\n' || c == 0xFFFE || c == 0xFFFF) {
                        xml.append("_x%04X_".formatted(c));
                    } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                        xml.append('\uFFFD');
                    } else {
                        xml.appendCodePoint(c);
                    }
                }
            }
        });
    }

    @Override
    public void close() throws IOException {
        endSheet();
        StringBuilder types = new StringBuilder();
        StringBuilder list = new StringBuilder();
        StringBuilder links = new StringBuilder();
        for (int nth = 1; nth <= sheets; nth++) {
            types.append(("<Override PartName=\"/xl/worksheets/sheet%d.xml\" ContentType=\"application/"
                            + "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")
                    .formatted(nth));
            list.append("<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>"
                    .formatted(nth == 1 ? name : name + " " + nth, nth, nth));
            links.append("<Relationship Id=\"rId%d\" Type=\"%s/worksheet\" Target=\"worksheets/sheet%d.xml\"/>"
                    .formatted(nth, RELATIONSHIPS, nth));
        }
        part(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONSHIPS + "\"><sheets>" + list
                        + "</sheets></workbook>");
        part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + links + "</Relationships>");
        part(
                "_rels/.rels",
                "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\""
                        + RELATIONSHIPS + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        part(
                "[Content_Types].xml",
                "<Types xmlns=\"" + PACKAGE + "content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
                        + "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>" + types + "</Types>");
        zip.finish();
    }

    private void part(String path, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        put(DECLARATION + xml);
        zip.closeEntry();
    }

    private void put(String xml) throws IOException {
        zip.write(xml.getBytes(StandardCharsets.UTF_8));
    }
}

package org.claimtrail.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Texts in cells: they are no formulas, and are read back as they were. */
class CellsTest {

    private static final String BEGINNINGS = "=+-@\t\r\n＝＋－＠";

    @Provide
    Arbitrary<String> oddTexts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("'=+-@\t\r\n＝＋－＠\",; ab\\").ofMaxLength(6),
                Arbitraries.of(
                        "=1+1",
                        "'=1+1",
                        "''=1",
                        "-5",
                        "+49 30",
                        "@SUM(A1)",
                        "\t=1",
                        "\r=1",
                        "\n=1",
                        "'",
                        "''",
                        "'a",
                        "=HYPERLINK(\"http://x\")",
                        "＝1",
                        "-",
                        "=",
                        " =1",
                        "'-",
                        "a=1",
                        "-2+3+cmd|' /C calc'!A0"));
    }

    @Property(tries = 2000)
    void aTextBeginsNoFormulaAndIsReadBackAsItWas(@ForAll("oddTexts") String text) {
        String cell = Cells.safe(text);

        assertThat(cell.isEmpty() || BEGINNINGS.indexOf(cell.charAt(0)) < 0).isTrue();
        assertThat(Cells.read(cell)).isEqualTo(text);
        if (!cell.equals(text)) {
            assertThat(cell).isEqualTo("'" + text);
        }
    }

    @Property(tries = 500)
    void severalValuesOfACellAreReadBackAsTheyWere(@ForAll("lists") List<String> values) {
        assertThat(Cells.split(Cells.read(Cells.safe(Cells.join(values))))).isEqualTo(values);
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return Arbitraries.strings()
                .withChars("a;\\,='-")
                .ofMinLength(1)
                .ofMaxLength(5)
                .list()
                .ofMaxSize(4);
    }

    @Property(tries = 500)
    void aTableIsReadBackAsItWas(@ForAll("tables") List<List<String>> rows) throws IOException {
        for (String between : List.of(",", "\t")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DelimitedRows written = new DelimitedRows(out, List.of(Column.text("one"), Column.text("other")), between);
            written.writeHeader();
            for (List<String> row : rows) {
                written.write(new ArrayList<>(row));
            }
            List<List<String>> expected = new ArrayList<>(List.of(List.of("one", "other")));
            expected.addAll(rows);
            assertThat(Delimited.read(out.toString(StandardCharsets.UTF_8), between.charAt(0)))
                    .isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return oddTexts().list().ofSize(2).list().ofMaxSize(5);
    }

    @Example
    void aNumberIsANumberAndNoFormula() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new DelimitedRows(out, List.of(Column.number("n")), ",").write(List.of(new BigDecimal("-1E+3")));

        assertThat(out).hasToString("-1000\r\n");
    }

    @Example
    void aWorkbookHoldsTextsAsTheyAreAndGoesOnOnTheNextSheet() throws Exception {
        List<String> texts = List.of(
                "=1+1", "a\rb", "\u0001", "_x000D_", "<&>\"'", " two  blanks ", "😀", "\uD800", "x".repeat(40_000));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SheetRows rows =
                new SheetRows(out, "claims", List.of(Column.text("text"), Column.number("n"), Column.text("none")), 5);
        for (String text : texts) {
            rows.write(Arrays.asList(text, new BigDecimal("12.50"), null));
        }
        rows.write(Arrays.asList("long", new BigDecimal("12345678901234567890.5"), null));
        rows.close();

        List<String> read = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
                Document part = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(zip.readAllBytes()));
                NodeList found = part.getElementsByTagName("row");
                for (int i = 0; i < found.getLength(); i++) {
                    NodeList cells = ((Element) found.item(i)).getElementsByTagName("c");
                    assertThat(cells.getLength()).isEqualTo(3);
                    assertThat(((Element) cells.item(0))
                                    .getElementsByTagName("f")
                                    .getLength())
                            .isZero();
                    read.add(cells.item(0).getTextContent());
                    numbers.add(cells.item(1).getTextContent());
                }
            }
        }
        assertThat(entries)
                .contains("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet3.xml")
                .doesNotContain("xl/worksheets/sheet4.xml");
        assertThat(read)
                .startsWith(
                        "text",
                        "=1+1",
                        "a_x000D_b",
                        "_x0001_",
                        "_x005F_x000D_",
                        "text",
                        "<&>\"'",
                        " two  blanks ",
                        "😀",
                        "\uFFFD")
                .endsWith("long");
        assertThat(read.get(11)).hasSize(32_767).endsWith("x…");
        assertThat(numbers).contains("12.50", "12345678901234567890.5");
    }
}

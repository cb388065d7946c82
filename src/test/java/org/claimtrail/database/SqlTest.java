package org.claimtrail.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqlTest {

    /** A text block of SQL that is put together in another way. */
    private static final Pattern OTHERWISE = Pattern.compile(
            "\"\"\"(?:(?!\"\"\").)*?\\b(?:select|insert into|update|delete from|from|where)\\s(?:(?!\"\"\").)*\"\"\"\\s*(?:\\.formatted\\(|\\.replace\\()",
            Pattern.DOTALL);

    @Test
    void eachNameStandsForItsPart() {
        assertThat(Sql.of(
                        "select {columns} from {table} t where t.x = '{}' and {table}.y = 2",
                        Map.of("columns", "*", "table", "source")))
                .isEqualTo("select * from source t where t.x = '{}' and source.y = 2");
    }

    @Test
    void partsAreTakenAsTheyAre() {
        assertThat(Sql.of("select {what}", Map.of("what", "'$1 {what} \\'"))).isEqualTo("select '$1 {what} \\'");
    }

    @Test
    void aPartThatIsMissingIsAFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sql.of("select {what}", Map.of()));
    }

    @Test
    void statementsArePutTogetherInNoOtherWay() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> otherwise = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> OTHERWISE.matcher(read(file)).find())
                    .toList();
            assertThat(otherwise).isEmpty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

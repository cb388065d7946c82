package org.claimtrail.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.claimtrail.intake.Cells.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            03/04/2024           |     |
            03/04/2024           | DMY | 2024-04-03
            03/04/2024           | MDY | 2024-03-04
            3.4.2024             |     |
            13/04/2024           |     | 2024-04-13
            04/13/2024           |     | 2024-04-13
            04/13/2024           | DMY |
            04/04/2024           |     | 2024-04-04
            2024/4/3             |     | 2024-04-03
            2024.4.3             |     | 2024-04-03
            3/4/24               | DMY |
            30/02/2024           | DMY |
            2024-04-03           |     | 2024-04-03
            2024-04-03T10:00:00Z |     | 2024-04-03
            2024-04-03 10:00     |     | 2024-04-03
            2024-04              |     | 2024-04
            2024                 |     | 2024
            2024-04~             |     | 2024-04~
            ../2024              |     | ../2024
            3 April 2024         |     | 2024-04-03
            April 3, 2024        | DMY | 2024-04-03
            Apr 2024             |     | 2024-04
            last Tuesday         |     |
            """)
    void datesAreReadAsFarAsTheySayOneThing(String text, @Nullable Order order, @Nullable String wanted) {
        Cells cells = new Cells(order, false);
        if (wanted == null) {
            assertThatThrownBy(() -> cells.date(text)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(cells.date(text)).isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234      | false | 1234
            1,234     | false | 1234
            1.234     | false | 1.234
            1,234.5   | false | 1234.5
            1,5       | false |
            1.234,5   | false |
            1.234     | true  | 1234
            1,234     | true  | 1.234
            1.234,5   | true  | 1234.5
            1,5       | true  | 1.5
            1,234.5   | true  |
            1 234 567 | false | 1234567
            1'234.50  | false | 1234.50
            -3        | false | -3
            12,34,567 | false |
            5 million | false |
            about 5   | false |
            1e5       | false |
            """)
    void numbersAreReadByTheDeclaredComma(String text, boolean comma, @Nullable String wanted) {
        Cells cells = new Cells(null, comma);
        if (wanted == null) {
            assertThatThrownBy(() -> cells.number(text)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(cells.number(text)).isEqualByComparingTo(wanted);
        }
    }
}

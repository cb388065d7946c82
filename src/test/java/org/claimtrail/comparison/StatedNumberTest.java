package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.claimtrail.comparison.Intervals.interval;

import java.math.BigDecimal;
import org.claimtrail.claim.FigureSettings;
import org.claimtrail.claim.Qualifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatedNumberTest {

    private static final BigDecimal TENTH = new BigDecimal("0.1");

    @ParameterizedTest
    @CsvSource({
        "EXACT,     6700,    ,     , '[6700, 6700]'",
        "ABOUT,     6700,    ,     , '[6030, 7370]'",
        "ABOUT,     -200,    ,     , '[-220, -180]'",
        "ABOUT,        0,    ,     , '[0, 0]'",
        "AT_LEAST,      , 100,     , '[100, ..)'",
        "MORE_THAN,     , 100,     , '(100, ..)'",
        "AT_MOST,       ,    ,  100, '(.., 100]'",
        "LESS_THAN,     ,    ,  100, '(.., 100)'",
        "NEARLY,        ,    ,  100, '[90, 100]'",
        "NEARLY,        ,    , -100, '[-110, -100]'",
        "NEARLY,        ,    ,    0, '(.., 0]'",
        "BETWEEN,       , 5.5, 7.25, '[5.5, 7.25]'",
        "DOZENS,        ,    ,     , '[24, 100)'",
        "HUNDREDS,      ,    ,     , '[200, 1000)'",
        "THOUSANDS,     ,    ,     , '[2000, 1000000)'",
        "MILLIONS,      ,    ,     , '[2000000, 1000000000)'"
    })
    void aQualifierSaysWhichNumbersAreMeant(
            Qualifier qualifier,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal lower,
            @Nullable BigDecimal upper,
            String expected) {
        assertThat(new StatedNumber(qualifier, amount, lower, upper).interval(TENTH))
                .contains(interval(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1000, '[995, 1005]'",
        "2204.62, '[2204.615, 2204.625]'",
        "2200, '[2195, 2205]'",
        "2204, '[2203.5, 2204.5]'",
        "16, '[15.5, 16.5]'",
        "10, '[9.5, 10.5]'",
        "100, '[99.5, 100.5]'",
        "120, '[119.5, 120.5]'",
        "1500000, '[1495000, 1505000]'",
        "1.5, '[1.45, 1.55]'",
        "1.50, '[1.495, 1.505]'",
        "1000.0, '[999.95, 1000.05]'",
        "0, '[-0.5, 0.5]'",
        "0.0, '[-0.05, 0.05]'",
        "-1000, '[-1005, -995]'"
    })
    void anExactNumberIsAsPreciseAsItIsStated(BigDecimal number, String expected) {
        assertThat(new StatedNumber(Qualifier.EXACT, number, null, null).rounded(TENTH))
                .contains(interval(expected));
    }

    @Test
    void anUnstatedNumberHasNoInterval() {
        assertThat(new StatedNumber(Qualifier.UNSTATED, null, null, null).interval(TENTH))
                .isEmpty();
    }

    @Test
    void withoutToleranceAboutIsExactAndNearlyKnowsItsBoundOnly() {
        assertThat(new StatedNumber(Qualifier.ABOUT, BigDecimal.TEN, null, null).interval(BigDecimal.ZERO))
                .contains(interval("[10, 10]"));
        assertThat(new StatedNumber(Qualifier.NEARLY, null, null, BigDecimal.TEN).interval(BigDecimal.ZERO))
                .contains(interval("(.., 10]"));
    }

    @Test
    void aToleranceIsAPartOfTheNumber() {
        assertThatThrownBy(() -> new FigureSettings(BigDecimal.ONE)).hasMessageContaining("from 0 to below 1");
        assertThatThrownBy(() -> new FigureSettings(new BigDecimal("-0.1"))).hasMessageContaining("from 0");
    }
}

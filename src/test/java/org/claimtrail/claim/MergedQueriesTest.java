package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MergedQueriesTest {

    @Test
    void wordsInTheSamePlaceBecomeAChoice() {
        assertThat(MergedQueries.of(
                        List.of("'report' & 'contain'", "'reported' & 'contain'", "'report' & 'containers'")))
                .containsExactly("('report' | 'reported') & ('contain' | 'containers')");
        assertThat(MergedQueries.of(List.of("'ship' <-> 'shell' | 'dr':*", "'shipped' <-> 'shell' | 'dr':*")))
                .containsExactly("('ship' | 'shipped') <-> 'shell' | 'dr':*");
    }

    @Test
    void queriesOfOtherShapesStayApart() {
        assertThat(MergedQueries.of(List.of("'report'", "'the' & 'report'", "'reported'")))
                .containsExactly("('report' | 'reported')", "'the' & 'report'");
    }

    @Test
    void whatExcludesStaysAsItIs() {
        assertThat(MergedQueries.of(List.of("'report' & !'contain'", "'reported' & !'containers'")))
                .containsExactly("'report' & !'contain'", "'reported' & !'containers'");
    }

    @Test
    void anyTextCanBeAWord() {
        assertThat(MergedQueries.of(List.of("'it''s' & '$1' & '\\\\'", "'it''s' & '!' & '\\\\'")))
                .containsExactly("'it''s' & ('!' | '$1') & '\\\\'");
    }
}

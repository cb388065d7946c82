package org.claimtrail.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.claimtrail.claim.Status;
import org.junit.jupiter.api.Test;

class GroundsTest {

    private static final List<Boolean> EITHER = List.of(false, true);

    /** Nobody is told to give a claim a status that the rules refuse. */
    @Test
    void whatTheySuggestIsWhatTheySufficeFor() {
        for (int origins = 0; origins <= 3; origins++) {
            for (int evidence = 0; evidence < 4; evidence++) {
                for (boolean objected : EITHER) {
                    for (boolean retracted : EITHER) {
                        for (boolean superseded : EITHER) {
                            Grounds grounds = new Grounds(
                                    origins, 2, objected, evidence & 1, evidence >> 1, 0, retracted, superseded);
                            assertThat(grounds.suffice(grounds.suggested()))
                                    .as("%s suggest %s", grounds, grounds.suggested())
                                    .isTrue();
                        }
                    }
                }
            }
        }
    }

    @Test
    void evidenceOfBothStancesContestsAClaimThatNobodyDenies() {
        Grounds both = new Grounds(1, 2, false, 1, 1, 0, false, false);

        assertThat(both.suggested()).isEqualTo(Status.CONTESTED);
        assertThat(both.suffice(Status.CONTESTED)).isTrue();
    }

    @Test
    void evidenceOfOneStanceDoesNotContestIt() {
        assertThat(new Grounds(1, 2, false, 2, 0, 0, false, false).suffice(Status.CONTESTED))
                .isFalse();
        assertThat(new Grounds(1, 2, false, 0, 2, 0, false, false).suffice(Status.CONTESTED))
                .isFalse();
    }
}

package org.claimtrail.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is to be done with what a followed installation says. */
class PlanTest {

    private static final byte[] SAID = {1};
    private static final byte[] OTHER = {2};

    private static Known known(boolean isOwn, boolean isWithdrawn, boolean isHere, byte @Nullable [] digest) {
        return new Known(new UUID(0, 1), isOwn, isWithdrawn, isHere, digest, "7");
    }

    private static Plan of(@Nullable Known known, boolean wasChangedHere) {
        return Plan.of(known, SAID, () -> wasChangedHere);
    }

    @Test
    void whatNothingIsKnownOfIsRecorded() {
        assertThat(of(null, false)).isEqualTo(Plan.RECORD);
        // It was refused before.
        assertThat(of(new Known(null, true, false, false, null, null), false)).isEqualTo(Plan.RECORD);
    }

    @Test
    void whatSaysTheSameIsLeft() {
        assertThat(of(known(true, false, true, SAID), false)).isEqualTo(Plan.NOTHING);
        assertThat(of(known(true, false, true, SAID), true)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void whatSaysSomethingElseIsChangedUnlessSomebodyDidHere() {
        assertThat(of(known(true, false, true, OTHER), false)).isEqualTo(Plan.CHANGE);
        assertThat(of(known(true, false, true, OTHER), true)).isEqualTo(Plan.KEEP_CHANGED);
        // A reference created it, and nothing was said of it yet.
        assertThat(of(known(true, false, true, null), false)).isEqualTo(Plan.CHANGE);
    }

    @Test
    void whatWasHereBeforeGetsItsNameAndStaysAsItIs() {
        assertThat(of(known(false, false, true, null), false)).isEqualTo(Plan.NAME);
        assertThat(of(known(false, false, true, OTHER), false)).isEqualTo(Plan.NOTHING);
        assertThat(of(known(false, false, false, null), false)).isEqualTo(Plan.KEEP_DELETED);
    }

    @Test
    void whatWasDeletedThereIsRestoredAndWhatWasDeletedHereIsNot() {
        assertThat(of(known(true, true, false, OTHER), false)).isEqualTo(Plan.RESTORE);
        assertThat(of(known(true, false, false, OTHER), false)).isEqualTo(Plan.KEEP_DELETED);
    }

    @Test
    void eachFailureInARowIsWaitedForTwiceAsLongAndNotForEver() {
        Unread down = new Unread(503, Duration.ZERO);
        assertThat(Following.pause(down, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Following.pause(down, 1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Following.pause(down, 40)).isEqualTo(Duration.ofMinutes(5));
        assertThat(Following.pause(new Unread(429, Duration.ofSeconds(40)), 0)).isEqualTo(Duration.ofSeconds(40));
    }
}

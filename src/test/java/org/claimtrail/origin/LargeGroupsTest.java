package org.claimtrail.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit is far beyond what these take: it fails what grows with the square, and no slow machine. */
@Timeout(30)
class LargeGroupsTest {

    private final World world = new World();
    private final Random random = new Random(1);

    @Test
    void aThousandAppearancesOfFiveLinks() {
        for (int i = 0; i < 300; i++) {
            world.part("Source " + i, "Office " + i / 10);
        }
        for (int i = 0; i < 1_000; i++) {
            String[] chain = new String[5];
            for (int link = 0; link < 5; link++) {
                chain[link] = "Source " + (400 * link + random.nextInt(400)) + " @ 2024-06-1" + link;
            }
            world.article("Outlet " + random.nextInt(100), chain);
        }

        assertThat(world.provenance().origins().singleSource()).isFalse();
    }

    @Test
    void aThousandAppearancesInOneTangle() {
        for (int i = 0; i < 1_000; i++) {
            String[] chain = new String[5];
            for (int link = 0; link < 5; link++) {
                chain[link] = "Source " + random.nextInt(1_000);
            }
            world.article("Outlet " + random.nextInt(100), chain);
        }

        assertThat(world.provenance().rings()).isNotEmpty();
    }

    @Test
    void aRingOfManyThousandOutlets() {
        int outlets = 30_000;
        for (int i = 0; i < outlets; i++) {
            world.article("Outlet " + i, "Outlet " + (i + 1) % outlets);
        }

        assertThat(world.provenance().rings())
                .singleElement()
                .satisfies(ring -> assertThat(ring.steps()).hasSize(outlets));
    }

    @Test
    void jointStatementsOfManyThousandSources() {
        String ones = crowd("One");
        String others = crowd("Other");
        world.article("Daily", ones, others, ones, others);

        assertThat(world.provenance().rings())
                .singleElement()
                .satisfies(ring -> assertThat(ring.steps()).hasSize(2));
    }

    private static String crowd(String name) {
        return IntStream.range(0, 5_000).mapToObj(i -> name + " " + i).collect(Collectors.joining(" + "));
    }

    @Test
    void oneRelayOfAThousandOrigins() {
        for (int i = 0; i < 1_000; i++) {
            world.article("Wire", "Witness " + i).article("Outlet " + i, "Wire");
        }

        assertThat(world.provenance().origins().independent()).isEqualTo(1_000);
    }

    @Test
    void oneSpeakerOnThousandsOfDaysInAThousandOffices() {
        for (int i = 0; i < 1_000; i++) {
            world.part("Minister", "Office " + i, "%d-01-01".formatted(1000 + i), "%d-12-31".formatted(1000 + i));
            world.article("Outlet " + i, "Minister @ %d-06-01".formatted(1000 + i));
        }

        assertThat(world.provenance().origins().independent()).isEqualTo(1);
    }
}

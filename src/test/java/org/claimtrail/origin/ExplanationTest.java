package org.claimtrail.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private final World world = new World();

    @Test
    void withoutAppearancesThereIsLittleToSay() {
        assertExplained("No appearance is recorded.");
    }

    @Test
    void theOnlyAppearance() {
        world.article("Daily", "Ministry");

        assertExplained("The only appearance leads back to Ministry.");
    }

    @Test
    void bothAppearances() {
        world.article("Daily", "Ministry").article("Weekly", "Ministry");

        assertExplained("Both appearances lead back to one origin: Ministry.");
    }

    @Test
    void allAppearances() {
        for (int i = 0; i < 10; i++) {
            world.article("Outlet " + i, "Ministry");
        }

        assertExplained("All 10 appearances lead back to one origin: Ministry.");
    }

    @Test
    void someAppearances() {
        world.article("A", "Ministry").article("B", "Ministry").article("C", "Embassy");

        assertExplained(
                "All 3 appearances lead back to 2 independent origins.",
                "2 of 3 appearances lead back to Ministry.",
                "1 of 3 appearances leads back to Embassy.");
    }

    @Test
    void aJointStatement() {
        world.article("A", "South Korea + United States");

        assertExplained("The only appearance leads back to 2 independent origins: South Korea and United States.");
    }

    @Test
    void aFamilyAndItsMembers() {
        world.part("Ministry", "Government").part("President", "Government").part("Army", "Government");
        world.article("A", "Ministry").article("B", "President + Army");

        assertExplained("Both appearances lead back to one origin: Government (Army, Ministry and President).");
    }

    @Test
    void aLargeFamily() {
        for (int i = 1; i <= 7; i++) {
            world.part("Office " + i, "Government").article("Daily", "Office " + i);
        }

        assertExplained("All 7 appearances lead back to one origin:"
                + " Government (Office 1, Office 2, Office 3, Office 4, Office 5 and 2 more).");
    }

    @Test
    void unnamedSources() {
        world.unnamed("a diplomat").unnamed("some observers");
        world.article("A", "a diplomat").article("B", "some observers");

        assertExplained(
                "Both appearances lead back to one independent origin.",
                "1 of 2 appearances leads back to a diplomat (unnamed).",
                "1 of 2 appearances leads back to some observers (unnamed).",
                "Unnamed sources count as one at the most, and do not corroborate. Here 2 origins are unnamed.");
    }

    @Test
    void unnamedSourcesThatSpeakJointly() {
        world.unnamed("a diplomat").unnamed("some observers");
        world.article("A", "a diplomat + some observers + Ministry");

        assertExplained(
                "The only appearance leads back to 2 independent origins.",
                "The only appearance leads back to Ministry.",
                "The only appearance leads back to a diplomat (unnamed).",
                "The only appearance leads back to some observers (unnamed).",
                "Unnamed sources count as one at the most, and do not corroborate. Here 2 origins are unnamed.");
    }

    @Test
    void anOfficialWithoutAName() {
        world.unnamed("a senior official").part("a senior official", "North Korea");
        world.article("A", "a senior official");

        assertExplained("The only appearance leads back to North Korea (a senior official).");
    }

    @Test
    void inferredPublishers() {
        world.articleOnHost("news.example");
        assertExplained(
                "The only appearance leads back to news.example (publisher inferred from the address).",
                "One origin is only inferred and does not corroborate: record who published what leads back to it.");

        world.articleByNobodyKnown("Leaflet");
        assertExplained(
                "Both appearances lead back to 2 independent origins.",
                "1 of 2 appearances leads back to news.example (publisher inferred from the address).",
                "1 of 2 appearances leads back to an unknown publisher of \"Leaflet\".",
                "2 origins are only inferred and do not corroborate: record who published what leads back to them.");
    }

    @Test
    void aRing() {
        world.article("A", "B").article("B", "C").article("C", "A");

        assertExplained(
                "None of the 3 appearances leads back to an origin.",
                "A has it from B, B from C and C from A, in a ring. Nobody outside of it is named.");
    }

    @Test
    void aRingInOneArticle() {
        world.article("A", "A", "B");

        assertExplained(
                "The only appearance leads back to no origin.",
                "A has it from B and B from A, in a ring. Nobody outside of it is named.");
    }

    @Test
    void aRingWithAnExit() {
        world.article("A", "B").article("B", "A").article("B", "Ministry");

        assertExplained(
                "All 3 appearances lead back to one origin: Ministry.",
                "A has it from B and B from A, in a ring. At least one of them also has it from outside.");
    }

    @Test
    void ringsThatHangTogether() {
        world.article("A", "B").article("B", "A").article("B", "C").article("C", "B");
        assertThat(texts())
                .endsWith("A has it from B and B from A, in a ring."
                        + " One more source hangs together with it in rings, and nobody outside of these is named.");

        world.article("C", "D").article("D", "C").article("D", "Ministry");
        assertThat(texts())
                .contains("A has it from B and B from A, in a ring."
                        + " 2 more sources hang together with it in rings,"
                        + " and at least one of all these also has it from outside.");
    }

    @Test
    void aLongRing() {
        for (int i = 1; i <= 9; i++) {
            world.article("Outlet " + i, "Outlet " + (i % 9 + 1));
        }

        assertThat(texts())
                .contains("Outlet 1 has it from Outlet 2, Outlet 2 from Outlet 3, Outlet 3 from Outlet 4, and so on"
                        + " through 9 sources until Outlet 1, in a ring. Nobody outside of it is named.");
    }

    @Test
    void appearancesThatLeadNowhere() {
        world.article("A", "B").article("B", "A").article("Daily", "Ministry");

        assertThat(texts())
                .startsWith(
                        "1 of 3 appearances leads back to one origin: Ministry.",
                        "2 of 3 appearances lead back to no origin.");
    }

    @Test
    void falseConfirmations() {
        world.article("Wire", "Ministry").article("Daily", "Wire");
        assertThat(texts()).endsWith("Daily cites Wire, but elsewhere Wire has it from Ministry.");

        world.article("Weekly", "Wire");
        assertThat(texts()).endsWith("2 appearances cite Wire, but elsewhere Wire has it from Ministry.");
    }

    @Test
    void severalClaims() {
        world.article("A", "Ministry").repeating().article("B", "Ministry");

        assertExplained(
                "Both appearances lead back to one origin: Ministry.",
                "The appearances are those of 2 claims that repeat each other.");
    }

    @Test
    void nobodyReadsAThousandSentences() {
        for (int i = 10; i < 1010; i++) {
            world.article("Outlet " + i, "Witness " + i);
            world.article("Left " + i, "Right " + i).article("Right " + i, "Left " + i);
            world.article("Relay " + i, "Witness " + i).article("Citing " + i, "Relay " + i);
        }

        assertThat(texts())
                .hasSizeLessThan(40)
                .contains(
                        "2970 of 5000 appearances lead back to 990 more origins.",
                        "There are 990 more rings.",
                        "990 more sources that are cited have it from somebody else.");
    }

    @Test
    void everySentenceTellsWhatItRestsOn() {
        world.article("Wire", "Ministry")
                .article("Daily", "Wire")
                .article("A", "B")
                .article("B", "A");
        List<Sentence> sentences = world.provenance().explanation();

        assertThat(sentences)
                .extracting(Sentence::restsOn)
                .containsExactly(
                        List.of(World.appearance(1), World.appearance(2), world.id("Ministry")),
                        List.of(World.appearance(3), World.appearance(4)),
                        List.of(World.appearance(3), World.appearance(4), world.id("A"), world.id("B")),
                        List.of(
                                World.appearance(2),
                                World.appearance(1),
                                world.id("Daily"),
                                world.id("Wire"),
                                world.id("Ministry")));
        assertThat(sentences).flatExtracting(Sentence::restsOn).doesNotContain((UUID) null);
    }

    private List<String> texts() {
        return world.provenance().explanation().stream().map(Sentence::text).toList();
    }

    private void assertExplained(String... sentences) {
        assertThat(texts()).containsExactly(sentences);
    }
}

package org.claimtrail.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CircularReportingTest {

    private final World world = new World();

    @Test
    void twoOutletsThatCiteEachOtherAreARing() {
        world.article("B", "A").article("A", "B");

        assertThat(world.provenance().rings()).singleElement().satisfies(ring -> {
            assertThat(told(ring.steps())).containsExactly("A from B in 2", "B from A in 1");
            assertThat(ring.steps().get(0).article()).isEqualTo(new UUID(4, 2));
            assertThat(ring.steps().get(0).title()).isEqualTo("A's article 2");
            assertThat(ring.exit()).isFalse();
        });
    }

    @Test
    void aRingIsShownLinkByLinkFromItsFirstName() {
        world.article("B", "C").article("C", "A").article("A", "B");

        assertRing("A from B in 3", "B from C in 1", "C from A in 2");
    }

    @Test
    void aRingMayRunThroughTheLinksOfChains() {
        world.article("Daily", "A", "B").article("Weekly", "B", "C", "A");

        assertRing("A from C in 2", "C from B in 2", "B from A in 1");
    }

    @Test
    void aRingMayRunThroughAJointStatement() {
        world.article("A", "B + Ministry").article("B", "A");

        assertThat(world.provenance().rings()).singleElement().satisfies(ring -> {
            assertThat(told(ring.steps())).containsExactly("A from B in 1", "B from A in 2");
            assertThat(ring.exit()).isTrue();
        });
    }

    @Test
    void ofTheRingsThatHangTogetherAShortestIsShown() {
        world.article("A", "B").article("B", "C").article("C", "A");
        world.article("C", "D").article("D", "C");

        assertThat(world.provenance().rings()).singleElement().satisfies(ring -> {
            assertThat(told(ring.steps())).containsExactly("C from D in 4", "D from C in 5");
            assertThat(ring.sources()).extracting(Speaker::name).containsExactly("A", "B", "C", "D");
        });
    }

    @Test
    void theFirstAppearanceThatShowsAStepIsTheOneShown() {
        world.article("B", "A").on("2024-02").article("A", "B").on("2024-01").article("A", "B");

        assertRing("A from B in 3", "B from A in 1");
    }

    @Test
    void ringsApartAreShownApart() {
        world.article("C", "D").article("D", "C").article("A", "B").article("B", "A");

        assertThat(world.provenance().rings())
                .extracting(ring -> ring.steps().get(0).who().name())
                .containsExactly("A", "C");
    }

    @Test
    void citingOneselfIsNoRing() {
        world.article("A", "A").article("A", "A + B");

        assertThat(world.provenance().rings()).isEmpty();
        assertThat(world.provenance().falseConfirmations()).isEmpty();
    }

    @Test
    void anArticleThatCitesARelayConfirmsNothing() {
        world.article("Wire", "Ministry").article("Daily", "Wire");

        assertFalseConfirmations("Daily from Wire in 2, Wire from Ministry in 1");
    }

    @Test
    void whoRelaysInTheMiddleOfAnotherChainConfirmsNothingEither() {
        world.article("Weekly", "Ministry", "Wire").article("Daily", "Wire");

        assertFalseConfirmations("Daily from Wire in 2, Wire from Ministry in 1");
    }

    @Test
    void theCitationIsShownWhereTheChainBegins() {
        world.article("Wire", "Ministry").article("Daily", "Wire", "Agency");

        assertFalseConfirmations("Agency from Wire in 2, Wire from Ministry in 1");
    }

    @Test
    void anArticleThatNamesTheOriginItselfIsNoFalseConfirmation() {
        world.article("Wire", "Ministry").article("Daily", "Ministry", "Wire");

        assertFalseConfirmations();
    }

    @Test
    void anArticleThatCitesItsOwnPublisherIsNoFalseConfirmation() {
        world.article("Wire", "Ministry").article("Wire", "Wire").article("Wire", "Wire", "Wire + Agency");

        assertFalseConfirmations();
    }

    @Test
    void twoChainsOfOneArticleDoNotUnmaskEachOther() {
        ClaimGroup group = world.article("Daily", "Ministry", "Wire")
                .article("Daily", "Wire")
                .group();
        List<ClaimGroup.Appearance> inOneArticle = group.appearances().stream()
                .map(appearance -> new ClaimGroup.Appearance(
                        appearance.id(),
                        appearance.claim(),
                        group.appearances().get(0).article(),
                        appearance.chain()))
                .toList();

        assertThat(Provenance.of(new ClaimGroup(group.sources(), List.of(), inOneArticle))
                        .falseConfirmations())
                .isEmpty();
    }

    @Test
    void aRingIsNotReportedAgainAsFalseConfirmations() {
        world.article("A", "B").article("B", "A");

        assertFalseConfirmations();
    }

    @Test
    void whoCitesARingFromOutsideConfirmsNothing() {
        world.article("A", "B").article("B", "A").article("Daily", "A");

        assertFalseConfirmations("Daily from A in 3, A from B in 1");
    }

    @Test
    void everyRelayThatAJointFirstLinkNamesIsShown() {
        world.article("A", "Ministry").article("B", "Embassy").article("Daily", "A + B + C");

        assertFalseConfirmations("Daily from A in 3, A from Ministry in 1", "Daily from B in 3, B from Embassy in 2");
    }

    private void assertRing(String... steps) {
        assertThat(world.provenance().rings())
                .singleElement()
                .satisfies(ring -> assertThat(told(ring.steps())).containsExactly(steps));
    }

    private void assertFalseConfirmations(String... told) {
        assertThat(world.provenance().falseConfirmations())
                .extracting(one -> told(one.citation()) + ", " + told(one.relay()))
                .containsExactly(told);
    }

    private static List<String> told(List<Step> steps) {
        return steps.stream().map(CircularReportingTest::told).toList();
    }

    private static String told(Step step) {
        return "%s from %s in %d"
                .formatted(
                        step.who().name(), step.from().name(), step.appearance().getLeastSignificantBits());
    }
}

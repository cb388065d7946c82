package org.claimtrail.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.source.SourceKind;
import org.junit.jupiter.api.Test;

class OriginsTest {

    private final World world = new World();

    @Test
    void tenArticlesThatRelayOneWireReportAreOneOrigin() {
        world.article("Wire", "Ministry");
        for (int i = 0; i < 10; i++) {
            world.article("Outlet " + i, "Wire");
        }

        assertOrigins(1, "Ministry");
        assertThat(origins().singleSource()).isTrue();
        assertThat(origin("Ministry").appearances()).hasSize(11);
    }

    @Test
    void anArticleThatSpeaksForItselfHasItsPublisherForOrigin() {
        world.article("Daily").article("Weekly");

        assertOrigins(2, "Daily", "Weekly");
        assertThat(origins().singleSource()).isFalse();
    }

    @Test
    void theFirstLinkIsTheOriginAndTheOthersAreRelays() {
        world.article("Daily", "Leader", "State Paper", "Wire");

        assertOrigins(1, "Leader");
    }

    @Test
    void aStatePaperThatRelaysItsLeaderIsNoOrigin() {
        world.article("State Paper", "Leader").article("Daily", "State Paper");

        assertOrigins(1, "Leader");
        assertThat(origin("Leader").appearances()).containsExactly(World.appearance(1), World.appearance(2));
    }

    @Test
    void aRelayInTheMiddleOfOneChainIsNoOriginInAnother() {
        world.article("Daily", "Ministry", "Wire").article("Weekly", "Wire").article("Monthly", "Wire");

        assertOrigins(1, "Ministry");
    }

    @Test
    void relaysAreFollowedThroughAnyNumberOfArticles() {
        world.article("A", "Ministry").article("B", "A").article("C", "B").article("D", "C");

        assertOrigins(1, "Ministry");
    }

    @Test
    void aRelayOfTwoLeadsToBoth() {
        world.article("Wire", "Ministry").article("Wire", "Embassy").article("Daily", "Wire");

        assertOrigins(2, "Embassy", "Ministry");
        assertThat(origin("Embassy").appearances()).containsExactly(World.appearance(2), World.appearance(3));
        assertThat(origin("Ministry").appearances()).containsExactly(World.appearance(1), World.appearance(3));
    }

    @Test
    void anOutletThatCitesItselfIsAnOrigin() {
        world.article("Daily", "Daily").article("Weekly", "Daily");

        assertOrigins(1, "Daily");
    }

    @Test
    void aRingWithoutAnExitHasNoOrigin() {
        world.article("A", "B").article("B", "A").article("C", "A");

        assertOrigins(0);
        assertThat(origins().singleSource()).isTrue();
    }

    @Test
    void aRingWithAnExitLeadsToTheOriginsOfItsExit() {
        world.article("A", "B").article("B", "A").article("B", "Ministry");

        assertOrigins(1, "Ministry");
        assertThat(origin("Ministry").appearances()).hasSize(3);
    }

    @Test
    void aJointStatementOfTwoGovernmentsIsTwo() {
        world.article("Daily", "United States + South Korea");

        assertOrigins(2, "South Korea", "United States");
    }

    @Test
    void aGovernmentThatPublishesAJointStatementIsStillOneOfItsOrigins() {
        world.article("United States", "United States + South Korea");

        assertOrigins(2, "South Korea", "United States");
    }

    @Test
    void whoSpeaksAgainInTheNextLinkHasNothingFromThoseWhoSpokeAlong() {
        world.article("Daily", "United States + South Korea", "United States + Wire");

        assertOrigins(2, "South Korea", "United States");
    }

    @Test
    void aMinistryAndThePresidentOfOneGovernmentAreOne() {
        world.part("Ministry", "Government").part("President", "Government");
        world.article("Daily", "Ministry").article("Weekly", "President");

        assertOrigins(1, "Government");
        assertThat(names(origin("Government").sources())).containsExactly("Ministry", "President");
    }

    @Test
    void aGovernmentAndWhatIsPartOfItAreOne() {
        world.part("Spokesman", "Ministry").part("Ministry", "Government");
        world.article("Daily", "Spokesman").article("Weekly", "Government");

        assertOrigins(1, "Government");
    }

    @Test
    void whoIsAloneGoesByWhatTheyArePartOf() {
        world.part("Ministry", "Government").article("Daily", "Ministry").article("Weekly", "Embassy");

        assertOrigins(2, "Embassy", "Government");
    }

    @Test
    void whoIsPartOfSeveralThingsGoesByTheirOwnName() {
        world.part("Senator", "Party").part("Senator", "Senate").article("Daily", "Senator");

        assertOrigins(1, "Senator");
    }

    @Test
    void aFamilyGoesByTheHighestOfWhatItsMembersShare() {
        world.part("Army", "Ministry").part("Navy", "Ministry").part("Ministry", "Government");
        world.article("Daily", "Army").article("Weekly", "Navy");

        assertOrigins(1, "Government");
    }

    @Test
    void ofTwoEquallyHighTheNameDecides() {
        world.part("Army", "Union")
                .part("Navy", "Union")
                .part("Army", "Alliance")
                .part("Navy", "Alliance");
        world.article("Daily", "Army").article("Weekly", "Navy");

        assertOrigins(1, "Alliance");
    }

    @Test
    void whoIsPartOfTwoJoinsBoth() {
        world.part("Army", "Government").part("Envoy", "Government");
        world.part("Envoy", "Alliance").part("Council", "Alliance");
        world.article("A", "Army").article("B", "Council");
        assertOrigins(2, "Government", "Alliance");

        world.article("C", "Envoy");
        assertOrigins(1, "Alliance");
    }

    @Test
    void aMembershipThatHadEndedBeforeItWasSaidDoesNotJoin() {
        world.part("Minister", "Government", "2020", "2023-05").part("President", "Government");
        world.article("Daily", "Minister @ 2023-06-01").article("Weekly", "President");
        assertOrigins(2, "Minister", "Government");

        world.article("Monthly", "Minister @ 2023-05");
        assertOrigins(1, "Government");
    }

    @Test
    void aMembershipThatBeganAfterItWasSaidDoesNotJoin() {
        world.part("Minister", "Government", "2024", null).part("President", "Government");
        world.article("Daily", "Minister @ 2023").article("Weekly", "President");

        assertOrigins(2, "Minister", "Government");
    }

    @Test
    void daysThatMayOverlapJoin() {
        world.part("Minister", "Government", null, "2023-05").part("President", "Government");
        world.article("Daily", "Minister @ 2023").article("Weekly", "President");

        assertOrigins(1, "Government");
    }

    @Test
    void withoutTheDayOnWhichItWasSaidTheDayOfPublicationDecides() {
        world.part("Minister", "Government", null, "2023-05").part("President", "Government");
        world.on("2024").article("Daily", "Minister").article("Weekly", "President");

        assertOrigins(2, "Minister", "Government");
    }

    @Test
    void withoutAnyDayEveryMembershipCounts() {
        world.part("Minister", "Government", "1900", "1901").part("President", "Government", "2000", null);
        world.article("Daily", "Minister").article("Weekly", "President");

        assertOrigins(1, "Government");
    }

    @Test
    void anOfficialWithoutANameCountsWithHisGovernment() {
        world.unnamed("a senior official")
                .part("a senior official", "Government")
                .part("Ministry", "Government");
        world.article("Daily", "a senior official").article("Weekly", "Ministry");

        assertOrigins(1, "Government");
        assertThat(origins().unnamed()).isZero();
    }

    @Test
    void anOfficialWithoutANameAloneGoesByHisGovernment() {
        world.unnamed("a senior official").part("a senior official", "Ministry").part("Ministry", "Government");
        world.article("Daily", "a senior official");

        assertOrigins(1, "Government");
        assertThat(origin("Government").named()).isTrue();
        assertThat(names(origin("Government").sources())).containsExactly("a senior official");
    }

    @Test
    void twoOrphanUnnamedSourcesCountOne() {
        world.unnamed("some observers").unnamed("a diplomat");
        world.article("Daily", "some observers").article("Weekly", "a diplomat");

        assertOrigins(1, "a diplomat", "some observers");
        assertThat(origins().unnamed()).isEqualTo(2);
    }

    @Test
    void orphanUnnamedSourcesRaiseTheCountByOneAtTheMost() {
        world.unnamed("some observers").unnamed("a diplomat");
        world.article("Daily", "some observers").article("Weekly", "a diplomat").article("Monthly", "Ministry");

        assertOrigins(2, "Ministry", "a diplomat", "some observers");
        assertThat(origins().named()).isEqualTo(1);
        assertThat(origins().unnamed()).isEqualTo(2);
    }

    @Test
    void whatIsPartOnlyOfUnnamedThingsIsUnnamed() {
        world.unnamed("an officer").unnamed("a militia").part("an officer", "a militia");
        world.article("Daily", "an officer").article("Weekly", "a militia");

        assertOrigins(1, "a militia");
        assertThat(origins().unnamed()).isEqualTo(1);
    }

    @Test
    void theHostStandsForAPublisherNobodyRecorded() {
        world.articleOnHost("news.example").articleOnHost("news.example").articleOnHost("other.example");

        assertOrigins(2, "news.example", "other.example");
        assertThat(origin("news.example").sources())
                .containsExactly(new Speaker(null, "news.example", SourceKind.PUBLICATION, true));
        assertThat(origin("news.example").appearances()).hasSize(2);
    }

    @Test
    void aHostThatRelaysIsNoOrigin() {
        world.articleOnHost("news.example").articleOnHost("news.example", "Ministry");

        assertOrigins(1, "Ministry");
    }

    @Test
    void publishersNobodyKnowsAreUnnamed() {
        world.articleByNobodyKnown("Leaflet").articleByNobodyKnown("Leaflet");

        assertOrigins(1, "unknown publisher of \"Leaflet\"", "unknown publisher of \"Leaflet\"");
        assertThat(origins().unnamed()).isEqualTo(2);
    }

    @Test
    void originsTellWhenTheyWereFirstAndLastHeardOf() {
        world.on("2024-07").article("A", "Ministry @ 2024-06").article("B", "Ministry @ 2024-06-18");
        world.article("C", "Ministry @ 2023/2024").article("D", "Ministry");

        assertThat(origin("Ministry").firstSaidOn()).hasToString("2023/2024");
        assertThat(origin("Ministry").latestSaidOn()).hasToString("2023/2024");
    }

    @Test
    void whatAnArticleSaysItselfIsSaidWhenItIsPublished() {
        world.on("2024-07").article("Daily").on("2024-05").article("Daily");

        assertThat(origin("Daily").firstSaidOn()).hasToString("2024-05");
        assertThat(origin("Daily").latestSaidOn()).hasToString("2024-07");
    }

    @Test
    void aDayThatWasNotStatedIsNotFilledIn() {
        world.on("2024-07").article("Daily", "Ministry");

        assertThat(origin("Ministry").firstSaidOn()).isNull();
        assertThat(origin("Ministry").latestSaidOn()).isNull();
    }

    @Test
    void appearancesStandInTheOrderOfTheirPublication() {
        world.article("A", "Ministry")
                .on("2024")
                .article("B", "Ministry")
                .on("2023")
                .article("C", "Ministry");

        assertThat(origin("Ministry").appearances())
                .containsExactly(World.appearance(3), World.appearance(2), World.appearance(1));
    }

    @Test
    void withoutAnyAppearanceThereIsNoOrigin() {
        assertOrigins(0);
    }

    @Test
    void aSourceThatTheGroupDoesNotHoldIsRefused() {
        Article article = new Article(new UUID(4, 1), null, null, new UUID(2, 1), null, null);
        ClaimGroup group = new ClaimGroup(
                List.of(),
                List.of(),
                List.of(new ClaimGroup.Appearance(World.appearance(1), new UUID(1, 1), article, List.of())));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.of(group))
                .withMessageContaining(new UUID(2, 1).toString());
    }

    private Origins origins() {
        return world.provenance().origins();
    }

    private Origin origin(String name) {
        return origins().origins().stream()
                .filter(origin -> origin.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<Speaker> speakers) {
        return speakers.stream().map(Speaker::name).toList();
    }

    private void assertOrigins(int independent, String... names) {
        assertThat(origins().independent()).isEqualTo(independent);
        assertThat(origins().origins())
                .extracting(Origin::name)
                .as("whatever the order")
                .containsExactlyInAnyOrder(names);
    }
}

package org.claimtrail.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.claimtrail.address.Site;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.origin.ClaimGroup.Link;
import org.claimtrail.origin.ClaimGroup.Membership;
import org.claimtrail.origin.ClaimGroup.Source;
import org.claimtrail.origin.NaiveProvenance.Cited;
import org.claimtrail.origin.NaiveProvenance.Edge;
import org.claimtrail.origin.NaiveProvenance.Family;
import org.claimtrail.origin.NaiveProvenance.NaiveRing;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

class ProvenancePropertiesTest {

    private static final int SOURCES = 7;

    private static final UUID CLAIM = new UUID(1, 1);

    private static final Source NEWCOMER = new Source(new UUID(2, 100), "Newcomer", SourceKind.PUBLICATION);

    private static final Source STRANGER = new Source(new UUID(2, 101), "Stranger", SourceKind.PERSON);

    // What it says

    @Property(tries = 2_000)
    void originsAreWhatTheirDefinitionSays(@ForAll("worlds") ClaimGroup group) {
        Origins origins = Provenance.of(group).origins();
        Set<Family> expected = new NaiveProvenance(group).families();

        assertThat(origins.origins())
                .extracting(origin -> new Family(
                        names(origin.sources()), new HashSet<>(origin.appearances()), origin.named(), origin.known()))
                .containsExactlyInAnyOrderElementsOf(expected);
        long named = expected.stream().filter(Family::named).count();
        assertThat(origins.named()).isEqualTo((int) named);
        assertThat(origins.known())
                .isEqualTo((int) expected.stream().filter(Family::known).count());
        assertThat(origins.unnamed()).isEqualTo(expected.size() - (int) named);
        assertThat(origins.independent()).isEqualTo((int) named + (expected.size() > named ? 1 : 0));
    }

    @Property(tries = 2_000)
    void ringsAreWhatTheirDefinitionSays(@ForAll("worlds") ClaimGroup group) {
        assertThat(Provenance.of(group).rings())
                .extracting(ring ->
                        new NaiveRing(names(ring.sources()), ring.steps().size(), ring.exit()))
                .containsExactlyInAnyOrderElementsOf(new NaiveProvenance(group).rings());
        assertThat(Provenance.summary(group).circular())
                .isEqualTo(!Provenance.of(group).rings().isEmpty());
    }

    @Property(tries = 2_000)
    void falseConfirmationsAreWhatTheirDefinitionSays(@ForAll("worlds") ClaimGroup group) {
        assertThat(Provenance.of(group).falseConfirmations())
                .extracting(one -> new Cited(
                        one.citation().appearance(), one.citation().from().name()))
                .containsExactlyInAnyOrderElementsOf(new NaiveProvenance(group).falseConfirmations());
        assertThat(Provenance.summary(group).falseConfirmations())
                .isEqualTo(Provenance.of(group).falseConfirmations().size());
    }

    @Property
    void everyStepShowsInItsAppearanceAndLeadsToTheNext(@ForAll("worlds") ClaimGroup group) {
        Provenance provenance = Provenance.of(group);

        for (Ring ring : provenance.rings()) {
            for (int i = 0; i < ring.steps().size(); i++) {
                Step step = ring.steps().get(i);
                assertShows(group, step);
                assertThat(step.from())
                        .isEqualTo(
                                ring.steps().get((i + 1) % ring.steps().size()).who());
            }
        }
        for (FalseConfirmation one : provenance.falseConfirmations()) {
            assertShows(group, one.citation());
            assertShows(group, one.relay());
            assertThat(one.citation().from()).isEqualTo(one.relay().who());
            assertThat(one.citation().article()).isNotEqualTo(one.relay().article());
        }
    }

    private static void assertShows(ClaimGroup group, Step step) {
        Appearance appearance = group.appearances().stream()
                .filter(candidate -> candidate.id().equals(step.appearance()))
                .findFirst()
                .orElseThrow();
        assertThat(step.article()).isEqualTo(appearance.article().id());
        assertThat(new NaiveProvenance(group).edges(appearance))
                .contains(new Edge(step.who().name(), step.from().name()));
    }

    @Property
    void sentencesRestOnWhatIsRecorded(@ForAll("worlds") ClaimGroup group) {
        Set<UUID> recorded = new HashSet<>();
        group.appearances().forEach(appearance -> {
            recorded.add(appearance.id());
            recorded.add(appearance.claim());
        });
        group.sources().forEach(source -> recorded.add(source.id()));

        assertThat(Provenance.of(group).explanation()).isNotEmpty().allSatisfy(sentence -> {
            assertThat(sentence.text()).endsWith(".").doesNotContain("null", "  ");
            assertThat(recorded).containsAll(sentence.restsOn());
            assertThat(sentence.restsOn()).doesNotHaveDuplicates();
        });
    }

    // What does not matter

    @Property
    void theOrderInWhichTheRecordIsReadDoesNotMatter(@ForAll("worlds") ClaimGroup group, @ForAll Random random) {
        ClaimGroup shuffled = new ClaimGroup(
                shuffled(group.sources(), random),
                shuffled(group.memberships(), random),
                group.appearances().stream()
                        .map(appearance -> withLinks(appearance, link -> shuffled(link, random)))
                        .collect(Collectors.collectingAndThen(Collectors.toList(), list -> shuffled(list, random))));

        assertThat(Provenance.of(shuffled)).isEqualTo(Provenance.of(group));
        assertThat(Provenance.summary(shuffled)).isEqualTo(Provenance.summary(group));
    }

    @Property
    void theIdsOfSourcesDoNotMatter(@ForAll("worlds") ClaimGroup group, @ForAll Random random) {
        List<UUID> ids = group.sources().stream().map(Source::id).toList();
        List<UUID> others = shuffled(ids, random);
        ClaimGroup renumbered = withIds(group, id -> others.get(ids.indexOf(id)));

        assertThat(texts(renumbered)).isEqualTo(texts(group));
    }

    /** Ids count up as things are recorded. */
    @Property
    void theOrderOfRecordingDoesNotMatter(@ForAll("worlds") ClaimGroup group, @ForAll Random random) {
        List<UUID> ids =
                shuffled(group.appearances().stream().map(Appearance::id).toList(), random);
        List<Appearance> appearances = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Appearance appearance = group.appearances().get(i);
            appearances.add(new Appearance(ids.get(i), appearance.claim(), appearance.article(), appearance.chain()));
        }

        assertThat(texts(new ClaimGroup(group.sources(), group.memberships(), appearances)))
                .isEqualTo(texts(group));
    }

    @Property
    void anArticleThatCitesARelayChangesNoOrigin(@ForAll("worlds") ClaimGroup group, @ForAll Random random) {
        NaiveProvenance naive = new NaiveProvenance(group);
        List<Source> relays = group.sources().stream()
                .filter(source -> naive.isRelay(source.name()))
                .toList();
        Assume.that(!relays.isEmpty());
        Source cited = relays.get(random.nextInt(relays.size()));

        ClaimGroup more =
                with(group, NEWCOMER, article(NEWCOMER), List.of(new Link(List.of(cited.id()), Edtf.parse("1999"))));

        assertSameOrigins(more, group);
    }

    /** On the day of another citation; on a new one, another membership of the origin may count. */
    @Property
    void anArticleThatCitesAnOriginAgainChangesNoOrigin(@ForAll("worlds") ClaimGroup group, @ForAll Random random) {
        List<Appearance> cited = group.appearances().stream()
                .filter(appearance -> !appearance.chain().isEmpty())
                .toList();
        Assume.that(!cited.isEmpty());
        Appearance like = cited.get(random.nextInt(cited.size()));
        Article article =
                new Article(new UUID(4, 100), "New article", like.article().publishedOn(), NEWCOMER.id(), null, null);

        assertSameOrigins(with(group, NEWCOMER, article, like.chain().subList(0, 1)), group);
    }

    /** Between links without a common source: otherwise somebody would have it from himself through the relay. */
    @Property
    void aRelayInBetweenChangesNoOrigin(@ForAll("worlds") ClaimGroup group, @ForAll Random random) {
        List<Appearance> appearances = new ArrayList<>(group.appearances());
        Assume.that(!appearances.isEmpty());
        int which = random.nextInt(appearances.size());
        Appearance appearance = appearances.get(which);
        Assume.that(!appearance.chain().isEmpty());
        int at = random.nextInt(appearance.chain().size());
        UUID publisher = appearance.article().publishingSource();
        List<UUID> after = at + 1 < appearance.chain().size()
                ? appearance.chain().get(at + 1).sources()
                : publisher == null ? List.of() : List.of(publisher);
        Assume.that(Collections.disjoint(appearance.chain().get(at).sources(), after));

        List<Link> chain = new ArrayList<>(appearance.chain());
        chain.add(at + 1, new Link(List.of(NEWCOMER.id()), null));
        appearances.set(which, new Appearance(appearance.id(), CLAIM, appearance.article(), chain));
        ClaimGroup more = new ClaimGroup(plus(group.sources(), NEWCOMER), group.memberships(), appearances);

        assertSameOrigins(more, group);
    }

    // What does

    @Property
    void aNewAndUnrelatedOriginRaisesTheCountByOne(@ForAll("worlds") ClaimGroup group) {
        ClaimGroup more = with(
                with(group, NEWCOMER, article(NEWCOMER), List.of(new Link(List.of(STRANGER.id()), null))), STRANGER);

        assertThat(independent(more)).isEqualTo(independent(group) + 1);
    }

    @Property
    void aNewOriginThatTurnsOutToBeARelayRaisesNothing(@ForAll("worlds") ClaimGroup group, @ForAll Random random) {
        List<Source> known = group.sources().stream()
                .filter(source -> new NaiveProvenance(group).isRelay(source.name()))
                .toList();
        Assume.that(!known.isEmpty());
        Source relay = known.get(random.nextInt(known.size()));
        Article own = new Article(new UUID(4, 101), "Own article", null, STRANGER.id(), null, null);
        ClaimGroup more = with(
                with(group, NEWCOMER, article(NEWCOMER), List.of(new Link(List.of(STRANGER.id()), null))),
                STRANGER,
                own,
                List.of(new Link(List.of(relay.id()), null)));

        assertThat(independent(more)).isEqualTo(independent(group));
    }

    /** Where no day is known; on known days the memberships of the one might not count when the other spoke. */
    @Property
    void twoOriginsOfOneFamilyMayBeMerged(@ForAll("timelessWorlds") ClaimGroup group, @ForAll Random random) {
        List<Source> origins = group.sources().stream()
                .filter(source -> new NaiveProvenance(group).origins().contains(source.name()))
                .collect(Collectors.collectingAndThen(Collectors.toList(), list -> shuffled(list, random)));
        Assume.that(origins.size() > 1);
        List<Membership> memberships = new ArrayList<>(group.memberships());
        for (Source origin : origins.subList(0, 2)) {
            memberships.add(new Membership(origin.id(), NEWCOMER.id(), null, null));
        }
        ClaimGroup family = new ClaimGroup(plus(group.sources(), NEWCOMER), memberships, group.appearances());
        ClaimGroup merged = merged(family, origins.get(0).id(), origins.get(1).id());

        assertThat(independent(merged)).isEqualTo(independent(family));
    }

    /**
     * Except where the two cite each other: a ring of two has no origin, one source that cites itself is an origin. And
     * where nothing is part of anything: an origin that turns out to be a relay no longer joins what it was part of.
     */
    @Property
    void mergingTwoSourcesNeverRaisesTheCount(
            @ForAll("timelessWorlds") ClaimGroup world,
            @ForAll @IntRange(max = SOURCES - 1) int one,
            @ForAll @IntRange(max = SOURCES - 1) int other) {
        ClaimGroup group = new ClaimGroup(world.sources(), List.of(), world.appearances());
        Source kept = group.sources().get(one);
        Source duplicate = group.sources().get(other);
        Assume.that(one != other && kept.kind() == duplicate.kind());
        Assume.that(Provenance.of(group).rings().stream()
                .noneMatch(ring -> names(ring.sources()).containsAll(List.of(kept.name(), duplicate.name()))));

        assertThat(independent(merged(group, duplicate.id(), kept.id()))).isLessThanOrEqualTo(independent(group));
    }

    @Property(tries = 100)
    void aDuplicateOfASourceThatIsPartOfSomethingCountsOnce(
            @ForAll @IntRange(min = 1, max = 20) int articles, @ForAll Random random) {
        World world = new World().part("Ministry", "Government").part("The Ministry", "Government");
        for (int i = 0; i < articles; i++) {
            world.article("Outlet " + i, random.nextBoolean() ? "Ministry" : "The Ministry");
        }

        assertThat(world.provenance().origins().independent()).isEqualTo(1);
    }

    @Property(tries = 50)
    void outletsThatCiteEachOtherInARingHaveNoOrigin(@ForAll @IntRange(min = 2, max = 200) int outlets) {
        World world = new World();
        for (int i = 0; i < outlets; i++) {
            world.article("Outlet " + i, "Outlet " + (i + 1) % outlets);
        }
        Provenance provenance = world.provenance();

        assertThat(provenance.origins().independent()).isZero();
        assertThat(provenance.rings()).singleElement().satisfies(ring -> {
            assertThat(ring.steps()).hasSize(outlets);
            assertThat(ring.exit()).isFalse();
        });
        assertThat(provenance.falseConfirmations()).isEmpty();
    }

    @Property(tries = 50)
    void anyNumberOfArticlesThatRelayOneWireReportAreOneOrigin(@ForAll @IntRange(min = 1, max = 100) int articles) {
        World world = new World().article("Wire", "Ministry");
        for (int i = 0; i < articles; i++) {
            world.article("Outlet " + i, "Wire");
        }
        Provenance provenance = world.provenance();

        assertThat(provenance.origins().independent()).isEqualTo(1);
        assertThat(provenance.falseConfirmations()).hasSize(articles);
    }

    // Changes to worlds

    private static int independent(ClaimGroup group) {
        return Provenance.of(group).origins().independent();
    }

    private static void assertSameOrigins(ClaimGroup one, ClaimGroup other) {
        assertThat(originNames(one)).isEqualTo(originNames(other));
        assertThat(independent(one)).isEqualTo(independent(other));
    }

    private static Set<Set<String>> originNames(ClaimGroup group) {
        return Provenance.of(group).origins().origins().stream()
                .map(origin -> names(origin.sources()))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(List<Speaker> speakers) {
        return speakers.stream().map(Speaker::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> texts(ClaimGroup group) {
        return Provenance.of(group).explanation().stream().map(Sentence::text).toList();
    }

    private static Article article(Source publisher) {
        return new Article(new UUID(4, 100), "New article", null, publisher.id(), null, null);
    }

    private static ClaimGroup with(ClaimGroup group, Source source) {
        return new ClaimGroup(plus(group.sources(), source), group.memberships(), group.appearances());
    }

    private static ClaimGroup with(ClaimGroup group, Source source, Article article, List<Link> chain) {
        Appearance appearance =
                new Appearance(new UUID(3, article.id().getLeastSignificantBits()), CLAIM, article, chain);
        return new ClaimGroup(
                plus(group.sources(), source), group.memberships(), plus(group.appearances(), appearance));
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Appearance withLinks(Appearance appearance, UnaryOperator<List<UUID>> change) {
        List<Link> chain = appearance.chain().stream()
                .map(link -> new Link(change.apply(link.sources()), link.saidOn()))
                .toList();
        return new Appearance(appearance.id(), appearance.claim(), appearance.article(), chain);
    }

    private static ClaimGroup merged(ClaimGroup group, UUID duplicate, UUID kept) {
        ClaimGroup merged = withIds(group, id -> id.equals(duplicate) ? kept : id);
        return new ClaimGroup(
                group.sources().stream()
                        .filter(source -> !source.id().equals(duplicate))
                        .toList(),
                merged.memberships().stream()
                        .filter(membership -> !membership.source().equals(membership.partOf()))
                        .toList(),
                merged.appearances());
    }

    private static ClaimGroup withIds(ClaimGroup group, UnaryOperator<UUID> change) {
        return new ClaimGroup(
                group.sources().stream()
                        .map(source -> new Source(change.apply(source.id()), source.name(), source.kind()))
                        .toList(),
                group.memberships().stream()
                        .map(membership -> new Membership(
                                change.apply(membership.source()),
                                change.apply(membership.partOf()),
                                membership.from(),
                                membership.until()))
                        .toList(),
                group.appearances().stream()
                        .map(appearance -> {
                            Article article = appearance.article();
                            UUID publisher = article.publisher();
                            UUID ofSite = article.publisherOfSite();
                            Article changed = new Article(
                                    article.id(),
                                    article.title(),
                                    article.publishedOn(),
                                    publisher == null ? null : change.apply(publisher),
                                    ofSite == null ? null : change.apply(ofSite),
                                    article.site());
                            Appearance linked = withLinks(
                                    appearance,
                                    link -> link.stream().map(change).distinct().toList());
                            return new Appearance(linked.id(), linked.claim(), changed, linked.chain());
                        })
                        .toList());
    }

    // Worlds

    @Provide
    Arbitrary<ClaimGroup> worlds() {
        return worlds(dates());
    }

    @Provide
    Arbitrary<ClaimGroup> timelessWorlds() {
        return worlds(Arbitraries.just("").map(none -> null));
    }

    private static Arbitrary<@Nullable Edtf> dates() {
        return Arbitraries.of("2021", "2022-06", "2023", "2022/2023", "../2022", "/2022", "2023/")
                .map(Edtf::parse)
                .injectNull(0.3);
    }

    private static Arbitrary<ClaimGroup> worlds(Arbitrary<@Nullable Edtf> dates) {
        Arbitrary<List<SourceKind>> kinds = Arbitraries.of(
                        SourceKind.ORGANIZATION, SourceKind.ORGANIZATION, SourceKind.UNNAMED)
                .list()
                .ofSize(SOURCES);
        return Combinators.combine(
                        kinds,
                        memberships(dates).list().ofMaxSize(5),
                        places(dates).list().ofMaxSize(6))
                .as(ProvenancePropertiesTest::group);
    }

    private record Place(int publisher, @Nullable Edtf publishedOn, List<Link> chain) {}

    /** Of a source only in one with a higher number, so that no source is part of itself. */
    private static Arbitrary<Membership> memberships(Arbitrary<@Nullable Edtf> dates) {
        Arbitrary<Integer> parts = Arbitraries.integers().between(0, SOURCES - 2);
        return parts.flatMap(part -> Combinators.combine(
                        Arbitraries.integers().between(part + 1, SOURCES - 1), dates, dates)
                .as((whole, from, until) -> new Membership(source(part), source(whole), from, until)));
    }

    private static Arbitrary<Place> places(Arbitrary<@Nullable Edtf> dates) {
        Arbitrary<List<UUID>> speakers = Arbitraries.integers()
                .between(0, SOURCES - 1)
                .map(ProvenancePropertiesTest::source)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements();
        Arbitrary<Link> links = Combinators.combine(speakers, dates).as(Link::new);
        // Two numbers beyond the sources are sites, the third is a publisher whom nobody knows, the fourth one
        // inferred.
        return Combinators.combine(
                        Arbitraries.integers().between(0, SOURCES + 3),
                        dates,
                        links.list().ofMaxSize(3))
                .as(Place::new);
    }

    private static UUID source(int number) {
        return new UUID(2, number);
    }

    private static ClaimGroup group(List<SourceKind> kinds, List<Membership> memberships, List<Place> places) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < SOURCES; i++) {
            sources.add(new Source(source(i), "Source " + i, kinds.get(i)));
        }
        List<Appearance> appearances = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            int publisher = place.publisher();
            // Every third appearance stands in the article of the one before.
            Article article = i % 3 == 2
                    ? appearances.get(i - 1).article()
                    : new Article(
                            new UUID(4, i),
                            "Article " + i,
                            place.publishedOn(),
                            publisher < SOURCES ? source(publisher) : null,
                            publisher == SOURCES + 3 ? source(1) : null,
                            publisher == SOURCES || publisher == SOURCES + 1 || publisher == SOURCES + 3
                                    ? new Site("host%d.example".formatted(publisher))
                                    : null);
            appearances.add(new Appearance(new UUID(3, i), CLAIM, article, place.chain()));
        }
        return new ClaimGroup(sources, memberships, appearances);
    }
}

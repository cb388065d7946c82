package org.claimtrail.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ListedStandings;
import org.claimtrail.claim.ListedStandings.StandingTables;
import org.claimtrail.claim.Status;
import org.claimtrail.database.Selection;
import org.claimtrail.demo.DemoData;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RandomChanges;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Lists select and sort by standing as each claim's own standing tells it. */
class ListedStandingsTest extends ApiTest {

    @Autowired
    private DemoData demo;

    @Autowired
    private ListedStandings listed;

    @Autowired
    private StoredStandings stored;

    @Autowired
    private Standings standings;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void theClaimsOfTheDemoAreFoundByHowTheyStand() {
        demo.load();

        assertThat(numbers("?denied=true")).contains(1).doesNotContain(3);
        assertThat(numbers("?denied=true&singleSource=true&suggestedStatus=CONTESTED"))
                .contains(1);
        assertThat(numbers("?originsMin=2")).isNotEmpty().doesNotContain(1);
        assertThat(api.get("/claims/counts?by=kind&denied=true").body().at("/items"))
                .isNotEmpty();
        assertThat(api.get("/sources/" + api.get("/sources?q=korea").items("id").get(0) + "/claims?denied=false")
                        .status())
                .isEqualTo(200);
        assertListsAgreeWithStandings();
    }

    @Test
    void pagesInTheOrderOfOriginsNeitherRepeatNorSkip() {
        demo.load();

        for (String sort : List.of("origins", "-origins")) {
            List<String> paged = new ArrayList<>();
            String path = "/claims?limit=7&sort=" + sort;
            for (String cursor = ""; cursor != null; ) {
                Answer page = api.get(path + cursor);
                paged.addAll(page.items("id"));
                cursor = page.body().get("next").isNull() ? null : "&cursor=" + page.at("/next");
            }
            assertThat(paged)
                    .hasSize((int) count("claim"))
                    .isEqualTo(api.get("/claims?limit=200&sort=" + sort).items("id"));
        }
    }

    @Test
    void aListSeesWhatWasJustChangedAlsoPastTheApi() {
        api.created("/claims", json("""
                {"text": "Said.", "kind": "FACT", "appearances": [
                    {"article": {"url": "https://one.example/", "publisher": {"name": "One", "kind": "PUBLICATION"}}},
                    {"article": {"url": "https://two.example/", "publisher": {"name": "Two", "kind": "PUBLICATION"}}}]}"""));
        assertThat(numbers("?singleSource=false")).containsExactly(1);

        db.sql("update article set publisher_id = (select id from source where name = 'One')")
                .update();
        assertThat(numbers("?singleSource=false")).isEmpty();

        db.sql("delete from appearance").update();
        assertThat(numbers("?originsMin=1")).isEmpty();
        assertThat(numbers("?originsMin=0")).containsExactly(1);
    }

    @Test
    void aPredictionIsOverdueUntilItsOutcomeIsRecorded() {
        api.created("/claims", claim("It will rain.").put("kind", "PREDICTION").put("resolvesBy", "2020"));
        api.created("/claims", claim("It will snow.").put("kind", "PREDICTION").put("resolvesBy", "2999"));
        api.created("/claims", claim("It rains."));

        assertThat(numbers("?overdue=true")).containsExactly(1);
        assertThat(numbers("?overdue=false")).containsExactlyInAnyOrder(2, 3);

        api.created("/claims/C-1/assessments", Map.of("summary", "It rained."));
        assertThat(numbers("?overdue=true")).isEmpty();
    }

    @Test
    void aListThatFindsNothingChangedTakesFewStatements() {
        demo.load();
        stored.catchUp();

        assertThat(StatementCounter.of(() -> api.get("/claims?denied=true"))).isLessThanOrEqualTo(4);
    }

    @Test
    void aTransactionMarksAThingOnceHoweverMuchOfItChanges() {
        api.created("/claims", containers());

        assertThat(db.sql("select kind from standing_mark order by kind")
                        .query(String.class)
                        .list())
                .containsExactly("CLAIM", "SITE");
    }

    /** However many others name it. */
    @Test
    void aClaimThatNamesAPopularSourceMarksItselfAlone() {
        for (int i = 0; i < 5; i++) {
            api.created("/claims", containers());
        }
        stored.catchUp();

        api.created("/claims", containers());

        assertThat(db.sql("select distinct about_id from standing_mark")
                        .query(UUID.class)
                        .list())
                .isEqualTo(db.sql("select id from claim where number = 6")
                        .query(UUID.class)
                        .list());
    }

    @Test
    void readingWhatWasChangedStoresNothing() {
        demo.load();
        long marks = count("standing_mark");

        assertThat(numbers("?denied=true")).contains(1);

        assertThat(count("claim_standing")).isZero();
        assertThat(count("standing_mark")).isEqualTo(marks);
    }

    /** A transaction that holds whatever those who store might wait for. */
    @Test
    void nobodyWaitsForWhoeverStores() {
        demo.load();
        TransactionTemplate transaction = new TransactionTemplate(transactions);

        transaction.executeWithoutResult(storing -> {
            db.sql("select pg_advisory_xact_lock(hashtextextended('claimtrail standings', 0))")
                    .query()
                    .singleRow();
            db.sql("delete from standing_mark").update();
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                assertThat(numbers("?denied=true")).contains(1);
                api.created("/claims", containers());
                stored.catchUp();
                stored.compareRules();
            });
            assertThat(others).succeedsWithin(Duration.ofSeconds(20));
            storing.setRollbackOnly();
        });
        assertThat(count("claim_standing")).isZero();
    }

    @Test
    void whatWasChangedIsComputedAheadOfReaders() {
        demo.load();
        assertThat(count("standing_mark")).isPositive();

        stored.catchUp();

        assertThat(count("standing_mark")).isZero();
        assertThat(count("claim_standing")).isEqualTo(count("claim"));
    }

    @Test
    void otherSettingsHaveEverythingComputedAnew() {
        demo.load();
        stored.compareRules();
        stored.catchUp();
        db.sql("update claim_standing set origins = 77").update();
        stored.compareRules();
        assertThat(count("standing_mark")).isZero();

        db.sql("update standing_basis set rules = 'others'").update();
        stored.compareRules();

        assertThat(numbers("?originsMin=77")).isEmpty();
        assertListsAgreeWithStandings();
    }

    /** A figure is held against all of its measure, however many there are. */
    @Test
    void figuresOfALargeMeasureAreFoundInConflict() {
        api.created("/claims", json("""
                {"text": "The first.", "kind": "FIGURE", "figures": [
                    {"measure": {"name": "boxes"}, "qualifier": "EXACT", "amount": 1}]}"""));
        db.sql("""
                        insert into claim (id, revision, text, kind, created_at, updated_at)
                        select gen_random_uuid(), 0, 'One of many', 'FIGURE', now(), now() from generate_series(2, 520)""").update();
        db.sql("""
                        insert into figure (id, claim_id, position, measure_id, qualifier, amount)
                        select gen_random_uuid(), c.id, 0, m.id, 'EXACT', case when c.number in (2, 20) then 1 else 2 end
                        from claim c cross join measure m where c.number > 1""").update();

        for (boolean stored : List.of(false, true)) {
            assertThat(api.get("/claims?figureConflict=true&limit=1&count=true").at("/total"))
                    .isEqualTo("520");
            for (int number : List.of(1, 2, 3, 20, 21, 520)) {
                boolean one = List.of(1, 2, 20).contains(number);
                Answer standing = api.get("/claims/C-" + number + "/standing");
                assertThat(standing.body().get("figureConflicts"))
                        .as("C-%d", number)
                        .hasSize(one ? 20 : 3);
                assertThat(standing.at("/figureConflictTotal/exact")).isEqualTo(String.valueOf(!one || !stored));
                assertThat(standing.body().at("/figureConflictTotal/of").intValue())
                        .isEqualTo(one ? stored ? 200 : 517 : 3);
            }
            this.stored.catchUp();
        }
    }

    @Test
    void whatIsWrongWithAFilterIsTold() {
        assertThat(api.get("/claims?denied=maybe").status()).isEqualTo(400);
        assertThat(api.get("/claims?originsMin=-1").status()).isEqualTo(400);
        assertThat(api.get("/claims?suggestedStatus=TRUE").status()).isEqualTo(400);
        assertThat(api.get("/claims?overdue=true&overdue=false").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void listsAgreeWithStandingsAfterAnyChanges(long seed) {
        RandomChanges changes = new RandomChanges(api, seed);
        for (int i = 0; i < 120; i++) {
            changes.next();
            if (i % 15 == 14) {
                assertListsAgreeWithStandings();
            }
        }
    }

    @Test
    void listsAreRightAtEveryMomentWhileOthersWrite() {
        AtomicInteger writers = new AtomicInteger(4);
        Race.of(5, runner -> {
            if (runner == 0) {
                do {
                    listed.read(true, new Selection(), this::assertKnownIsComputed);
                } while (writers.get() > 0);
            } else {
                RandomChanges changes = new RandomChanges(api, runner);
                for (int i = 0; i < 100; i++) {
                    changes.next();
                }
                writers.decrementAndGet();
            }
            return runner;
        });

        assertThat(count("claim")).isPositive();
        assertListsAgreeWithStandings();
    }

    @Test
    void readersDoNotGetInTheWayOfEachOther() {
        demo.load();

        assertThatNoException()
                .isThrownBy(() -> Race.of(8, runner -> {
                    assertThat(numbers("?denied=true")).contains(1);
                    return runner;
                }));
    }

    /** Every list that a filter gives has the claims whose own standing says so. */
    private void assertListsAgreeWithStandings() {
        Map<Integer, JsonNode> standing = new TreeMap<>();
        api.get("/claims?limit=200&sort=number")
                .items("number")
                .forEach(number -> standing.put(
                        Integer.valueOf(number),
                        api.get("/claims/C-" + number + "/standing").body()));

        assertList("singleSource", standing, one -> one.get("singleSource").booleanValue());
        assertList("denied", standing, one -> !one.get("denials").isEmpty());
        assertList("contradicted", standing, one -> !one.get("contradictions").isEmpty());
        assertList(
                "figureConflict", standing, one -> !one.get("figureConflicts").isEmpty());
        assertList("overdue", standing, one -> one.get("overdue").booleanValue());
        for (Status status : Status.values()) {
            assertThat(numbers("?suggestedStatus=" + status))
                    .as("suggested %s", status)
                    .containsExactlyElementsOf(matching(
                            standing,
                            one -> one.get("suggestedStatus").stringValue().equals(status.name())));
        }
        assertCounts(
                "suggestedStatus",
                standing.values().stream().map(one -> one.get("suggestedStatus").stringValue()));
        assertThat(api.get("/claims/counts?by=denied,kind").items("count").stream()
                        .mapToInt(Integer::parseInt)
                        .sum())
                .isEqualTo(standing.size());
        for (int least = 0; least < 5; least++) {
            int origins = least;
            assertThat(numbers("?originsMin=" + least))
                    .as("at least %d origins", least)
                    .containsExactlyElementsOf(matching(
                            standing, one -> one.get("independentOrigins").intValue() >= origins));
        }
        assertThat(api.get("/claims?limit=200&sort=origins").items("number").stream()
                        .map(number -> standing.get(Integer.valueOf(number))
                                .get("independentOrigins")
                                .intValue()))
                .hasSize(standing.size())
                .isSortedAccordingTo(Comparator.naturalOrder());
    }

    private void assertList(String filter, Map<Integer, JsonNode> standing, Predicate<JsonNode> is) {
        assertThat(numbers("?" + filter + "=true")).as(filter).containsExactlyElementsOf(matching(standing, is));
        assertThat(numbers("?" + filter + "=false"))
                .as("not %s", filter)
                .containsExactlyElementsOf(matching(standing, is.negate()));
        assertCounts(filter, standing.values().stream().map(one -> String.valueOf(is.test(one))));
    }

    /** So many claims are counted by it as are in the lists that it gives. */
    private void assertCounts(String by, Stream<String> keys) {
        Map<String, Integer> counts = new TreeMap<>();
        keys.forEach(key -> counts.merge(key, 1, Integer::sum));
        Map<String, Integer> counted = new TreeMap<>();
        api.get("/claims/counts?by=" + by)
                .body()
                .get("items")
                .forEach(item -> counted.put(
                        item.get("key").stringValue(), item.get("count").intValue()));
        assertThat(counted).as("counted by %s", by).isEqualTo(counts);
    }

    private static List<Integer> matching(Map<Integer, JsonNode> standing, Predicate<JsonNode> is) {
        return standing.entrySet().stream()
                .filter(one -> is.test(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Integer> numbers(String query) {
        Answer list = api.get("/claims" + query + "&limit=200&sort=number");
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        return list.items("number").stream().map(Integer::valueOf).toList();
    }

    /** In the snapshot of the caller: what lists know of each claim is what its standing, computed alone, comes to. */
    private boolean assertKnownIsComputed(StandingTables known) {
        assertThat(db.sql("show transaction_isolation").query(String.class).single())
                .isEqualTo("repeatable read");
        record Row(UUID claim, String standing) {}
        List<Row> rows = db.sql("""
                        select c.id, concat_ws(' ', st.origins, st.denied::text, st.contradicted::text,
                            st.suggested_status,
                            (exists (select from %s f where f.claim_id = c.id))::text)
                        from claim c left join %s st on st.claim_id = c.id
                        where c.deleted_at is null""".formatted(known.conflictTable(), known.standingTable()))
                .params(known.bindTo(new Selection()).values())
                .query((row, n) -> new Row(row.getObject(1, UUID.class), row.getString(2)))
                .list();
        assertThat(rows).allSatisfy(row -> {
            JsonNode standing = standings.read(ClaimKey.of(row.claim())).tree();
            assertThat(row.standing())
                    .isEqualTo("%s %s %s %s %s"
                            .formatted(
                                    standing.get("independentOrigins").intValue(),
                                    !standing.get("denials").isEmpty(),
                                    !standing.get("contradictions").isEmpty(),
                                    standing.get("suggestedStatus").stringValue(),
                                    !standing.get("figureConflicts").isEmpty()));
        });
        return true;
    }
}

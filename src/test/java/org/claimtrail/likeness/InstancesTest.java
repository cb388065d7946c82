package org.claimtrail.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.claimtrail.claim.Claims;
import org.claimtrail.likeness.LikenessSettings.Model;
import org.claimtrail.platform.Query;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Likeness as several instances find it, and one that was started anew: each has a copy of its own. */
class InstancesTest extends ApiTest {

    private static final String ASKED = "A comet was seen from Portugal.";
    private static final LikenessSettings.Onnx NO_DIRECTORY = new LikenessSettings.Onnx(null, "");
    private static final LikenessSettings.Endpoint NO_ENDPOINT = new LikenessSettings.Endpoint(
            null, null, null, null, "", 8000, Duration.ofSeconds(5), List.of(Duration.ofSeconds(1)));

    @Autowired
    private Meanings meanings;

    @Autowired
    private Words words;

    @Autowired
    private Claims claims;

    @Autowired
    private PlatformTransactionManager transactions;

    @TempDir
    private Path dir;

    @Test
    void allAnswerTheSame() {
        Likeness one = instance(Model.MINILM);
        for (String text :
                List.of("A comet was seen above Lisbon.", "Whales sleep upright.", "The bridge was closed.")) {
            api.created("/claims", claim(text));
        }
        assertThat(find(one, ASKED)).isEqualTo(here(ASKED)).contains("COMPLETE");

        api.patch("/claims/C-1", Map.of("text", "The comet above Lisbon was a satellite."), "*");
        api.delete("/claims/C-2", "*");
        api.created("/claims", claim("Astronomers in Porto saw a comet."));

        Likeness startedAnew = instance(Model.MINILM);
        assertThat(find(one, ASKED)).isEqualTo(here(ASKED)).isEqualTo(find(startedAnew, ASKED));
        assertThat(here(ASKED)).contains("satellite", "Porto").doesNotContain("Whales");
    }

    /** What commits late has a lower number than what was read meanwhile. */
    @Test
    void whatCommitsLateIsNotMissed() throws Exception {
        Likeness one = instance(Model.MINILM);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> late = other.submit(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                claims.record(claim("A comet was seen above Lisbon."));
                written.countDown();
                try {
                    read.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
            written.await();
            api.created("/claims", claim("The bridge was closed."));
            assertThat(find(one, ASKED)).doesNotContain("Lisbon");
            read.countDown();
            late.get();
        } finally {
            read.countDown();
            other.shutdown();
        }

        assertThat(find(one, ASKED)).contains("Lisbon");
    }

    /** A request with an Idempotency-Key asks within the transaction in which it then records. */
    @Test
    void whatTheAskerItselfWritesAfterwardsIsNotMissed() {
        Likeness one = instance(Model.MINILM);
        find(one, ASKED);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            db.sql("select pg_current_xact_id()").query().singleRow();
            find(one, ASKED);
            claims.record(claim("A comet was seen above Lisbon."));
        });

        assertThat(find(one, ASKED)).contains("Lisbon", "COMPLETE");
    }

    @Test
    void withoutAModelClaimsAreFoundByTheirWords() {
        api.created("/claims", claim("A comet was seen above Lisbon."));
        api.created("/claims", claim("Whales sleep upright."));

        String found = find(instance(Model.NONE), ASKED);

        assertThat(found).contains("Lisbon", "ABSENT", "\"comet\"").doesNotContain("Whales", "\"semantic\":0");
    }

    @Test
    void aModelThatCannotBeLoadedIsNoFault() {
        Meanings broken = new Meanings(settings(Model.MINILM), settings -> {
            throw new UnsatisfiedLinkError("not for this machine");
        });
        api.created("/claims", claim("A comet was seen above Lisbon."));

        assertThat(find(instance(broken, Model.MINILM), ASKED)).contains("Lisbon", "ABSENT");
    }

    @Test
    void vectorsAreComputedAheadOfThoseWhoAsk() throws Exception {
        db.sql("""
                insert into claim (id, revision, text, kind, created_at, updated_at)
                select gen_random_uuid(), 0, 'Statement about case ' || n, 'FACT', now(), now()
                from generate_series(1, 200) n""").update();
        Vectors vectors = new Vectors(meanings, settings(Model.MINILM, Duration.ofMillis(20)), db, transactions);
        vectors.start();
        try {
            for (long end = System.nanoTime() + Duration.ofSeconds(30).toNanos(); due() > 0; Thread.sleep(20)) {
                assertThat(System.nanoTime()).as("after 30 s").isLessThan(end);
            }
        } finally {
            vectors.stop();
        }

        assertThat(here("case 77")).contains("COMPLETE");
    }

    private long due() {
        return db.sql("select count(*) from claim_vector where model is null and text_hash is not null")
                .query(Long.class)
                .single();
    }

    private String here(String text) {
        return api.post("/claims/similar", Map.of("text", text)).text();
    }

    private static String find(Likeness instance, String text) {
        return new String(instance.find(json("{}").put("text", text), new Query(Map.of())), StandardCharsets.UTF_8);
    }

    private Likeness instance(Model model) {
        return instance(model == Model.NONE ? new Meanings(settings(model)) : meanings, model);
    }

    private Likeness instance(Meanings ofInstance, Model model) {
        LikenessSettings settings = settings(model);
        return new Likeness(
                ofInstance, new Vectors(ofInstance, settings, db, transactions), words, claims, settings, db);
    }

    private LikenessSettings settings(Model model) {
        return settings(model, Duration.ofDays(1));
    }

    private LikenessSettings settings(Model model, Duration catchUpEvery) {
        return new LikenessSettings(model, null, 0.7, 0.62, catchUpEvery, dir, NO_DIRECTORY, NO_ENDPOINT);
    }
}

package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.EventStream;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A record that goes on upon a server which counts its transactions from another number, or which lacks the last changes. */
class MovedRecordTest extends ApiTest {

    @Autowired
    private ChangeNews news;

    @LocalServerPort
    private int port;

    @Test
    void aDumpOnAnotherServerCountsOnAndTellsNobodyUntilToldTo() {
        for (int i = 0; i < 20; i++) {
            api.created("/topics", Map.of("name", "Topic " + i));
        }
        String last = api.get("/changes?after=now").at("/next");
        String then = api.get("/topics").items("name").toString();
        long highest = highest();
        // As if this server had made fewer transactions than the one that the record comes from, just so many that the
        // next one
        // has the number of one that is there.
        owner.sql("""
                        update history.numbering
                        set server = '1/00000001/1', shift = :highest - 5 - cast(pg_current_xact_id() as text)::bigint""").param("highest", highest).update();

        api.created("/topics", Map.of("name", "Of today"));

        assertThat(highest()).isGreaterThan(highest + 1000);
        assertThat(api.get("/changes?after=" + last).items("type")).containsExactly("topic.created");
        String before = db.sql("select rfc3339(max(at)) from history.change_set where id <= cast(:n as xid8)")
                .param("n", Long.toString(highest))
                .query(String.class)
                .single();
        assertThat(api.get("/topics?asOf=" + before).items("name")).hasToString(then);
        assertThat(count("history.move where is_copy")).isEqualTo(1);
        Answer held = api.get("/outgoing");
        assertThat(held.body().at("/held").booleanValue()).isTrue();
        assertThat(held.at("/heldSince")).isNotBlank();
        assertThat(api.post("/outgoing/release", null).body().at("/heldSince").isNull())
                .isTrue();
        assertThat(api.get("/outgoing").body().at("/held").booleanValue()).isFalse();
    }

    @Test
    void whoKnowsMoreThanAStandbyThatTookOverIsToldWhereToGoOn() {
        api.created("/topics", Map.of("name", "Kept"));
        String kept = api.get("/changes?after=now").at("/next");
        String known = lost();
        assertThat(api.get("/changes?after=" + known).problem()).isEqualTo("invalid-query");
        takeOver();

        // Before anything was changed there, and after.
        Answer early = api.get("/changes?after=" + known);
        api.created("/topics", Map.of("name", "After it"));
        Answer late = api.get("/changes?after=" + known);

        for (Answer gone : new Answer[] {early, late}) {
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.problem()).isEqualTo("lost");
            assertThat(gone.at("/after")).isEqualTo(kept);
        }
        assertThat(api.get("/topics?asOf=" + late.at("/asOf")).items("name")).containsExactly("Kept");
        assertThat(api.get("/changes?after=" + late.at("/after")).items("type")).containsExactly("topic.created");
        assertThat(api.get("/outgoing").body().at("/held").booleanValue()).isFalse();
        // As cursors were before.
        assertThat(api.get("/changes?after=" + kept.substring(0, kept.lastIndexOf('.')))
                        .items("type"))
                .containsExactly("topic.created");
        // What was never anywhere since.
        assertThat(api.get("/changes?after=" + lost()).problem()).isEqualTo("invalid-query");
    }

    @Test
    void aStreamThatToldWhatIsLostEnds() throws Exception {
        api.created("/topics", Map.of("name", "Kept"));
        try (EventStream stream = EventStream.open(port, People.token(Role.READER), "")) {
            api.created("/topics", Map.of("name", "Lost"));
            String told = stream.next().id();
            owner.sql("delete from history.change where change_set_id = cast(:n as xid8)")
                    .param("n", told.substring(0, told.indexOf('.')))
                    .update();
            takeOver();
            // As when the connection is lost.
            news.stop();
            news.start();

            await().until(stream::isOver);

            assertThat(EventStream.open(port, People.token(Role.READER), "?after=" + told)
                            .status())
                    .isEqualTo(410);
        }
    }

    @Test
    void noChangeJoinsAChangeSetThatHasItsTime() {
        assertThatThrownBy(() -> owner.sql("""
                        do $$
                        begin
                            insert into topic (id, name, created_at, revision, updated_at) values (gen_random_uuid(), 'One', now(), 1, now());
                            set constraints all immediate;
                            insert into topic (id, name, created_at, revision, updated_at) values (gen_random_uuid(), 'Two', now(), 1, now());
                        end
                        $$""").update()).hasStackTraceContaining("have their time already");
        assertThat(count("topic")).isZero();
    }

    /** As if this server were one that followed the one that there was, and had taken over. */
    private void takeOver() {
        owner.sql("update history.numbering set server = regexp_replace(server, '/.*/', '/00000000/')")
                .update();
    }

    private long highest() {
        return db.sql("select max(id::text::bigint) from history.change_set")
                .query(Long.class)
                .single();
    }

    /** A cursor of a change of now that is not there. */
    private String lost() {
        return db.sql("""
                        select max(id::text::bigint) + 1 || '.topic.' || :id || '.'
                            || (extract(epoch from clock_timestamp()) * 1000000)::bigint
                        from history.change_set""")
                .param("id", UUID.randomUUID().toString())
                .query(String.class)
                .single();
    }
}

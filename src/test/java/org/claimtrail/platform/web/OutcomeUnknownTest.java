package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection breaks while the database commits. */
class OutcomeUnknownTest extends PageTest {

    @BeforeEach
    void breakConnectionsAtTheEnd() {
        owner.sql("""
                create or replace function end_of_connection() returns trigger language plpgsql as
                'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'""").update();
        for (String table : new String[] {"topic", "claim"}) {
            owner.sql("create constraint trigger end_of_connection after insert on " + table
                            + " deferrable initially deferred for each row execute function end_of_connection()")
                    .update();
        }
        owner.sql("grant execute on function end_of_connection() to public").update();
    }

    @AfterEach
    void keepConnections() {
        owner.sql("drop function if exists end_of_connection() cascade").update();
    }

    @Test
    void nobodyIsToldThatNothingWasChanged() throws Exception {
        Answer one = api.post("/topics", Map.of("name", "Perhaps"));
        assertThat(one.status()).isEqualTo(503);
        assertThat(one.problem()).isEqualTo("outcome-unknown");
        assertThat(one.header("Retry-After")).isEqualTo("1");
        assertThat(one.at("/detail")).contains("same Idempotency-Key").doesNotContain("Nothing was changed");

        // Together with others: made again one by one, they could be there twice.
        Race.of(6, n -> api.post("/claims", Bodies.containers()).problem())
                .forEach(problem -> assertThat(problem).isEqualTo("outcome-unknown"));

        Browser desk = signedIn(Role.CONTRIBUTOR);
        Page form = desk.open("/topics/new");
        Page told = desk.submit(form, "#form", "/name", "Perhaps, too");
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.document().text())
                .contains("may have been made, or not")
                .doesNotContain("Nothing was changed");

        keepConnections();
        assertThat(api.post("/topics", Map.of("name", "Perhaps")).status()).isEqualTo(201);
    }
}

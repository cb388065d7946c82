package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.watching.LookedAt;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Watching, the bell and the notices, without scripts. */
class NoticePagesTest extends PageTest {

    @Autowired
    private BeanFactory beans;

    private static String bell(Page page) {
        return page.document().expectFirst("header .bell").text();
    }

    @Test
    void whatIsWatchedIsToldInWordsUntilItIsRead() {
        api.created("/claims", containers());
        String claim = api.get("/claims/C-1").id();
        String topic = api.get("/topics").items("id").get(0);
        Browser reader = signedIn(Role.READER);
        for (String path : List.of(
                "/claims/C-1",
                "/topics/" + topic,
                "/sources/" + api.get("/claims/C-1").at("/about/0/id"),
                "/measures/" + api.get("/claims/C-1").at("/figures/0/measure/id"),
                "/articles/" + api.get("/claims/C-1").at("/appearances/0/article/id"))) {
            Page watched = reader.submit(reader.open(path), "form.watch");
            assertThat(watched.text()).as(path).contains("You watch this").contains("Stop watching");
            assertThat(watched.address().getPath()).isEqualTo(path);
        }
        assertThat(bell(reader.open("/"))).isEqualTo("Notices");

        api.patch("/claims/C-1", Map.of("place", "Vladivostok"), "*");
        api.created("/claims/C-1/notes", Map.of("text", "Ask the port, @reader."));
        LookedAt.allChanges(beans);

        Page notices = reader.open("/notices");
        assertThat(bell(notices)).isEqualTo("Notices 2 unread");
        assertThat(notices.document().select(".notice")).hasSize(2);
        assertThat(notices.text())
                .contains("You are mentioned in a note")
                .contains("You watch the topic arms transfers")
                .contains("Claim updated by admin")
                .contains("Vladivostok")
                .contains("Ask the port, @reader.")
                .doesNotContain(claim);
        assertThat(notices.document().select(".notice h3 a").eachAttr("href")).containsOnly("/claims/C-1");

        Page one = reader.submit(notices, ".notice form");
        assertThat(one.document().select(".notice")).hasSize(1);
        assertThat(bell(one)).isEqualTo("Notices 1 unread");
        Page none = reader.submit(one, "main > form");
        assertThat(none.text()).contains("All are marked as read.").contains("Nothing that you have not read.");
        assertThat(bell(none)).isEqualTo("Notices");
        assertThat(reader.open("/notices/all").document().select(".notice")).hasSize(2);
        // The past has a bell, too, and nothing to watch.
        Page past = reader.open("/claims/C-1?asOf=" + Instant.now());
        assertThat(past.status()).isEqualTo(200);
        assertThat(past.document().select("form.watch")).isEmpty();

        Page list = reader.open("/watching");
        assertThat(list.document().select("tbody tr")).hasSize(5);
        list = reader.submit(list, "tbody tr form");
        assertThat(list.document().select("tbody tr")).hasSize(4);
    }

    @Test
    void whatIsGoneIsToldWithoutItsWords() {
        Browser reader = signedIn(Role.READER);
        api.created("/claims", claim("Secret."));
        api.created("/claims", claim("Shown."));
        api.created(
                "/claims/C-1/relations",
                Map.of(
                        "type",
                        "REPEATS",
                        "to",
                        Map.of("id", api.get("/claims/C-2").id())));
        reader.submit(reader.open("/claims/C-2"), "form.watch");
        api.delete(
                "/claims/C-1/relations/"
                        + api.get("/claims/C-1/relations").items("id").get(0),
                "*");
        LookedAt.allChanges(beans);
        assertThat(reader.open("/notices").text()).contains("Secret.");
        api.delete("/claims/C-1", "*");
        api.post("/claims/C-1/purge", Map.of("reason", "By order."));

        Page notices = reader.open("/notices");
        assertThat(notices.text()).doesNotContain("Secret.").contains("C-2: Shown.");

        Browser contributor = signedIn(Role.CONTRIBUTOR);
        Page searches = contributor.post(
                "/searches",
                Map.of(
                        "_csrf",
                        contributor
                                .open("/account")
                                .document()
                                .expectFirst("input[name=_csrf]")
                                .val(),
                        "name",
                        "Facts",
                        "filters",
                        "kind=FACT"));
        assertThat(contributor.submit(searches, "form.watch").text()).contains("You watch this saved search");
    }
}

package org.claimtrail.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.source;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.claimtrail.history.ChangeNews;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.savedsearch.SavedSearches;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Who is told what, once, and of nothing else. */
class NoticesTest extends ApiTest {

    @Autowired
    private NoticedChanges changes;

    @Autowired
    private WatchedSearches watchedSearches;

    @Autowired
    private SavedSearches searches;

    @Autowired
    private Notices notices;

    @Autowired
    private ChangeNews news;

    private Api reader;
    private Api reviewer;

    @BeforeEach
    void people() {
        reader = api.as(Role.READER);
        reviewer = api.as(Role.REVIEWER);
    }

    private static void watch(Api who, String kind, Object id) {
        assertThat(who.send("PUT", "/watches/" + kind + "/" + id, null, null).status())
                .isEqualTo(204);
    }

    /** The notices of somebody, once all is looked at that was changed: the newest first. */
    private JsonNode notices(Api who) {
        while (changes.next()) {
            // There may be more.
        }
        return who.get("/notices").body().get("items");
    }

    private static List<String> reasons(JsonNode notice) {
        return notice.get("reasons")
                .valueStream()
                .map(reason -> reason.get("reason").stringValue()
                        + (reason.has("watched")
                                ? " " + reason.at("/watched/kind").stringValue()
                                : "")
                        + " of " + reason.at("/thing/kind").stringValue())
                .distinct()
                .toList();
    }

    @Test
    void notesOnSourcesArticlesAndAssessmentsAreToldToWhoeverWatchesOrIsMentioned() {
        api.created("/claims", claim("It is so."));
        String source = api.created("/sources", source("Port", "ORGANIZATION")).id();
        String article = api.created("/articles", Map.of("url", "https://news.example/1"))
                .id();
        String assessment = api.created("/claims/C-1/assessments", Map.of("summary", "As it seems."))
                .id();
        watch(reader, "source", source);
        watch(reader, "article", article);
        watch(reader, "claim", "C-1");
        notices(reader);

        Answer note = api.created("/sources/" + source + "/notes", Map.of("text", "@reviewer, who are they?"));
        JsonNode told = notices(reader).get(0);
        assertThat(reasons(told)).containsExactly("WATCHED source of source");
        assertThat(told.at("/reasons/0/thing/id").stringValue()).isEqualTo(source);
        JsonNode mentioned = notices(reviewer).get(0);
        assertThat(reasons(mentioned)).containsExactly("MENTIONED of source");
        api.put("/sources/" + source + "/notes/" + note.id(), Map.of("text", "@reviewer, who?"), "*");
        assertThat(notices(reviewer)).as("mentioned once").hasSize(1);

        api.created("/articles/" + article + "/notes", Map.of("text", "@reviewer, look."));
        assertThat(reasons(notices(reader).get(0))).containsExactly("WATCHED article of article");
        assertThat(reasons(notices(reviewer).get(0))).containsExactly("MENTIONED of article");

        api.created("/claims/C-1/assessments/" + assessment + "/notes", Map.of("text", "@reviewer, why so?"));
        assertThat(reasons(notices(reader).get(0))).containsExactly("WATCHED claim of claim");
        assertThat(reasons(notices(reviewer).get(0))).containsExactly("MENTIONED of claim");
    }

    @Test
    void whoWatchesIsToldWhatOthersChangeAndWhyByOneNoticeAChangeSet() {
        Answer recorded = api.created("/claims", containers());
        watch(reader, "claim", "C-1");
        watch(reader, "claim", recorded.id());
        watch(reader, "source", recorded.at("/about/0/id"));
        watch(reader, "source", recorded.at("/appearances/0/attribution/0/sources/0/id"));
        watch(reader, "source", recorded.at("/appearances/0/article/publisher/id"));
        watch(reader, "article", recorded.at("/appearances/0/article/id"));
        watch(reader, "measure", recorded.at("/figures/0/measure/id"));
        watch(reader, "topic", api.get("/topics").items("id").get(0));
        watch(reviewer, "claim", "C-1");
        assertThat(reader.get("/watches?count=true").at("/total")).isEqualTo("7");
        assertThat(reader.get("/watches?kind=topic").at("/items/0/watched/name"))
                .isEqualTo("arms transfers");
        assertThat(notices(reader)).as("what was before").isEmpty();

        reviewer.patch("/claims/C-1", Map.of("topics", List.of(), "place", "Vladivostok"), "*");

        JsonNode told = notices(reader);
        assertThat(told).hasSize(1);
        assertThat(told.at("/0/by").stringValue()).isEqualTo("reviewer");
        assertThat(told.at("/0/reasons/0/thing/number").intValue()).isEqualTo(1);
        assertThat(reasons(told.get(0)))
                .as("also the topic that was taken away")
                .containsExactlyInAnyOrder(
                        "WATCHED claim of claim",
                        "WATCHED source of claim",
                        "WATCHED article of claim",
                        "WATCHED measure of claim",
                        "WATCHED topic of claim");
        assertThat(told.at("/0/reasons")).hasSize(7);
        assertThat(notices(reviewer)).as("his own change").isEmpty();

        // What belongs to a claim is of it, at both ends of a relation; a thing changes by itself, too.
        api.created("/claims/C-1/notes", Map.of("text", "Look at it."));
        api.created("/claims", claim("A denial."));
        api.created("/claims/C-2/relations", Map.of("type", "DENIES", "to", Map.of("id", recorded.id())));
        api.patch("/sources/" + recorded.at("/about/0/id"), Map.of("country", "KP"), "*");
        assertThat(notices(reader)).hasSize(4);
        assertThat(notices(reviewer)).hasSize(2);
        assertThat(reasons(notices(reader).get(0))).containsExactly("WATCHED source of source");

        // Also through what it was merged with.
        String other = api.created("/sources", Map.of("name", "DPRK", "kind", "GOVERNMENT"))
                .id();
        watch(reader, "source", other);
        api.post(
                "/sources/" + other + "/merge",
                Map.of("into", Map.of("id", recorded.at("/about/1/id")), "reason", "The same."));
        notices(reader);
        api.patch("/sources/" + recorded.at("/about/1/id"), Map.of("country", "RU"), "*");
        assertThat(notices(reader).at("/0/reasons/0/watched/id").stringValue()).isEqualTo(recorded.at("/about/1/id"));

        assertThat(reader.send("DELETE", "/watches/claim/C-1", null, null).status())
                .isEqualTo(204);
        assertThat(reader.send("DELETE", "/watches/claim/C-1", null, null).status())
                .isEqualTo(204);
        int before = reader.get("/notices?limit=200").items("id").size();
        api.created("/claims/C-1/notes", Map.of("text", "Unseen."));
        assertThat(notices(reviewer)).hasSize(3);
        assertThat(reasons(notices(reader).get(0))).doesNotContain("WATCHED claim of claim");
        assertThat(reader.get("/notices?limit=200").items("id")).hasSize(before + 1);
    }

    @Test
    void whatCannotBeKnownCannotBeWatched() {
        api.created("/claims", claim("One."));
        api.delete("/claims/C-1", "*");
        assertThat(reader.send("PUT", "/watches/claim/C-1", null, null).problem())
                .isEqualTo("deleted");
        assertThat(reader.send("PUT", "/watches/claim/C-7", null, null).problem())
                .isEqualTo("not-found");
        assertThat(reader.send("PUT", "/watches/topic/" + UUID.randomUUID(), null, null)
                        .problem())
                .isEqualTo("not-found");
        UUID search = searches.save(People.account(Role.ADMIN), "Mine", Map.of("kind", List.of("FACT")), false);
        assertThat(reader.send("PUT", "/watches/saved-search/" + search, null, null)
                        .problem())
                .isEqualTo("not-found");
        assertThat(reader.post("/notices/read", Map.of()).pointers()).containsExactly("/ids");
    }

    @Test
    void withoutWatchingOneIsToldOfWhatIsOnesOwnToDo() {
        api.created("/claims", claim("One."));
        Api contributor = api.as(Role.CONTRIBUTOR);
        api.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS", "assignee", "contributor"), "*");
        Answer note =
                contributor.created("/claims/C-1/notes", Map.of("text", "@reader, @contributor, and @nobody: look."));
        contributor.put("/claims/C-1/stage", Map.of("stage", "IN_REVIEW"), "*");
        api.patch("/claims/C-1/notes/" + note.id(), Map.of("text", "@reader, please look."), "*");

        assertThat(notices(contributor)).hasSize(1);
        assertThat(reasons(notices(contributor).get(0))).containsExactly("ASSIGNED of claim");
        assertThat(notices(reader))
                .as("mentioned once, however often the note is edited")
                .hasSize(1);
        assertThat(reasons(notices(reader).get(0))).containsExactly("MENTIONED of claim");
        assertThat(notices(reviewer)).hasSize(1);
        assertThat(reasons(notices(reviewer).get(0))).containsExactly("REVIEW of claim");
        assertThat(notices(api)).hasSize(1);

        // Who works on it and may close the review is told alone.
        api.created("/claims", claim("Two."));
        api.put("/claims/C-2/stage", Map.of("stage", "IN_PROGRESS", "assignee", "reviewer"), "*");
        contributor.put("/claims/C-2/stage", Map.of("stage", "IN_REVIEW", "assignee", "reviewer"), "*");
        assertThat(notices(reviewer)).hasSize(3);
        assertThat(notices(api)).hasSize(1);
    }

    @Test
    void everyChangeSetIsToldOnceHoweverManyLookAndHoweverOften() {
        api.created("/claims", claim("One."));
        watch(reader, "claim", "C-1");
        Race.of(4, i -> {
            for (int n = 0; n < 10; n++) {
                if (i < 2) {
                    changes.next();
                } else {
                    api.created("/claims/C-1/notes", Map.of("text", i + " " + n));
                }
            }
            return i;
        });
        notices(reader);
        assertThat(count("notice")).isEqualTo(20);

        // As after a restore of an older state of the mark.
        db.sql("update notice_mark set at = 'epoch', change_set_id = '0'").update();
        notices(reader);
        assertThat(count("notice")).isEqualTo(20);
    }

    @Test
    void whatChangesIsLookedAtAsSoonAsItIsTold() {
        api.created("/claims", claim("One."));
        watch(reader, "claim", "C-1");
        NoticeMaker maker = new NoticeMaker(changes, news, new WatchingSettings(true, Duration.ofDays(1)));
        maker.start();
        try {
            api.created("/claims/C-1/notes", Map.of("text", "Look."));
            Awaitility.await().until(() -> count("notice") == 1);
        } finally {
            maker.stop();
        }
    }

    @Test
    void readNoticesAreMarkedOneByOneOrAllThatWereShown() {
        api.created("/claims", claim("One."));
        watch(reader, "claim", "C-1");
        for (int n = 0; n < 3; n++) {
            api.created("/claims/C-1/notes", Map.of("text", "Note " + n));
            notices(reader);
        }
        List<String> ids = reader.get("/notices?unread=true").items("id");
        Answer one = reader.post("/notices/read", Map.of("ids", List.of(ids.get(0))));
        assertThat(one.at("/marked")).isEqualTo("1");
        assertThat(one.at("/unread")).isEqualTo("2");
        assertThat(reviewer.post("/notices/read", Map.of("through", ids.get(0))).at("/marked"))
                .as("of another")
                .isEqualTo("0");
        assertThat(reader.post("/notices/read", Map.of("through", ids.get(1))).at("/marked"))
                .isEqualTo("2");
        assertThat(reader.get("/notices?unread=true").items("id")).isEmpty();
        assertThat(reader.get("/notices?unread=false&limit=2").items("id")).containsExactly(ids.get(0), ids.get(1));

        db.sql("update notice set read_at = now() - interval '91 days' where id = :id")
                .param("id", UUID.fromString(ids.get(2)))
                .update();
        notices.forget();
        assertThat(reader.get("/notices").items("id")).containsExactly(ids.get(0), ids.get(1));
    }

    @Test
    void aPurgeTakesNoticesAndWatches() {
        Answer recorded = api.created("/claims", containers());
        api.created("/claims", claim("Another."));
        String topic = api.get("/topics").items("id").get(0);
        watch(reader, "claim", "C-1");
        watch(reader, "topic", topic);
        watch(reader, "claim", "C-2");
        api.patch("/claims/C-1", Map.of("place", "Vladivostok"), "*");
        api.patch("/claims/C-2", Map.of("place", "Vladivostok"), "*");
        api.delete("/claims/C-1", "*");
        assertThat(notices(reader)).hasSize(3);

        assertThat(api.post("/claims/C-1/purge", Map.of("reason", "By order of the court."))
                        .status())
                .isEqualTo(200);

        assertThat(notices(reader)).hasSize(1);
        assertThat(notices(reader).at("/0/reasons/0/thing/number").intValue()).isEqualTo(2);
        assertThat(reader.get("/watches").items("since")).hasSize(1);
        assertThat(db.sql("select count(*) from notice_reason where resource_id = :id")
                        .param("id", UUID.fromString(recorded.id()))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSearchTellsWhatItNewlyFinds() {
        UUID search = searches.save(People.account(Role.REVIEWER), "Ports", Map.of("topic", List.of("ports")), true);
        api.created("/claims", claim("Long ago.").set("topics", ports()));
        watch(reader, "saved-search", search);
        watch(reviewer, "saved-search", search);
        watchedSearches.look(0);
        api.created("/claims", claim("Now."));
        watchedSearches.look(0);
        assertThat(notices(reader)).as("what it found anyway").isEmpty();

        reviewer.patch("/claims/C-2", Map.of("topics", ports()), "*");
        Race.of(2, i -> {
            watchedSearches.look(0);
            return i;
        });
        assertThat(notices(reader)).hasSize(1);
        assertThat(notices(reader).at("/0/reasons/0/thing/number").intValue()).isEqualTo(2);
        assertThat(notices(reader).at("/0/reasons/0/watched/name").stringValue())
                .isEqualTo("Ports");
        assertThat(notices(reviewer)).as("by his own doing").isEmpty();

        // Left and found again is new; not for who may not know the search any more.
        api.patch("/claims/C-2", Map.of("topics", List.of()), "*");
        watchedSearches.look(0);
        searches.save(People.account(Role.REVIEWER), "Ports", Map.of("topic", List.of("ports")), false);
        watchedSearches.look(0);
        api.patch("/claims/C-2", Map.of("topics", ports()), "*");
        watchedSearches.look(0);
        assertThat(notices(reader)).hasSize(1);
        assertThat(notices(reader).at("/0/reasons/0/watched").has("name")).isFalse();
        assertThat(notices(reviewer)).hasSize(1);
        searches.delete(People.account(Role.REVIEWER), search, IfMatch.ANY);
        assertThat(reader.get("/watches").items("since")).isEmpty();
    }

    private static ArrayNode ports() {
        return Json.mapper().createArrayNode().add("ports");
    }
}

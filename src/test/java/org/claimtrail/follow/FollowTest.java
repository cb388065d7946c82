package org.claimtrail.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.follow.OtherInstallation.id;
import static org.claimtrail.follow.OtherInstallation.ref;
import static org.claimtrail.follow.OtherInstallation.status;
import static org.claimtrail.follow.OtherInstallation.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The record of another installation is recorded here, and what becomes of it there. */
class FollowTest extends ApiTest {

    private static final String CLAIM = """
            {"text": "The harbour handled 40 ships.", "kind": "FIGURE", "status": "UNVERIFIED", "stage": "DONE",
             "topics": ["harbours"],
             "about": [{"name": "Harbour Office", "kind": "ORGANIZATION", %s}],
             "figures": [{"key": "f1", "measure": {"name": "ships handled", "unit": "ships", %s}, "qualifier": "EXACT", "amount": 40}],
             "appearances": [{"article": {"url": "https://news.example/harbour", "medium": "WEB", %s}}]}""".formatted(ref("office"), ref("ships"), ref("harbour"));

    @Autowired
    private Following following;

    @Autowired
    private FollowStore store;

    private final OtherInstallation lisbon = new OtherInstallation("lisbon");

    @AfterEach
    void close() {
        lisbon.close();
    }

    /** Whether it was followed to its end. */
    private boolean follow() {
        return follow(lisbon);
    }

    private boolean follow(OtherInstallation... all) {
        store.want(Arrays.stream(all).map(OtherInstallation::settings).toList());
        AtomicBoolean followed = new AtomicBoolean();
        for (OtherInstallation one : all) {
            try (FollowedRecord record = new FollowedRecord(one.settings())) {
                Following.as(one.settings(), () -> followed.set(following.follow(one.settings(), record)));
            }
        }
        return followed.get();
    }

    private void recordsAll() {
        lisbon.says("topic", "harbours", "{\"name\": \"harbours\", \"description\": \"Of ships.\"}");
        lisbon.says("measure", "ships", "{\"name\": \"ships handled\", \"unit\": \"ships\"}");
        lisbon.says("source", "office", "{\"name\": \"Harbour Office\", \"kind\": \"ORGANIZATION\"}");
        lisbon.says(
                "article",
                "harbour",
                "{\"url\": \"https://news.example/harbour\", \"medium\": \"WEB\", \"title\": \"Ships\"}");
        lisbon.says("claim", "ships", CLAIM);
        lisbon.says(
                "claim", "denied", "{\"text\": \"It handled 30.\", \"kind\": \"FACT\", \"status\": \"UNVERIFIED\"}");
        lisbon.says("evidence", "logbook", """
                {"claim": {%s}, "kind": "DOCUMENT", "stance": "SUPPORTS", "title": "Logbook", "url": "https://harbour.example/log"}""".formatted(ref("ships")));
        lisbon.says("assessment", "verdict", """
                {"claim": {%s}, "rating": {"label": "TRUE"}, "summary": "So it was.", "reviewer": {"name": "Desk", "kind": "ORGANIZATION"}}""".formatted(ref("ships")));
        lisbon.says(
                "relation",
                "denies",
                "{\"claim\": {%s}, \"type\": \"DENIES\", \"to\": {%s}}".formatted(ref("denied"), ref("ships")));
    }

    private Answer claim(String id) {
        List<String> found = api.get("/claims?externalId=lisbon:" + id(id)).items("id");
        assertThat(found).hasSize(1);
        return api.get("/claims/" + found.get(0));
    }

    private List<String> faults() {
        return db.sql("select fault from followed_thing where fault is not null order by fault")
                .query(String.class)
                .list();
    }

    private Map<String, Object> progress() {
        return db.sql("select * from followed_installation where name = 'lisbon'")
                .query()
                .singleRow();
    }

    @Test
    void theWholeRecordIsTakenOnceAndThenItsChanges() {
        recordsAll();
        assertThat(follow()).isTrue();
        assertThat(faults()).isEmpty();

        Answer claim = claim("ships");
        assertThat(claim.at("/text")).isEqualTo("The harbour handled 40 ships.");
        assertThat(claim.at("/externalIds/0/scheme")).isEqualTo("lisbon");
        assertThat(claim.at("/stage")).isEqualTo("INBOX");
        assertThat(claim.body().at("/figures/0/amount").intValue()).isEqualTo(40);
        String path = "/claims/" + claim.id();
        assertThat(api.get(path + "/evidence").items("title")).containsExactly("Logbook");
        assertThat(api.get(path + "/assessments").items("summary")).containsExactly("So it was.");
        assertThat(api.get(path + "/relations").items("type")).containsExactly("DENIES");
        assertThat(api.get("/sources?q=harbour")
                        .body()
                        .at("/items/0/externalIds/0/scheme")
                        .asString())
                .isEqualTo("lisbon");
        Answer history = api.get(path + "/history");
        assertThat(history.items("through")).containsOnly("follow lisbon");
        assertThat(history.items("by")).containsOnly("system");

        // Nothing changes where nothing did, and where what is said is said again.
        String place = api.get("/changes?after=now").at("/next");
        assertThat(follow()).isTrue();
        lisbon.says(
                "claim",
                "denied",
                "{\"text\": \"It handled 30.\", \"kind\": \"FACT\", \"status\": \"UNVERIFIED\", \"stage\": \"DONE\"}");
        assertThat(follow()).isTrue();
        assertThat(api.get("/changes?after=" + place).items("type")).isEmpty();

        lisbon.says("claim", "ships", CLAIM.replace("40", "41"));
        assertThat(follow()).isTrue();
        assertThat(claim("ships").at("/text")).isEqualTo("The harbour handled 41 ships.");
        assertThat(claim("ships").body().at("/figures/0/id"))
                .isEqualTo(claim.body().at("/figures/0/id"));
        assertThat(count("claim")).isEqualTo(2);
        assertThat(lisbon.asked().stream().filter(path("exports/record")).count())
                .isLessThan(6);
    }

    private static Predicate<String> path(String end) {
        return asked -> asked.endsWith(end);
    }

    @Test
    void whatIsDeletedThereIsDeletedHereAndComesBack() {
        recordsAll();
        follow();
        lisbon.deletes("relation", "denies");
        lisbon.deletes("claim", "denied");
        assertThat(follow()).isTrue();
        assertThat(api.get("/claims").items("text")).containsExactly("The harbour handled 40 ships.");

        lisbon.says("claim", "denied", "{\"text\": \"It handled 31.\", \"kind\": \"FACT\"}");
        assertThat(follow()).isTrue();
        assertThat(claim("denied").at("/text")).isEqualTo("It handled 31.");
        assertThat(count("claim")).isEqualTo(2);
        assertThat(faults()).isEmpty();
    }

    @Test
    void whatSomebodyChangedHereIsNotOverwrittenNorDeleted() {
        recordsAll();
        follow();
        String path = "/claims/" + claim("denied").id();
        assertThat(api.patch(path, Map.of("text", "It handled 30, they say."), "*")
                        .status())
                .isEqualTo(200);
        lisbon.says("claim", "denied", "{\"text\": \"It handled 29.\", \"kind\": \"FACT\"}");
        assertThat(follow()).isTrue();
        assertThat(api.get(path).at("/text")).isEqualTo("It handled 30, they say.");
        assertThat(faults()).singleElement().asString().contains("It was changed here since it came in");

        lisbon.deletes("relation", "denies");
        lisbon.deletes("claim", "denied");
        assertThat(follow()).isTrue();
        assertThat(api.get(path).status()).isEqualTo(200);
        assertThat(faults()).singleElement().asString().startsWith("It was deleted there, and stays");
    }

    @Test
    void whatSomebodyDeletedHereStaysDeleted() {
        recordsAll();
        follow();
        Answer claim = claim("denied");
        api.get("/claims/" + claim.id() + "/relations")
                .items("id")
                .forEach(relation -> api.delete("/claims/" + claim.id() + "/relations/" + relation, "*"));
        assertThat(api.delete("/claims/" + claim.id(), "*").status()).isEqualTo(204);
        lisbon.says("claim", "denied", "{\"text\": \"It handled 29.\", \"kind\": \"FACT\"}");
        assertThat(follow()).isTrue();
        assertThat(api.get("/claims/" + claim.id()).status()).isEqualTo(410);
        assertThat(faults()).contains("It was deleted here.");
    }

    @Test
    void whatIsHereAlreadyIsFoundAndStaysWhatItIs() {
        String source = api.created("/sources", Map.of("name", "harbour office", "kind", "GOVERNMENT"))
                .id();
        String article = api.created(
                        "/articles", Map.of("url", "https://news.example/harbour?utm_source=x", "title", "Mine"))
                .id();
        recordsAll();
        assertThat(follow()).isTrue();
        assertThat(faults()).isEmpty();
        assertThat(count("source where name_key = 'harbour office'")).isEqualTo(1);
        assertThat(api.get("/sources/" + source).at("/kind")).isEqualTo("GOVERNMENT");
        assertThat(api.get("/sources/" + source).at("/externalIds/0/scheme")).isEqualTo("lisbon");
        assertThat(claim("ships").at("/about/0/id")).isEqualTo(source);
        assertThat(claim("ships").at("/appearances/0/article/id")).isEqualTo(article);
        assertThat(api.get("/articles/" + article).at("/title")).isEqualTo("Mine");

        // What becomes of it there is not what it is here.
        lisbon.says("source", "office", "{\"name\": \"Port Office\", \"kind\": \"ORGANIZATION\"}");
        lisbon.says("claim", "ships", CLAIM.replace("Harbour Office", "Port Office"));
        assertThat(follow()).isTrue();
        assertThat(api.get("/sources/" + source).at("/name")).isEqualTo("harbour office");
        assertThat(claim("ships").at("/about/0/id")).isEqualTo(source);
        lisbon.says("claim", "ships", CLAIM.replaceFirst("\"about\".*", ""));
        lisbon.deletes("source", "office");
        assertThat(follow()).isTrue();
        assertThat(api.get("/sources/" + source).status()).isEqualTo(200);
    }

    @Test
    void whatIsAtFaultIsToldAndKeepsNobodyBack() {
        lisbon.says("claim", "bad", "{\"text\": \"What?\", \"kind\": \"RUMOUR\"}");
        lisbon.says("claim", "good", "{\"text\": \"So it is.\", \"kind\": \"FACT\"}");
        lisbon.says("source", "worse", "{\"name\": 7, \"kind\": [], \"partOf\": {\"a\": null}}");
        assertThat(follow()).isTrue();
        assertThat(api.get("/claims").items("text")).containsExactly("So it is.");
        assertThat(faults()).hasSize(2).anyMatch(fault -> fault.startsWith("/kind"));

        lisbon.says("claim", "bad", "{\"text\": \"What?\", \"kind\": \"FACT\"}");
        assertThat(follow()).isTrue();
        assertThat(api.get("/claims").items("text")).containsExactlyInAnyOrder("So it is.", "What?");
        assertThat(faults()).hasSize(1);
    }

    @Test
    void whatComesBeforeWhatItBelongsToIsTriedAgain() {
        follow();
        lisbon.says("assessment", "verdict", """
                {"claim": {%s}, "rating": {"label": "TRUE"}, "summary": "So it was.", "reviewer": {"name": "Desk", "kind": "ORGANIZATION"}}""".formatted(ref("late")));
        for (int i = 0; i < 5; i++) {
            lisbon.says("topic", "topic " + i, "{\"name\": \"topic %d\"}".formatted(i));
        }
        lisbon.says("claim", "late", "{\"text\": \"Later.\", \"kind\": \"FACT\"}");
        assertThat(follow()).isTrue();
        assertThat(faults()).isEmpty();
        assertThat(api.get("/claims/" + claim("late").id() + "/assessments").items("summary"))
                .containsExactly("So it was.");
    }

    @Test
    void wherePlacesAreGoneTheWholeRecordIsReadAnew() {
        recordsAll();
        follow();
        lisbon.forgets("claim", "denied");
        lisbon.forgets("relation", "denies");
        lisbon.says("claim", "more", "{\"text\": \"More.\", \"kind\": \"FACT\"}");
        lisbon.forgetsChanges();
        assertThat(follow()).isFalse();
        assertThat(progress().get("place")).isNull();
        dueAgain();
        assertThat(follow()).isTrue();
        assertThat(api.get("/claims").items("text"))
                .containsExactlyInAnyOrder("The harbour handled 40 ships.", "More.");
        assertThat(faults()).isEmpty();
    }

    /** As after a disk was lost, and the service begun anew. */
    @Test
    void whereMostIsGoneAtOnceNothingIsDeleted() {
        for (int i = 0; i < 30; i++) {
            lisbon.says("claim", "claim" + i, "{\"text\": \"Claim %d.\", \"kind\": \"FACT\"}".formatted(i));
        }
        follow();
        for (int i = 1; i < 30; i++) {
            lisbon.forgets("claim", "claim" + i);
        }
        lisbon.says("claim", "more", "{\"text\": \"More.\", \"kind\": \"FACT\"}");
        lisbon.forgetsChanges();
        follow();
        dueAgain();
        assertThat(follow()).isTrue();
        assertThat(api.get("/claims?limit=50").items("id")).hasSize(31);
        assertThat(faults()).hasSize(29).allMatch(fault -> fault.endsWith("and stays here."));

        // Who has it again tells so.
        lisbon.says("claim", "claim7", "{\"text\": \"Claim seven.\", \"kind\": \"FACT\"}");
        assertThat(follow()).isTrue();
        assertThat(claim("claim7").at("/text")).isEqualTo("Claim seven.");
        assertThat(faults()).hasSize(28);
    }

    @Test
    void whatWasChangedBeforeItsOwnLineCameIsKeptToo() {
        lisbon.says("claim", "c", """
                {"text": "Said.", "kind": "FACT", "about": [{"name": "Harbour Office", "kind": "ORGANIZATION", %s}]}""".formatted(ref("office")));
        follow();
        String source = "/sources/" + claim("c").at("/about/0/id");
        assertThat(api.patch(source, Map.of("name", "Our Office"), "*").status())
                .isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            lisbon.says("source", "office", "{\"name\": \"Office %d\", \"kind\": \"ORGANIZATION\"}".formatted(i));
            assertThat(follow()).isTrue();
            assertThat(api.get(source).at("/name")).isEqualTo("Our Office");
            assertThat(faults()).hasSize(1);
        }
    }

    private void dueAgain() {
        db.sql("update followed_installation set next_attempt_at = null").update();
    }

    @Test
    void whoeverIsBusyOrGoneIsLeftAloneForAWhile() {
        recordsAll();
        lisbon.answers(status(429, "Retry-After", "600"));
        assertThat(follow()).isFalse();
        assertThat(count("followed_installation where next_attempt_at > now() + interval '9 minutes' and failures = 1"))
                .isEqualTo(1);
        assertThat(progress()).containsEntry("last_error", "It answered 429.");
        // It is not asked before.
        int asked = lisbon.asked().size();
        assertThat(follow()).isFalse();
        assertThat(lisbon.asked()).hasSize(asked);

        dueAgain();
        lisbon.answers(null, status(503));
        assertThat(follow()).isFalse();
        assertThat(progress()).containsEntry("failures", 2);
        dueAgain();
        assertThat(follow()).isTrue();
        assertThat(count("claim")).isEqualTo(2);
        assertThat(progress()).containsEntry("failures", 0).containsEntry("last_error", null);
    }

    @Test
    void aWholeThatIsCutOffGoesOnWhereItWas() {
        for (int i = 0; i < 30; i++) {
            lisbon.says(
                    "claim", "claim %02d".formatted(i), "{\"text\": \"Claim %02d.\", \"kind\": \"FACT\"}".formatted(i));
        }
        lisbon.answers(null, lisbon.cutOff(2000));
        assertThat(follow()).isFalse();
        assertThat(count("claim")).isZero();
        dueAgain();
        assertThat(follow()).isTrue();
        assertThat(count("claim")).isEqualTo(30);
        assertThat(api.get("/claims?limit=100").items("text")).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeReadDeletesNothing() {
        recordsAll();
        follow();
        lisbon.says("claim", "denied", "{\"text\": \"It handled".getBytes(StandardCharsets.UTF_8));
        lisbon.says("claim", "ships", CLAIM.replace("40", "42"));
        assertThat(follow()).isTrue();
        assertThat(claim("denied").at("/text")).isEqualTo("It handled 30.");
        assertThat(claim("ships").at("/text")).isEqualTo("The harbour handled 42 ships.");
        assertThat(faults()).containsExactly("What is said of it cannot be read.");

        lisbon.answers(text("{\"items\": [{\"resource\": \"claim\", \"id"));
        assertThat(follow()).isFalse();
        assertThat(progress()).containsEntry("last_error", "It answered what cannot be read.");
        dueAgain();
        lisbon.answers(text("{\"items\": [], \"next\": \"" + "9".repeat(500) + "\"}"));
        assertThat(follow()).isFalse();
        dueAgain();
        lisbon.answers(text("<html>Sign in</html>"));
        assertThat(follow()).isFalse();
        assertThat(count("claim where deleted_at is null")).isEqualTo(2);
    }

    @Test
    void whatComesBackIsNoNewThing() {
        Answer mine = api.created("/claims", Bodies.claim("First said here."));
        // The other one follows this one, calls it porto, and tells of its copy.
        lisbon.says("claim", "copy", """
                {"text": "Changed at the copy.", "kind": "FACT",
                 "externalIds": [{"scheme": "porto", "id": "%1$s"}, {"scheme": "claimtrail", "id": "%1$s"}]}""".formatted(mine.id()));
        lisbon.says("evidence", "logbook", """
                {"claim": {"externalIds": [{"scheme": "claimtrail", "id": "%s"}]}, "kind": "DOCUMENT", "stance": "SUPPORTS", "title": "Logbook",
                 "url": "https://harbour.example/log"}""".formatted(mine.id()));
        assertThat(follow()).isTrue();
        Answer after = api.get("/claims/" + mine.id());
        assertThat(after.at("/text")).isEqualTo("First said here.");
        assertThat(after.body().path("externalIds")).isEmpty();
        assertThat(count("claim")).isEqualTo(1);
        // What others found out about it comes along.
        assertThat(api.get("/claims/" + mine.id() + "/evidence").items("title")).containsExactly("Logbook");

        String place = api.get("/changes?after=now").at("/next");
        lisbon.says("claim", "copy", """
                {"text": "Changed again.", "kind": "FACT",
                 "externalIds": [{"scheme": "porto", "id": "%1$s"}, {"scheme": "claimtrail", "id": "%1$s"}]}""".formatted(mine.id()));
        assertThat(follow()).isTrue();
        lisbon.deletes("claim", "copy");
        assertThat(follow()).isTrue();
        assertThat(api.get("/changes?after=" + place).items("type")).isEmpty();
        assertThat(faults()).isEmpty();
    }

    @Test
    void whatTwoTellOfStaysWhileOneOfThemHasIt() {
        try (OtherInstallation porto = new OtherInstallation("porto")) {
            lisbon.says("source", "office", "{\"name\": \"Harbour Office\", \"kind\": \"ORGANIZATION\"}");
            porto.says("source", "amt", "{\"name\": \"Harbour Office\", \"kind\": \"ORGANIZATION\"}");
            porto.says("claim", "c", """
                    {"text": "Said.", "kind": "FACT", "about": [{"name": "Harbour Office", "kind": "ORGANIZATION", %s}]}""".formatted(ref("amt")));
            assertThat(follow(lisbon, porto)).isTrue();
            assertThat(count("source")).isEqualTo(1);
            Answer source = api.get("/sources?externalId=porto:" + id("amt"));
            assertThat(source.items("name")).containsExactly("Harbour Office");

            // It goes on to be what it is where it came from first.
            lisbon.says("source", "office", "{\"name\": \"Port Office\", \"kind\": \"ORGANIZATION\"}");
            assertThat(follow(lisbon, porto)).isTrue();
            assertThat(api.get("/sources").items("name")).containsExactly("Port Office");
            porto.says("source", "amt", "{\"name\": \"Hafenamt\", \"kind\": \"ORGANIZATION\"}");
            lisbon.deletes("source", "office");
            assertThat(follow(lisbon, porto)).isTrue();
            assertThat(api.get("/sources").items("name")).containsExactly("Port Office");
            assertThat(faults()).containsExactly("It was deleted there, and stays, as it stands at porto, too.");
        }
    }

    @Test
    void whatIsMergedThereIsMergedHere() {
        lisbon.says("source", "one", "{\"name\": \"Harbour Office\", \"kind\": \"ORGANIZATION\"}");
        lisbon.says("source", "two", "{\"name\": \"Office of the Harbour\", \"kind\": \"ORGANIZATION\"}");
        follow();
        String survivor =
                api.get("/sources?externalId=lisbon:" + id("one")).items("id").get(0);
        lisbon.merges("source", "two", "one");
        assertThat(follow()).isTrue();
        assertThat(faults()).isEmpty();
        assertThat(api.get("/sources?externalId=lisbon:" + id("two")).items("id"))
                .containsExactly(survivor);
        assertThat(api.get("/sources").items("name")).containsExactly("Harbour Office");

        lisbon.says("source", "two", "{\"name\": \"Office of the Harbour\", \"kind\": \"ORGANIZATION\"}");
        assertThat(follow()).isTrue();
        assertThat(faults()).isEmpty();
        assertThat(api.get("/sources").items("name"))
                .containsExactlyInAnyOrder("Harbour Office", "Office of the Harbour");
    }

    @Test
    void theStatusOfAClaimIsThatOfWhereItCameFromUnlessSomebodyHereDecided() {
        lisbon.says("claim", "a", "{\"text\": \"A.\", \"kind\": \"FACT\", \"status\": \"CONTESTED\"}");
        lisbon.says("claim", "b", "{\"text\": \"B.\", \"kind\": \"FACT\", \"status\": \"UNVERIFIED\"}");
        assertThat(follow()).isTrue();
        assertThat(claim("a").at("/status")).isEqualTo("CONTESTED");
        assertThat(api.get("/claims/" + claim("a").id() + "/status").at("/reason"))
                .isEqualTo("So decided at lisbon.");

        String b = "/claims/" + claim("b").id() + "/status";
        assertThat(api.put(b, Map.of("status", "CONTESTED", "reason", "Ours.", "override", true), "*")
                        .status())
                .isEqualTo(200);
        lisbon.says("claim", "a", "{\"text\": \"A.\", \"kind\": \"FACT\", \"status\": \"UNVERIFIED\"}");
        lisbon.says("claim", "b", "{\"text\": \"B!\", \"kind\": \"FACT\", \"status\": \"UNVERIFIED\"}");
        assertThat(follow()).isTrue();
        assertThat(claim("a").at("/status")).isEqualTo("UNVERIFIED");
        assertThat(claim("b").at("/text")).isEqualTo("B!");
        assertThat(claim("b").at("/status")).isEqualTo("CONTESTED");
    }

    @Test
    void administratorsAreToldHowFarItIs() {
        recordsAll();
        lisbon.says("claim", "bad", "{\"text\": \"What?\", \"kind\": \"RUMOUR\"}");
        follow();
        Answer told = api.get("/followed-installations");
        assertThat(told.at("/items/0/name")).isEqualTo("lisbon");
        assertThat(told.at("/items/0/state")).isEqualTo("FOLLOWING");
        assertThat(told.body().at("/items/0/recorded").intValue()).isEqualTo(9);
        assertThat(told.at("/items/0/refused/0/idThere")).isEqualTo(id("bad"));
        assertThat(told.at("/items/0/refused/0/why")).startsWith("/kind");
        lisbon.answers(status(503));
        follow();
        told = api.get("/followed-installations");
        assertThat(told.at("/items/0/state")).isEqualTo("FAILING");
        assertThat(told.at("/items/0/lastFailure")).isEqualTo("It answered 503.");
        assertThat(api.as(Role.REVIEWER).get("/followed-installations").status())
                .isEqualTo(403);
        store.want(List.of());
        assertThat(api.get("/followed-installations").items("name")).isEmpty();
    }

    @Test
    void aSourceThatNobodyNamesComesWithItsClaims() {
        lisbon.says("source", "spokesman", """
                {"name": "a spokesman", "kind": "UNNAMED", "description": "Of the harbour.",
                 "withinArticle": {"url": "https://news.example/harbour", "medium": "WEB"}}""");
        lisbon.says("claim", "c", """
                {"text": "Said.", "kind": "FACT", "appearances": [{"article": {"url": "https://news.example/harbour", "medium": "WEB"},
                 "attribution": [{"sources": [{"name": "a spokesman", "kind": "UNNAMED", %s}], "cue": "said", "mode": "INDIRECT"}]}]}""".formatted(ref("spokesman")));
        assertThat(follow()).isTrue();
        assertThat(faults()).isEmpty();
        assertThat(api.get("/sources?externalId=lisbon:" + id("spokesman")).items("description"))
                .containsExactly("Of the harbour.");
    }

    @Test
    void whileAnotherInstanceFollowsItThisOneDoesNot() {
        recordsAll();
        store.want(List.of(lisbon.settings()));
        db.sql("update followed_installation set worker = gen_random_uuid(), worker_until = now() + interval '5 s'")
                .update();
        assertThat(follow()).isFalse();
        assertThat(lisbon.asked()).isEmpty();
        db.sql("update followed_installation set worker_until = now() - interval '1 s'")
                .update();
        assertThat(follow()).isTrue();
    }

    @Test
    void whoeverIsNotTheOneAnyMoreRecordsNothing() {
        recordsAll();
        lisbon.answers(null, exchange -> {
            db.sql("update followed_installation set worker = gen_random_uuid(), worker_until = now() + interval '5 s'")
                    .update();
            lisbon.cutOff(1_000_000).handle(exchange);
        });
        assertThat(follow()).isFalse();
        assertThat(count("claim")).isZero();
        assertThat(count("source")).isZero();
    }
}

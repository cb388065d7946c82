package org.claimtrail.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Notes on sources, articles and assessments are what they are on claims. */
class NotedThingsTest extends ApiTest {

    @Autowired
    private Flyway flyway;

    @LocalServerPort
    private int port;

    private Api contributor;
    private String claim;
    private Map<String, String> things;

    @BeforeEach
    void recordThings() {
        contributor = api.as(Role.CONTRIBUTOR);
        claim = api.created("/claims", claim("The square was prepared for a parade."))
                .id();
        things = Map.of(
                "source",
                "/sources/"
                        + api.created("/sources", source("Port of Rajin", "ORGANIZATION"))
                                .id(),
                "article",
                "/articles/"
                        + api.created(
                                        "/articles",
                                        json("{\"url\": \"https://news.example/parade\", \"title\": \"A parade\"}"))
                                .id(),
                "assessment",
                "/claims/C-1/assessments/"
                        + api.created("/claims/C-1/assessments", json("{\"rating\": {\"label\": \"Plausible\"}}"))
                                .id());
    }

    private String of(String kind) {
        return things.get(kind);
    }

    private String notes(String kind) {
        return of(kind) + "/notes";
    }

    private static String id(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static Answer reply(Api by, String notes, Answer to, String text) {
        return by.post(notes, Map.of("text", text, "inReplyTo", Map.of("id", to.id())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article", "assessment"})
    void aThreadIsWrittenAnsweredResolvedDeletedAndRestored(String kind) {
        String notes = notes(kind);
        Answer first = contributor.created(notes, Map.of("text", "Is it the same?"));
        String path = notes + "/" + first.id();
        assertThat(first.header("Location")).endsWith(path);
        assertThat(first.at("/author")).isEqualTo("contributor");
        Answer second = reply(api, notes, first, "It is.");

        assertThat(second.status()).isEqualTo(201);
        assertThat(api.get(notes).items("text")).containsExactly("Is it the same?", "It is.");
        assertThat(api.get(notes + "?inReplyTo=" + first.id()).items("id")).containsExactly(second.id());
        assertThat(api.get("/claims/C-1/notes").items("id")).isEmpty();
        assertThat(api.get("/claims/C-1?include=notes").at("/included/notes/items/0/id"))
                .isEmpty();
        assertThat(api.get("/claims/C-1/notes/" + first.id()).status()).isEqualTo(404);

        Answer edited = contributor.put(path, first.object().put("text", "Is it the same one?"), first.etag());
        assertThat(contributor
                        .put(path, first.object().put("text", "Late."), first.etag())
                        .status())
                .isEqualTo(412);
        assertThat(contributor
                        .put(notes + "/" + second.id(), Map.of("text", "It is not."), "*")
                        .status())
                .isEqualTo(403);
        Answer resolved = api.put(path, edited.object().put("resolved", true), edited.etag());
        assertThat(resolved.at("/resolvedBy")).isEqualTo("admin");
        assertThat(api.get(notes + "?resolved=true").items("id")).containsExactly(first.id());

        assertThat(contributor.delete(path, "*").problem()).isEqualTo("referenced");
        api.delete(notes + "/" + second.id(), "*");
        assertThat(contributor.delete(path, "*").status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(api.post(notes + "/" + second.id() + "/restore", null).problem())
                .isEqualTo("refers-to-deleted");
        assertThat(contributor.post(path + "/restore", null).status()).isEqualTo(200);
        assertThat(api.as(Role.READER).post(notes, Map.of("text", "Me.")).status())
                .isEqualTo(403);
        assertThat(api.with(null).get(notes).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article", "assessment"})
    void aFileIsAttachedToANoteAndRemoved(String kind) {
        String files = notes(kind) + "/"
                + contributor.created(notes(kind), Map.of("text", "Look.")).id() + "/files";
        Answer attached = contributor.send(
                "POST", files + "?name=ports.csv", "application/octet-stream", "port,containers\nRajin,120\n");

        assertThat(attached.status()).as(attached.text()).isEqualTo(201);
        assertThat(api.get(notes(kind)).at("/items/0/files/0/name")).isEqualTo("ports.csv");
        assertThat(api.get(files + "/" + attached.id() + "/content").text()).contains("Rajin");
        assertThat(api.as(Role.READER).delete(files + "/" + attached.id(), "*").status())
                .isEqualTo(403);
        assertThat(contributor.delete(files + "/" + attached.id(), "*").status())
                .isEqualTo(204);
        assertThat(api.get(files).items("id")).isEmpty();
        assertThat(contributor
                        .post(files + "/" + attached.id() + "/restore", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aNoteAnswersOneOnTheSameThingOnly() {
        Answer onAssessment = api.created(notes("assessment"), Map.of("text", "Why so?"));
        Answer onClaim = api.created("/claims/C-1/notes", Map.of("text", "Who saw it?"));
        Answer onSource = api.created(notes("source"), Map.of("text", "Who are they?"));

        assertThat(reply(api, "/claims/C-1/notes", onAssessment, "x").pointers())
                .containsExactly("/inReplyTo");
        assertThat(reply(api, notes("assessment"), onClaim, "x").pointers()).containsExactly("/inReplyTo");
        assertThat(reply(api, notes("article"), onSource, "x").pointers()).containsExactly("/inReplyTo");
        assertThat(api.get(notes("article") + "/" + onSource.id()).status()).isEqualTo(404);
        assertThat(api.delete(notes("article") + "/" + onSource.id(), "*").status())
                .isEqualTo(404);
        String elsewhere = api.created("/claims", claim("Another.")).at("/number");
        assertThat(api.get("/claims/C-" + elsewhere + "/assessments/" + id(of("assessment")) + "/notes")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article", "assessment"})
    void whatIsDeletedTakesItsNotesAlongAndBringsThemBack(String kind) {
        Answer note = contributor.created(notes(kind), Map.of("text", "@admin, is it the same?"));
        assertThat(api.get("/mentions").at("/items/0/on/id")).isEqualTo(id(of(kind)));
        api.delete(of(kind), "*");

        assertThat(api.get(notes(kind)).status()).isEqualTo(410);
        assertThat(api.post(notes(kind), Map.of("text", "Late.")).status()).isEqualTo(410);
        assertThat(api.get("/mentions").items("note")).isEmpty();
        assertThat(reported()).isEmpty();
        assertThat(api.post(of(kind) + "/restore", null).status()).isEqualTo(200);
        assertThat(api.get(notes(kind)).items("id")).containsExactly(note.id());
        assertThat(reported()).containsExactly(kind + " " + id(of(kind)));
    }

    private List<String> reported() {
        return owner.sql("select thing || ' ' || thing_id from report.note")
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article"})
    void notesGoWithWhatIsMergedAndComeBackWithWhatAnsweredThemSince(String kind) {
        String survivor = "source".equals(kind)
                ? "/sources/"
                        + api.created("/sources", source("Rajin Port", "ORGANIZATION"))
                                .id()
                : "/articles/"
                        + api.created("/articles", json("{\"url\": \"https://other.example/parade\"}"))
                                .id();
        Answer moved = contributor.created(notes(kind), Map.of("text", "Is it the same?"));
        Answer own = contributor.created(survivor + "/notes", Map.of("text", "The other."));
        api.post(of(kind) + "/merge", json("""
                {"into": {"id": "%s"}, "reason": "One and the same."}""".formatted(id(survivor))));

        assertThat(api.get(survivor + "/notes").items("id")).containsExactlyInAnyOrder(moved.id(), own.id());
        assertThat(api.get(notes(kind)).status()).isEqualTo(410);
        Answer since = reply(api, survivor + "/notes", moved, "It is.");
        assertThat(since.status()).isEqualTo(201);
        assertThat(api.post(of(kind) + "/restore", null).status()).isEqualTo(200);
        assertThat(api.get(notes(kind)).items("id")).containsExactly(moved.id(), since.id());
        assertThat(api.get(survivor + "/notes").items("id")).containsExactly(own.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article"})
    void aPurgeLeavesNoWordOfANote(String kind) {
        Answer note = api.post(notes(kind), Map.of("text", "It is unspeakable."), "Idempotency-Key", "one");
        api.put(notes(kind) + "/" + note.id(), Map.of("text", "Still unspeakable."), "*");
        reply(contributor, notes(kind), note, "So unspeakable.");
        api.delete(of(kind), "*");
        Answer purge = api.post(of(kind) + "/purge", Map.of("reason", "A court ordered it."));

        assertThat(purge.status()).as(purge.text()).isEqualTo(200);
        assertThat(purge.at("/removed/note/rows")).isEqualTo("2");
        assertThat(owner.sql("select count(*) from note").query(Long.class).single())
                .isZero();
        assertThat(owner.sql("select count(*) from history.note")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(api.post(notes(kind), Map.of("text", "It is unspeakable."), "Idempotency-Key", "one")
                        .status())
                .isEqualTo(410);
        assertThat(api.get("/changes?resource=note").items("type")).containsOnly("note.purged");
    }

    @Test
    void aPurgeOfThePastKeepsWhatStands() {
        Answer note = api.created(notes("source"), Map.of("text", "It is unspeakable."));
        Answer gone = api.created(notes("source"), Map.of("text", "As unspeakable."));
        api.put(notes("source") + "/" + note.id(), Map.of("text", "It is so."), "*");
        api.delete(notes("source") + "/" + gone.id(), "*");
        api.post(of("source") + "/purge", Map.of("reason", "It should never have been there.", "keep", "PRESENT"));

        assertThat(api.get(notes("source")).items("text")).containsExactly("It is so.");
        assertThat(owner.sql("select text from history.note")
                        .query(String.class)
                        .list())
                .containsExactly("It is so.");
    }

    @Test
    void aPurgeOfThePastOfAClaimTakesTheNotesOnADeletedAssessment() {
        api.created(notes("assessment"), Map.of("text", "It is unspeakable."));
        api.delete(of("assessment"), "*");
        Answer purge =
                api.post("/claims/C-1/purge", Map.of("reason", "It should never have been there.", "keep", "PRESENT"));

        assertThat(purge.status()).as(purge.text()).isEqualTo(200);
        assertThat(owner.sql("select count(*) from history.note")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(owner.sql("select count(*) from assessment")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article", "assessment"})
    void historyFeedAndTheRecordAsItWasTellOfNotes(String kind) {
        String end = api.get("/changes?after=now").at("/next");
        Answer note = contributor.created(notes(kind), Map.of("text", "Is it the same?"));
        String path = notes(kind) + "/" + note.id();
        contributor.put(path, Map.of("text", "Is it the same one?"), "*");
        contributor.delete(path, "*");

        Answer changes = api.get("/changes?resource=note&after=" + end);
        assertThat(changes.items("type")).containsExactly("note.created", "note.updated", "note.deleted");
        assertThat(changes.at("/items/0/on/resource")).isEqualTo(kind);
        assertThat(changes.at("/items/0/on/id")).isEqualTo(id(of(kind)));
        assertThat(changes.at("/items/0/claim")).isEqualTo("assessment".equals(kind) ? claim : "");
        assertThat(api.get("/changes?resource=note&format=CLOUDEVENTS&after=" + end)
                        .at("/0/subject"))
                .isEqualTo(path.substring(1).replace("C-1", claim));
        Answer history = api.get(of(kind) + "/history");
        assertThat(history.items("resource")).containsExactly("note", "note", "note", kind);
        assertThat(api.get(path + "?asOf=" + history.at("/items/1/at")).at("/text"))
                .isEqualTo("Is it the same one?");
        assertThat(api.get(notes(kind) + "?asOf=" + history.at("/items/2/at")).items("text"))
                .containsExactly("Is it the same?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article", "assessment"})
    void aNoteIsNotWrittenOnWhatIsBeingDeleted(String kind) {
        DataSource tables = flyway.getConfiguration().getDataSource();

        List<Answer> answers = Race.inOrder(
                tables,
                "lock table history." + kind + " in share row exclusive mode",
                () -> api.delete(of(kind), "*"),
                () -> contributor.post(notes(kind), Map.of("text", "Late.")));

        assertThat(answers.get(0).status()).isEqualTo(204);
        assertThat(answers.get(1).status()).isEqualTo(410);
        assertThat(owner.sql("select count(*) from note").query(Long.class).single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "article", "assessment"})
    void thePageOfTheThingHasItsNotes(String kind) {
        People.choosePassword(api, port, Role.CONTRIBUTOR, "a password for notes");
        Browser browser = new Browser(port);
        browser.signIn(People.name(Role.CONTRIBUTOR), "a password for notes");
        Answer others = api.created(notes(kind), Map.of("text", "Is it **the same**?"));
        boolean ofClaim = "assessment".equals(kind);
        String page = ofClaim ? "/claims/C-1" : of(kind);
        String form = "#note-form" + (ofClaim ? "-" + id(of(kind)) : "");

        Page shown = browser.open(page);
        assertThat(shown.document().select("#note-" + others.id() + " .written strong"))
                .hasSize(1);
        shown = browser.submit(shown, form, "/text", "I ask the port.");
        String own = api.get(notes(kind)).items("id").get(1);
        assertThat(shown.address().getPath()).isEqualTo(page);
        assertThat(shown.text()).contains("The note is recorded.", "I ask the port.");
        shown = browser.submit(shown, "#note-" + others.id() + " .reply", "/text", "It is.");
        assertThat(api.get(notes(kind)).at("/items/2/inReplyTo/id")).isEqualTo(others.id());
        shown = browser.submit(shown, "#note-" + others.id() + " .resolve");
        assertThat(api.get(notes(kind)).at("/items/0/resolvedBy")).isEqualTo("contributor");
        browser.submit(browser.open(notes(kind) + "/" + own + "/edit"), "#form", "/text", "I asked the port.");
        assertThat(api.get(notes(kind)).at("/items/1/text")).isEqualTo("I asked the port.");
        Page blank = browser.submit(shown, "#note-" + others.id() + " .reply");
        assertThat(blank.status()).isEqualTo(400);
        assertThat(blank.document().expectFirst("input[name=/inReplyTo/id]").val())
                .isEqualTo(others.id());
        Page gone = browser.submit(browser.open(notes(kind) + "/" + own + "/delete"), "main form");
        assertThat(gone.text()).contains("The note is deleted.").doesNotContain("I asked the port.");
        browser.submit(gone, ".said form");
        assertThat(api.get(notes(kind)).items("id")).contains(own);

        api.created(notes(kind), Map.of("text", "@contributor, do you know?"));
        Page queue = browser.open("/");
        String mention = queue.document().expectFirst(".mentions a").attr("href");
        assertThat(mention).startsWith(page + "#note-");
        assertThat(browser.open("/changes?all=true").document().select("section.thing h3 a[href=" + page + "]"))
                .isNotEmpty();
    }

    @Test
    void aDeletedNoteIsRestoredFromTheListOfWhatIsDeleted() {
        People.choosePassword(api, port, Role.CONTRIBUTOR, "a password for notes");
        Browser browser = new Browser(port);
        browser.signIn(People.name(Role.CONTRIBUTOR), "a password for notes");
        Answer note = contributor.created(notes("source"), Map.of("text", "Is it the same?"));
        contributor.delete(notes("source") + "/" + note.id(), "*");

        Page deleted = browser.open("/deleted");
        assertThat(deleted.text()).contains("Is it the same?", "on Port of Rajin");
        Page back = browser.submit(deleted, "form[action$=/note/" + note.id() + "/restore]");
        assertThat(back.address().getPath()).isEqualTo(of("source"));
        assertThat(api.get(notes("source")).items("id")).containsExactly(note.id());

        contributor.delete(notes("source") + "/" + note.id(), "*");
        api.delete(of("source"), "*");
        Page refused = browser.submit(browser.open("/deleted"), "form[action$=/note/" + note.id() + "/restore]");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("The source that it is on is deleted: restore that first.");
    }
}

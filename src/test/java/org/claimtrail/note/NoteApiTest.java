package org.claimtrail.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.claimtrail.contract.Contract;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class NoteApiTest extends ApiTest {

    private static final String NOTES = "/claims/C-1/notes";

    @Autowired
    private Flyway flyway;

    @LocalServerPort
    private int port;

    private Api contributor;

    @BeforeEach
    void recordAClaim() {
        api.created("/claims", claim("The square was prepared for a parade."));
        contributor = api.as(Role.CONTRIBUTOR);
    }

    private static Answer note(Api by, String text) {
        return by.created(NOTES, Map.of("text", text));
    }

    private static Answer reply(Api by, Answer to, String text) {
        return by.post(NOTES, Map.of("text", text, "inReplyTo", Map.of("id", to.id())));
    }

    @Test
    void whoIsMentionedFindsTheNoteUntilItIsResolved() {
        Answer asked = note(contributor, "@Reviewer, who saw it? Not ada@contributor.example, but ask @admin.");
        Api reviewer = api.as(Role.REVIEWER);

        assertThat(reviewer.get("/mentions").at("/items/0/note/id")).isEqualTo(asked.id());
        assertThat(reviewer.get("/mentions").at("/items/0/claim/number")).isEqualTo("1");
        assertThat(contributor.get("/mentions?account=admin&count=true").at("/total"))
                .isEqualTo("1");
        assertThat(contributor.get("/mentions").at("/items/0/note/id")).isEmpty();

        contributor.put(NOTES + "/" + asked.id(), Map.of("text", "Never mind, @admin…"), "*");
        assertThat(reviewer.get("/mentions").at("/items/0/note/id")).isEmpty();
        contributor.put(NOTES + "/" + asked.id(), Map.of("text", "Never mind, @admin…", "resolved", true), "*");
        assertThat(api.get("/mentions").at("/items/0/note/id")).isEmpty();
    }

    @Test
    void aNoteIsRecordedByWhoeverSendsItAndEditedByThem() {
        Answer recorded = note(contributor, "Who saw it?");
        String path = NOTES + "/" + recorded.id();

        assertThat(recorded.at("/author")).isEqualTo("contributor");
        assertThat(recorded.at("/resolved")).isEqualTo("false");
        assertThat(recorded.body().has("editedAt")).isFalse();
        assertThat(contributor.put(path, recorded.object(), recorded.etag()).text())
                .isEqualTo(recorded.text());
        Answer edited = contributor.put(path, recorded.object().put("text", "Who saw it, and when?"), recorded.etag());
        assertThat(edited.at("/editedAt")).isEqualTo(edited.at("/updatedAt"));
        assertThat(contributor
                        .put(path, recorded.object().put("text", "Late."), recorded.etag())
                        .status())
                .isEqualTo(412);
        assertThat(contributor.delete(path, edited.etag()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(contributor.post(path + "/restore", null).status()).isEqualTo(200);
        assertThat(contributor
                        .post(NOTES, json("{\"author\": \"admin\", \"resolvedBy\": \"x\", \"inReplyTo\": {}}"))
                        .pointers())
                .containsExactlyInAnyOrder("/text", "/author", "/resolvedBy", "/inReplyTo/id");
    }

    @Test
    void anotherMayResolveANoteAndOpenItAgainButOnlyAReviewerMayEditOrDeleteIt() {
        Answer recorded = note(api, "Who saw it?");
        String path = NOTES + "/" + recorded.id();

        Answer resolved = contributor.put(path, recorded.object().put("resolved", true), recorded.etag());
        assertThat(resolved.at("/resolvedBy")).isEqualTo("contributor");
        assertThat(resolved.at("/resolvedAt")).isEqualTo(resolved.at("/updatedAt"));
        assertThat(resolved.body().has("editedAt")).isFalse();
        assertThat(api.get(NOTES + "?resolved=true").items("id")).containsExactly(recorded.id());
        Answer open = api.put(path, Map.of("text", "Who saw it?"), resolved.etag());
        assertThat(open.at("/resolved")).isEqualTo("false");
        assertThat(open.body().has("resolvedBy")).isFalse();
        assertThat(api.get(NOTES + "?resolved=true").items("id")).isEmpty();

        assertThat(contributor.put(path, Map.of("text", "Nobody."), "*").status())
                .isEqualTo(403);
        assertThat(contributor.delete(path, "*").status()).isEqualTo(403);
        assertThat(api.as(Role.READER).post(NOTES, Map.of("text", "Me.")).status())
                .isEqualTo(403);
        Api reviewer = api.as(Role.REVIEWER);
        assertThat(reviewer.put(path, Map.of("text", "Who, when?"), "*").at("/author"))
                .isEqualTo("admin");
        assertThat(reviewer.delete(path, "*").status()).isEqualTo(204);
        assertThat(contributor.post(path + "/restore", null).status()).isEqualTo(403);
        assertThat(reviewer.post(path + "/restore", null).status()).isEqualTo(200);
    }

    @Test
    void notesAnswerEachOtherOnTheSameClaim() {
        Answer first = note(api, "Who saw it?");
        Answer second = reply(contributor, first, "A resident.");
        Answer third = reply(api, second, "Named?");
        String path = NOTES + "/" + second.id();

        assertThat(third.at("/inReplyTo/id")).isEqualTo(second.id());
        assertThat(api.get(NOTES).items("id")).containsExactly(first.id(), second.id(), third.id());
        assertThat(api.get(NOTES + "?inReplyTo=" + first.id()).items("id")).containsExactly(second.id());
        assertThat(api.put(path, json("{\"text\": \"x\", \"inReplyTo\": {\"id\": \"%s\"}}".formatted(third.id())), "*")
                        .pointers())
                .containsExactly("/inReplyTo");
        assertThat(api.delete(path, "*").problem()).isEqualTo("referenced");
        api.delete(NOTES + "/" + third.id(), "*");
        assertThat(api.delete(path, "*").status()).isEqualTo(204);
        assertThat(api.post(NOTES + "/" + third.id() + "/restore", null).problem())
                .isEqualTo("refers-to-deleted");
        assertThat(reply(api, second, "Late.").pointers()).containsExactly("/inReplyTo");

        api.created("/claims", claim("Another."));
        assertThat(api.get("/claims/C-2/notes/" + first.id()).status()).isEqualTo(404);
        assertThat(api.delete("/claims/C-2/notes/" + first.id(), "*").status()).isEqualTo(404);
        assertThat(api.post(
                                "/claims/C-2/notes",
                                json("{\"text\": \"x\", \"inReplyTo\": {\"id\": \"%s\"}}".formatted(first.id())))
                        .pointers())
                .containsExactly("/inReplyTo");
    }

    @Test
    void aNoteIsNotAnsweredThatIsBeingDeletedNorDeletedThatIsBeingAnswered() {
        DataSource tables = flyway.getConfiguration().getDataSource();
        String lock = "lock table history.note in share row exclusive mode";
        Answer one = note(api, "One.");
        Answer two = note(api, "Two.");

        List<Answer> deletedFirst = Race.inOrder(
                tables, lock, () -> api.delete(NOTES + "/" + one.id(), "*"), () -> reply(contributor, one, "Reply."));
        List<Answer> answeredFirst = Race.inOrder(
                tables, lock, () -> reply(contributor, two, "Reply."), () -> api.delete(NOTES + "/" + two.id(), "*"));

        assertThat(deletedFirst.get(0).status()).isEqualTo(204);
        assertThat(deletedFirst.get(1).pointers()).containsExactly("/inReplyTo");
        assertThat(answeredFirst.get(0).status()).isEqualTo(201);
        assertThat(answeredFirst.get(1).problem()).isEqualTo("referenced");
    }

    @Test
    void strangersNeverSeeANote() {
        note(api, "Our doubts.");
        db.sql("update claim set stage = 'DONE'").update();

        assertThat(db.sql("select count(*) from public_record.claim")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(db.sql("select count(*) from public_record.note")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(Contract.publicOperations())
                .noneMatch(operation -> operation.path().contains("/notes"));
        assertThat(api.with(null).get(NOTES).status()).isEqualTo(401);
    }

    @Test
    void historyFeedAndTheRecordAsItWasTellOfNotes() {
        String end = api.get("/changes?after=now").at("/next");
        Answer recorded = note(contributor, "Who saw it?");
        String path = NOTES + "/" + recorded.id();
        Answer edited = contributor.put(path, Map.of("text", "Who saw it, and when?"), recorded.etag());
        contributor.delete(path, edited.etag());

        Answer changes = api.get("/changes?resource=note&after=" + end);
        assertThat(changes.items("type")).containsExactly("note.created", "note.updated", "note.deleted");
        assertThat(changes.items("claim")).containsOnly(api.get("/claims/C-1").at("/id"));
        assertThat(changes.at("/items/1/by")).isEqualTo("contributor");
        Answer history = api.get("/claims/C-1/history");
        assertThat(history.items("resource")).containsExactly("note", "note", "note", "claim");
        assertThat(history.body().at("/items/1/changes").toString()).contains("{\"pointer\":\"/text\"");
        assertThat(api.get(path + "?asOf=" + history.at("/items/1/at")).text()).isEqualTo(edited.text());
    }

    @Test
    void aNoteIsPurgedWithItsClaimAndReportedUntilThen() {
        Answer first = note(api, "Who saw it?");
        reply(contributor, first, "A resident.");
        assertThat(owner.sql(
                                "select claim_number || ' ' || text || ' ' || author || ' ' || resolved from report.note order by id")
                        .query(String.class)
                        .list())
                .containsExactly("1 Who saw it? admin false", "1 A resident. contributor false");

        api.delete("/claims/C-1", "*");
        assertThat(api.get(NOTES).status()).isEqualTo(410);
        Answer purge = api.post("/claims/C-1/purge", Map.of("reason", "A court ordered it."));

        assertThat(purge.at("/removed/note/rows")).isEqualTo("2");
        assertThat(owner.sql("select count(*) from history.note")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void thePageOfTheClaimHasItsNotes() {
        People.choosePassword(api, port, Role.CONTRIBUTOR, "a password for notes");
        Browser browser = new Browser(port);
        browser.signIn(People.name(Role.CONTRIBUTOR), "a password for notes");
        Answer others = note(api, "Who saw it?");

        Page page = browser.submit(browser.open("/claims/C-1"), "#note-form", "/text", "I ask the port.");
        String own = api.get(NOTES).items("id").get(1);
        assertThat(page.text()).contains("I ask the port.", "Who saw it?");
        assertThat(page.document().select("a[href$=/notes/" + own + "/edit]")).hasSize(1);
        assertThat(page.document().select("a[href$=/notes/" + others.id() + "/edit]"))
                .isEmpty();
        page = browser.submit(page, "#note-" + others.id() + " .reply", "/text", "A resident.");
        assertThat(api.get(NOTES).at("/items/2/inReplyTo/id")).isEqualTo(others.id());
        page = browser.submit(page, "#note-" + others.id() + " .resolve");
        assertThat(api.get(NOTES).at("/items/0/resolvedBy")).isEqualTo("contributor");
        page = browser.submit(page, "#note-" + others.id() + " .resolve");
        assertThat(api.get(NOTES).at("/items/0/resolved")).isEqualTo("false");
        browser.submit(browser.open("/claims/C-1/notes/" + own + "/edit"), "#form", "/text", "I asked the port.");
        assertThat(api.get(NOTES).at("/items/1/text")).isEqualTo("I asked the port.");
        Page blank = browser.submit(page, "#note-" + others.id() + " .reply");
        assertThat(blank.status()).isEqualTo(400);
        assertThat(blank.document().expectFirst("input[name=/inReplyTo/id]").val())
                .isEqualTo(others.id());
        Page gone = browser.submit(browser.open("/claims/C-1/notes/" + own + "/delete"), "main form");
        assertThat(gone.text()).contains("The note is deleted.").doesNotContain("I asked the port.");
        browser.submit(gone, ".said form");
        assertThat(api.get(NOTES).items("id")).contains(own);
        assertThat(browser.open("/claims/C-1/notes/" + others.id() + "/delete").status())
                .isEqualTo(200);
    }
}

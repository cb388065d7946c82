package org.claimtrail.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.io.IOException;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.web.StrictApiTest;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;

/** Which files strangers see, and how many and how large ones are taken. */
class StrangersFilesTest extends StrictApiTest {

    private static final String BYTES = "application/octet-stream";

    @Test
    void strangersSeeTheFilesOfEvidenceOfWhatIsDoneAndNoOthers() throws IOException {
        api.created(
                "/claims",
                json(
                        "{\"text\": \"Said.\", \"kind\": \"FACT\", \"appearances\": [{\"article\": {\"url\": \"https://news.example/1\"}}]}"));
        String evidence = "/claims/C-1/evidence/"
                + api.created(
                                "/claims/C-1/evidence",
                                json("{\"title\": \"A paper\", \"kind\": \"DOCUMENT\", \"stance\": \"SUPPORTS\"}"))
                        .id();
        String note = "/claims/C-1/notes/"
                + api.created("/claims/C-1/notes", Map.of("text", "Ask them.")).id();
        String article = "/articles/" + api.get("/articles").items("id").get(0);
        Answer file = api.send("POST", evidence + "/files?name=paper.txt", BYTES, "What the paper says.");
        String ofNote = note + "/files/"
                + api.send("POST", note + "/files", BYTES, "Of a note.").id();
        String ofArticle = article + "/files/"
                + api.send("POST", article + "/files", BYTES, "Of an article.").id();
        String at = evidence + "/files/" + file.id();
        Api stranger = api.with(null);

        assertThat(stranger.get(at + "/content").status()).isEqualTo(404);
        api.put("/claims/C-1/stage", Map.of("stage", "IN_REVIEW"), "*");
        api.as(Role.REVIEWER).put("/claims/C-1/stage", Map.of("stage", "DONE"), "*");

        assertThat(stranger.get(at + "/content").text()).isEqualTo("What the paper says.");
        assertThat(stranger.get(at + "/content").header("Vary")).contains("Authorization");
        assertThat(stranger.get(evidence).at("/files/0/name")).isEqualTo("paper.txt");
        assertThat(stranger.get(evidence).text()).doesNotContain("admin");
        assertThat(stranger.get(evidence + "/files").items("sha256")).containsExactly(file.at("/sha256"));
        assertThat(stranger.get(article).body().has("files")).isFalse();
        for (String closed : new String[] {ofNote, ofNote + "/content", ofArticle, ofArticle + "/content"}) {
            assertThat(stranger.get(closed).status()).as(closed).isEqualTo(401);
        }

        api.delete(at, "*");
        assertThat(stranger.get(at + "/content").status()).isEqualTo(404);

        String files = evidence + "/files";
        String larger = RawHttp.answer(
                port,
                "POST /api/v1" + files
                        + " HTTP/1.1\r\nContent-Type: application/octet-stream\r\nContent-Length: 102401");
        assertThat(larger).startsWith("HTTP/1.1 413").contains("A file may have at most 102400 bytes.");
        assertThat(api.send("POST", files, BYTES, "a".repeat(102400)).status()).isEqualTo(201);
        assertThat(api.send("POST", files, BYTES, "Two.").status()).isEqualTo(201);
        Answer third = api.send("POST", files, BYTES, "Three.");
        assertThat(third.status()).isEqualTo(400);
        assertThat(third.at("/errors/0/detail"))
                .isEqualTo("must be one of at most 2: the evidence has as many files already.");
        assertThat(api.send("POST", at + "/restore", null, null).status()).isEqualTo(400);
    }
}

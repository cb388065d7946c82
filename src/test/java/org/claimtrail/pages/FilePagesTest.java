package org.claimtrail.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Chosen;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Files on the pages of claims and articles, as somebody without scripts attaches and removes them. */
class FilePagesTest extends PageTest {

    static byte[] picture() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    @Test
    void filesThatWereRemovedAreListedAndPutBack() {
        api.created("/claims", Map.of("text", "Ships were sent.", "kind", "FACT"));
        String evidence = api.created(
                        "/claims/C-1/evidence",
                        json("{\"title\": \"A picture\", \"kind\": \"IMAGE\", \"stance\": \"SUPPORTS\"}"))
                .id();
        String article = api.created("/articles", json("{\"url\": \"https://news.example/1\", \"title\": \"Ships\"}"))
                .id();
        String note = api.created("/articles/" + article + "/notes", json("{\"text\": \"Look at the table.\"}"))
                .id();
        List<String> things = List.of(
                "/claims/C-1/evidence/" + evidence, "/articles/" + article, "/articles/" + article + "/notes/" + note);
        for (String thing : things) {
            String file = api.send(
                            "POST",
                            thing + "/files?name=ports.csv",
                            "application/octet-stream",
                            "port,ships\nRajin,4\n")
                    .id();
            assertThat(api.delete(thing + "/files/" + file, "*").status()).isEqualTo(204);
        }
        Browser browser = signedIn(Role.CONTRIBUTOR);

        Page all = browser.open("/deleted/files");
        assertThat(all.text()).contains("A picture", "Ships", "Look at the table.", "by admin");
        assertThat(all.document().select("main tbody tr")).hasSize(3);
        assertThat(all.document().select("main tbody form"))
                .as("but for another's note")
                .hasSize(2);
        assertThat(browser.open("/deleted/files?q=none").text()).contains("No removed file is like that.");
        Page one = browser.open(browser.open("/claims/C-1")
                .document()
                .expectFirst("#evidence-" + evidence + " a[href*=/deleted/files]")
                .attr("href"));
        assertThat(one.document().select("main tbody tr")).hasSize(1);
        Page back = browser.submit(one, "main tbody form");
        assertThat(back.address().getPath()).isEqualTo("/claims/C-1");
        assertThat(back.text()).contains("ports.csv is back.");
        assertThat(api.get(things.get(0) + "/files").items("name")).containsExactly("ports.csv");
        assertThat(browser.open("/deleted/files").document().select("main tbody tr"))
                .hasSize(2);

        api.delete("/articles/" + article, "*");
        assertThat(browser.open("/deleted/files").text()).contains("No file is removed.");
        assertThat(signedIn(Role.READER).open("/deleted/files").status()).isEqualTo(403);
    }

    @Test
    void severalFilesAreAttachedToEvidenceSeenRemovedAndPutBack() {
        api.created("/claims", Map.of("text", "Ships were sent.", "kind", "FACT"));
        String evidence = api.created(
                        "/claims/C-1/evidence",
                        json(
                                "{\"title\": \"A picture\", \"kind\": \"IMAGE\", \"stance\": \"SUPPORTS\", \"sha256\": \"%s\"}"
                                        .formatted("a".repeat(64))))
                .id();
        Browser browser = signedIn(Role.CONTRIBUTOR);
        Page page = browser.open("/claims/C-1");
        assertThat(page.text()).contains("a".repeat(64));
        String form = "#evidence-" + evidence + " form[data-files]";

        Page attached = browser.submit(
                page,
                form,
                "files",
                List.of(
                        new Chosen("bus \u00fc.png", "text/html", picture()),
                        new Chosen("ports.csv", "text/csv", "port,ships\r\nRajin,4\r\n".getBytes(UTF_8)),
                        new Chosen("program.exe", "image/png", new byte[] {'M', 'Z', 0, 1, 2})));

        assertThat(attached.status()).isEqualTo(200);
        assertThat(attached.document().expectFirst(".said").text()).isEqualTo("2 files are attached.");
        Element place = attached.document().getElementById("evidence-" + evidence);
        assertThat(place.select(".files bdi").eachText()).containsExactly("bus \u00fc.png", "ports.csv");
        assertThat(place.select(".files .facts").eachText())
                .satisfiesExactly(
                        bus -> assertThat(bus).contains("picture (PNG)", "bytes", "contributor"),
                        ports -> assertThat(ports).contains("table (CSV)", "21 bytes"));
        assertThat(place.select(".fault li").text()).startsWith("program.exe must be of a kind that is taken here");
        assertThat(place.text()).doesNotContain("a".repeat(64));
        String image = place.expectFirst(".files img").attr("src");
        assertThat(browser.open(image).headers().get("content-type")).containsExactly("image/png");
        Page download = browser.open(place.select(".files a:has(bdi)").get(1).attr("href"));
        assertThat(download.headers().get("content-type").get(0)).startsWith("text/plain");
        assertThat(download.headers().get("content-disposition").get(0)).startsWith("attachment; ");
        assertThat(download.headers().get("content-security-policy")).containsExactly("sandbox; default-src 'none'");
        assertThat(browser.open("/claims/C-1/history").text()).contains("bus \u00fc.png");

        Page removed = browser.submit(attached, "#evidence-" + evidence + " .remove-file");
        assertThat(removed.document().expectFirst(".said").text()).startsWith("bus \u00fc.png is removed.");
        assertThat(removed.document().select(".files bdi").eachText()).containsExactly("ports.csv");
        Page back = browser.submit(removed, ".said form");
        assertThat(back.document().expectFirst(".said").text()).isEqualTo("bus \u00fc.png is back.");
        assertThat(back.document().select(".files bdi").eachText()).hasSize(2);
        assertThat(browser.submit(back, form, "files", "", "application/octet-stream", new byte[0])
                        .document()
                        .select(".fault li")
                        .text())
                .isEqualTo("Choose a file first.");
        assertThat(count("evidence_file")).isEqualTo(2);
    }

    @Test
    void notesAndArticlesHaveFilesToo() {
        api.created("/claims", Map.of("text", "Ships were sent.", "kind", "FACT"));
        String others = api.created("/claims/C-1/notes", Map.of("text", "Ask the port."))
                .id();
        String own = api.as(Role.CONTRIBUTOR)
                .created("/claims/C-1/notes", Map.of("text", "I did."))
                .id();
        String article = api.created("/articles", Map.of("url", "https://news.example/ships"))
                .id();
        Browser browser = signedIn(Role.CONTRIBUTOR);
        Page page = browser.open("/claims/C-1");
        assertThat(page.document().select("#note-" + others + " form[data-files]"))
                .isEmpty();

        Page noted = browser.submit(
                page,
                "#note-" + own + " form[data-files]",
                "files",
                "answer.eml",
                "message/rfc822",
                "From: a@b.example\r\nTo: c@d.example\r\nSubject: Yes\r\nMessage-ID: <1@b.example>\r\n\r\nYes."
                        .getBytes(UTF_8));
        assertThat(noted.document().select("#note-" + own + " .files .facts").text())
                .startsWith("e-mail");

        Page shown = browser.open("/articles/" + article);
        assertThat(shown.text()).contains("None is attached.");
        Page saved = browser.submit(
                shown,
                "main form[data-files]",
                "files",
                "page.html",
                "text/html",
                "<!DOCTYPE html><html>".getBytes(UTF_8));
        assertThat(saved.address()).hasPath("/articles/" + article);
        assertThat(saved.document().select(".files .facts").text()).startsWith("page (HTML)");
        String reader = saved.document().expectFirst(".files a:has(bdi)").attr("href");
        assertThat(signedIn(Role.READER)
                        .open("/articles/" + article)
                        .document()
                        .select("form[data-files], .remove-file"))
                .isEmpty();
        assertThat(signedIn(Role.READER).open(reader).status()).isEqualTo(200);
        assertThat(new Browser(port).open(reader).address()).hasPath("/sign-in");
    }
}

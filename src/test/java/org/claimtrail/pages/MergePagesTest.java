package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.junit.jupiter.api.Test;

/** From a name that somebody has already to one thing out of two, and back. */
class MergePagesTest extends PageTest {

    @Test
    void aNameThatIsTakenLeadsToAMergeThatSaysWhatItDoes() {
        String one = api.created("/sources", source("Ministry of Defence", "GOVERNMENT"))
                .id();
        String other = api.created("/sources", source("Defence Ministry", "GOVERNMENT"))
                .id();
        api.created("/claims", json("""
                {"text": "Ships were sent.", "kind": "FACT", "about": [{"id": "%s"}], "appearances": [
                    {"article": {"url": "https://news.example/a"}, "attribution": [{"sources": [{"id": "%s"}]}]}]}""".formatted(other, other)));
        api.created("/claims", json("""
                {"text": "They were not.", "kind": "FACT", "about": [{"id": "%s"}]}""".formatted(other)));
        Browser desk = signedIn(Role.ADMIN);

        Page clash = desk.submit(desk.open("/sources/" + other + "/edit"), "#form", "/name", "ministry of defence");
        assertThat(clash.status()).isEqualTo(409);
        assertThat(clash.document()
                        .select(".fault a[href=/sources/" + one + "]")
                        .text())
                .isEqualTo("Source: ministry of defence");
        Page asked = desk.open(clash.document().expectFirst(".fault a.button").attr("href"));
        assertThat(asked.document().select("ul[aria-labelledby=moved] li").eachText())
                .containsExactly(
                        "1 claim that it made or passed on",
                        "2 claims about it",
                        "0 articles that it published",
                        "0 parts of it");
        for (String list :
                asked.document().select("ul[aria-labelledby=moved] a").eachAttr("href")) {
            assertThat(desk.open(list).status()).as(list).isEqualTo(200);
        }

        Page merged = desk.submit(asked, "#form", "/reason", "One ministry.");
        assertThat(merged.address()).hasPath("/sources/" + one);
        assertThat(api.get("/claims?about=" + one + "&count=true").at("/total")).isEqualTo("2");
        Page back = desk.submit(merged, ".said form");
        assertThat(back.status()).isEqualTo(200);
        assertThat(api.get("/claims?about=" + one + "&count=true").at("/total")).isEqualTo("0");

        // Who may not merge is told of the other one all the same.
        Browser contributor = signedIn(Role.CONTRIBUTOR);
        Page told = contributor.submit(
                contributor.open("/sources/" + other + "/edit"), "#form", "/name", "ministry of defence");
        assertThat(told.document().select(".fault a[href=/sources/" + one + "]"))
                .hasSize(1);
        assertThat(told.document().select(".fault a.button")).isEmpty();
    }

    @Test
    void theOtherOneIsToldByItsNameOrTheAddressOfItsPage() {
        String one = api.created("/sources", source("Ministry of Ports", "GOVERNMENT"))
                .id();
        String other = api.created("/sources", source("Ministry of Ports (State)", "GOVERNMENT"))
                .id();
        String last = api.created("/sources", source("The ports' ministry", "GOVERNMENT"))
                .id();
        String story = api.created("/articles", Map.of("url", "https://press.example/story", "title", "Ports"))
                .id();
        String copy = api.created("/articles", Map.of("url", "https://copy.example/story", "title", "Ports"))
                .id();
        api.created("/articles", Map.of("url", "https://third.example/story", "title", "Ports"));
        Browser desk = signedIn(Role.ADMIN);

        assertThat(merged(desk, "/sources/" + other, "ministry of ports").address())
                .hasPath("/sources/" + one);
        assertThat(merged(desk, "/sources/" + last, "http://localhost/sources/" + one)
                        .address())
                .hasPath("/sources/" + one);
        assertThat(merged(desk, "/articles/" + copy, "press.example/story").address())
                .hasPath("/articles/" + story);

        assertThat(faults(merged(desk, "/sources/" + one, "Nobody")))
                .isEqualTo("finds no source that is called “Nobody”.");
        assertThat(merged(desk, "/sources/" + one, "Nobody")
                        .document()
                        .select("[role=alert]")
                        .text())
                .contains("The other one finds no source that is called “Nobody”.");
        assertThat(faults(merged(desk, "/sources/" + one, "Ministry of Ports")))
                .startsWith("finds no source that is called");
        api.created("/articles", Map.of("url", "https://fourth.example/story", "title", "Ports"));
        assertThat(faults(merged(desk, "/articles/" + story, "ports")))
                .isEqualTo(
                        "finds several that are called “ports”: give the address of the page of the article that is meant.");
        assertThat(faults(merged(desk, "/sources/" + one, ""))).isEqualTo("is required.");
    }

    private static Page merged(Browser desk, String thing, String into) {
        return desk.submit(desk.open(thing + "/merge"), "#form", "/into/id", into, "/reason", "One and the same.");
    }

    private static String faults(Page page) {
        assertThat(page.status()).isEqualTo(400);
        return page.document().select(".field-faults").text();
    }
}

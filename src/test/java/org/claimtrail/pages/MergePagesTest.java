package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

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
}

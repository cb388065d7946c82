package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.junit.jupiter.api.Test;

/** The one box, where what is put there names nothing. */
class FindPageTest extends PageTest {

    @Test
    void whatIsRecordedIsFoundWhateverItIs() {
        api.created("/claims", claim("Pyongyang shipped 6,700 containers of shells to Russia."));
        api.created("/claims", claim("North Korea has sent Moscow artillery ammunition by sea."));
        api.created("/sources", source("Ministry of Defence of Korea", "GOVERNMENT"));
        api.created("/articles", json("""
                {"url": "https://news.example/a", "title": "Containers at sea", "medium": "WEB"}"""));
        api.created("/measures", Map.of("name", "Containers shipped", "unit", "container"));
        api.created("/topics", Map.of("name", "Containers & ports"));
        Browser desk = signedIn(Role.READER);

        Page found = desk.open("/open?q=containers");

        assertThat(found.address()).hasPath("/find");
        assertThat(found.document().select("main h2").eachText())
                .containsSubsequence("Claims", "Articles", "Measures", "Topics")
                .doesNotContain("Sources");
        assertThat(found.document().select("[aria-labelledby=claims] .number").eachText())
                .containsExactly("C-1");
        for (String way : found.document().select("main section ul a").eachAttr("href")) {
            assertThat(desk.open(way).status()).as(way).isEqualTo(200);
        }

        // By meaning, and by a name that is mistyped.
        Page meant = desk.open("/find?q=ammunition+delivered+to+Russia+by+North+Korea");
        assertThat(meant.document().select("[aria-labelledby=alike] .number").eachText())
                .contains("C-2");
        Page mistyped = desk.open("/find?q=Minstry+of+Defense+of+Korea");
        assertThat(mistyped.document().select("[aria-labelledby=nearly] a").eachText())
                .containsExactly("Ministry of Defence of Korea");

        assertThat(desk.open("/find?q=zzyzx").document().select(".empty").text())
                .startsWith("Nothing that is recorded");
        assertThat(desk.open("/find").status()).isEqualTo(200);
    }

    @Test
    void theOneBoxSuggestsWhatIsBeingTyped() {
        api.created("/claims", claim("Pyongyang shipped 6,700 containers of shells to Russia."));
        String source = api.created("/sources", source("Container Watch", "ORGANIZATION"))
                .id();
        String measure = api.created("/measures", Map.of("name", "Containers shipped", "unit", "container"))
                .id();
        Browser desk = signedIn(Role.READER);

        assertThat(suggested(desk, "contain"))
                .containsExactly("/claims/C-1", "/sources/" + source, "/measures/" + measure);
        assertThat(suggested(desk, "1")).contains("/claims/C-1");
        assertThat(suggested(desk, "c-1")).containsExactly("/claims/C-1");
        assertThat(suggested(desk, "6700")).containsExactly("/claims/C-1");
        assertThat(suggested(desk, "\"containers of")).containsExactly("/claims/C-1");
        assertThat(suggested(desk, "-")).isEmpty();
        assertThat(suggested(desk, "C-99")).isEmpty();
        assertThat(suggested(desk, " ")).isEmpty();
    }

    @Test
    void wordsThatAreMistypedAreForgiven() {
        api.created("/claims", claim("The harbour of Chongjin was closed to ships of other countries."));
        String article = api.created("/articles", json("""
                        {"url": "https://news.example/h", "title": "Harbour closed", "medium": "WEB"}""")).id();
        while (owner.sql("select search.learn()").query(Boolean.class).single()) {
            // Until all is known.
        }
        Browser desk = signedIn(Role.READER);

        for (String typed : List.of("harbuor", "Harbor", "harbour closd", "hrabour clossed -ports")) {
            Page found = desk.open("/open?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
            assertThat(found.document()
                            .select("[aria-labelledby=claims] .number")
                            .eachText())
                    .as(typed)
                    .containsExactly("C-1");
            assertThat(found.document().select("[aria-labelledby=articles] a").attr("href"))
                    .as(typed)
                    .isEqualTo("/articles/" + article);
            assertThat(found.document().select(".notice q").eachText()).first().isEqualTo(typed);
        }
        assertThat(desk.open("/find?q=hrabour+clossed+-ports")
                        .document()
                        .select(".notice q")
                        .eachText())
                .containsExactly("hrabour clossed -ports", "harbour closed -ports");
        assertThat(suggested(desk, "harbuor")).containsExactly("/claims/C-1", "/articles/" + article);

        // What is there is not corrected, nor what is being typed, and a short word is near any.
        assertThat(desk.open("/find?q=harbour").document().select(".notice")).isEmpty();
        assertThat(suggested(desk, "harb")).containsExactly("/claims/C-1");
        assertThat(desk.open("/find?q=shpi").document().select(".notice")).isEmpty();
        assertThat(desk.open("/find?q=harvester").document().select(".empty").text())
                .startsWith("Nothing that is recorded");
    }

    @Test
    void whatWasPurgedIsNotSuggested() {
        api.created("/claims", claim("The unspeakable happened."));
        owner.sql("truncate search.known_word").update();
        while (owner.sql("select search.learn()").query(Boolean.class).single()) {
            // Until all is known.
        }
        assertThat(known("unspeakable")).isTrue();
        api.delete("/claims/C-1", "*");
        assertThat(api.post("/claims/C-1/purge", Map.of("reason", "Must not be kept."))
                        .status())
                .isLessThan(300);
        assertThat(known("unspeakable")).isFalse();
    }

    private boolean known(String word) {
        return owner.sql("select exists (select from search.known_word where word = :word)")
                .param("word", word)
                .query(Boolean.class)
                .single();
    }

    private static List<String> suggested(Browser desk, String typed) {
        Page found = desk.open("/lookups/anything?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
        assertThat(found.status()).as(typed).isEqualTo(200);
        return found.document().select(".suggestions a").eachAttr("href");
    }
}

package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What keeps the service, by pages alone. */
class AdministrationTest extends ApiTest {

    private static final String PASSWORD = "four words in a row";

    @LocalServerPort
    private int port;

    private Browser signedIn(Role role) {
        People.choosePassword(api, port, role, PASSWORD);
        Browser signedIn = new Browser(port);
        signedIn.signIn(People.name(role), PASSWORD);
        return signedIn;
    }

    @Test
    void onePageLeadsAdministratorsToAllThatIsForThem() {
        Browser admin = signedIn(Role.ADMIN);
        Page page = admin.open("/administration");
        assertThat(page.document().select(".site nav a").eachText())
                .containsSequence("Imports", "Changes", "Administration", "API");
        assertThat(page.document().select("main dl a").eachAttr("href"))
                .hasSize(3)
                .allSatisfy(way -> assertThat(admin.open(way).status()).as(way).isEqualTo(200));
        Browser reviewer = signedIn(Role.REVIEWER);
        assertThat(reviewer.open("/").document().select(".site nav a").eachText())
                .contains("Changes")
                .doesNotContain("Administration");
        for (String closed : new String[] {"/administration"}) {
            assertThat(reviewer.open(closed).status()).as(closed).isEqualTo(403);
        }
    }

    /** Those that are in use are offered, and the ratings on the one that is chosen; a new one can be typed. */
    @Test
    void anAssessmentTakesAScaleThatIsInUse() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        for (String rating :
                new String[] {"{\"label\": \"False\", \"value\": 1}", "{\"label\": \"True\", \"value\": 5}"}) {
            api.created(
                    "/claims/C-1/assessments",
                    json(
                            "{\"summary\": \"x\", \"scale\": {\"name\": \"Truth\", \"worst\": 1, \"best\": 5}, \"rating\": "
                                    + rating + "}"));
        }
        api.created(
                "/claims/C-1/assessments",
                json("{\"summary\": \"x\", \"scale\": {\"name\": \"Fire\"}, \"rating\": {\"label\": \"Pants\"}}"));
        String gone = api.created(
                        "/claims/C-1/assessments",
                        json(
                                "{\"summary\": \"x\", \"scale\": {\"name\": \"Gone\"}, \"rating\": {\"label\": \"Away\"}}"))
                .id();
        api.delete("/claims/C-1/assessments/" + gone, "*");
        Browser reviewer = signedIn(Role.REVIEWER);

        Page form = reviewer.open("/claims/C-1/assessments/new");
        assertThat(form.document().select("#scales option").eachAttr("label"))
                .containsExactly("from 1 to 5, 2 assessments", "in words, 1 assessment");
        assertThat(form.document()
                        .select("datalist[id=list-/rating/label] option")
                        .eachAttr("value"))
                .containsExactlyInAnyOrder("False", "True", "Pants");
        Page offered = reviewer.open("/lookups/ratings?%2Fscale%2Fname=truth");
        assertThat(offered.document()
                        .select("datalist[id=list-/rating/label] option")
                        .eachAttr("value"))
                .containsExactly("False", "True");
        assertThat(offered.document()
                        .select("datalist[id=list-/rating/value] option")
                        .eachAttr("value"))
                .containsExactly("1", "5");

        reviewer.submit(
                form, "#form", "/summary", "y", "/scale/name", "Truth", "/rating/label", "True", "/rating/value", "5");
        reviewer.submit(form, "#form", "/summary", "z", "/scale/name", "A new one", "/rating/label", "Odd");
        assertThat(api.get("/claims/C-1/assessments?sort=-createdAt")
                        .object()
                        .at("/items")
                        .findValuesAsString("name"))
                .contains("Truth", "A new one");
        assertThat(count("rating_scale")).isEqualTo(4);
    }
}

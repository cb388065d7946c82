package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.Test;

/** What keeps the service, by pages alone. */
class AdministrationTest extends PageTest {

    @Test
    void onePageLeadsAdministratorsToAllThatIsForThem() {
        Browser admin = signedIn(Role.ADMIN);
        Page page = admin.open("/administration");
        assertThat(page.document().select(".site nav a").eachText())
                .containsSequence("Imports", "Changes", "Administration", "API");
        assertThat(page.document().select("main dl a").eachAttr("href"))
                .hasSize(8)
                .allSatisfy(way -> assertThat(admin.open(way).status()).as(way).isEqualTo(200));
        Browser reviewer = signedIn(Role.REVIEWER);
        assertThat(reviewer.open("/").document().select(".site nav a").eachText())
                .contains("Changes")
                .doesNotContain("Administration");
        for (String closed :
                new String[] {"/administration", "/webhooks", "/webhooks/new", "/security-events", "/settings"}) {
            assertThat(reviewer.open(closed).status()).as(closed).isEqualTo(403);
        }
    }

    @Test
    void whatIsSentIsHeldBackAndSentAgain() {
        Browser admin = signedIn(Role.ADMIN);
        Page held = admin.submit(admin.open("/administration"), "form[action$=hold]");
        assertThat(held.document().select(".notice").text()).contains("nothing is sent to webhooks or by mail");
        assertThat(api.get("/outgoing").body().at("/held").booleanValue()).isTrue();
        Page sent = admin.submit(held, "form[action$=release]");
        assertThat(sent.document().select(".notice")).isEmpty();
        assertThat(api.get("/outgoing").body().at("/held").booleanValue()).isFalse();
    }

    @Test
    void aWebhookIsMadePausedReplayedAndDeleted() {
        Browser admin = signedIn(Role.ADMIN);
        Page form = admin.open("/webhooks/new");
        Page refused = admin.submit(form, "#form", "/url", "http://hooks.example/");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.document().getElementById("faults-/url").text()).contains("https");

        Page made = admin.submit(
                form,
                "#form",
                "/url",
                "https://hooks.example/in",
                "/description",
                "The archive",
                "/resources/0",
                "claim",
                "/types@lines",
                "claim.created\nclaim.deleted");
        String secret = made.document().expectFirst(".said code").text();
        String id = api.get("/webhooks").at("/items/0/id");
        assertThat(api.get("/webhooks/" + id).object().at("/types")).hasSize(2);
        api.created("/topics", Map.of("name", "one"));
        Page list = admin.open("/webhooks");
        assertThat(list.document().select("tbody td").eachText())
                .containsExactly("https://hooks.example/in The archive", "sends", "up to 1 change", "never");
        Page shown = admin.open("/webhooks/" + id);
        assertThat(shown.text())
                .contains("Claim", "claim.created, claim.deleted")
                .doesNotContain(secret);

        // What failed is told, and whether it goes on.
        owner.sql("update webhook set failures = 3, last_error = 'it answered 500', parked_at = now()")
                .update();
        assertThat(admin.open("/webhooks/" + id).text()).contains("given up", "3 times", "it answered 500");
        Page again = admin.submit(shown, "form[action$=replay]");
        assertThat(again.text())
                .contains("It goes on from there.", "up to 1 change")
                .doesNotContain("given up");
        assertThat(admin.submit(shown, "form[action$=replay]", "from", "now").text())
                .contains("Still to send nothing");
        assertThat(admin.submit(shown, "form[action$=replay]", "from", "day", "day", "2020-01-01")
                        .text())
                .contains("Still to send up to 1 change");
        assertThat(admin.submit(shown, "form[action$=replay]", "from", "day", "day", "2999-01-01")
                        .text())
                .contains("Still to send nothing");
        assertThat(admin.submit(shown, "form[action$=replay]", "from", "start").text())
                .contains("up to 1 change");
        assertThat(admin.submit(shown, "form[action$=replay]", "from", "day", "day", "")
                        .status())
                .isEqualTo(400);

        Page paused = admin.submit(shown, "form[action$=active]");
        assertThat(paused.text()).contains("paused");
        Page edited = admin.submit(
                admin.open("/webhooks/" + id + "/edit"),
                "#form",
                "/description",
                "Another archive",
                "/parallel",
                "8",
                "/active",
                "true");
        assertThat(edited.text()).contains("Another archive", "sends", "up to 8 requests at the same time");
        Page tooMany = admin.submit(admin.open("/webhooks/" + id + "/edit"), "#form", "/parallel", "17");
        assertThat(tooMany.status()).isEqualTo(400);
        assertThat(tooMany.document().getElementById("faults-/parallel").text()).isNotEmpty();
        assertThat(api.get("/webhooks/" + id).at("/resources/0")).isEqualTo("claim");
        String renewed = admin.submit(edited, "form[action$=secret]")
                .document()
                .expectFirst(".said code")
                .text();
        assertThat(renewed).isNotEqualTo(secret);
        Page gone = admin.submit(admin.open("/webhooks/" + id + "/delete"), "main form");
        assertThat(gone.text()).contains("The webhook is deleted.", "There is no webhook yet.");
    }

    @Test
    void exchangeRatesAreKeptLikeOtherThings() {
        Browser contributor = signedIn(Role.CONTRIBUTOR);
        Page form = contributor.open("/exchange-rates/new");
        Page refused =
                contributor.submit(form, "#form", "/from", "EUR", "/to", "EUR", "/rate", "much", "/on", "2024-06-19");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.document().select(".field-faults").eachText()).hasSizeGreaterThan(2);
        Page made = contributor.submit(
                form,
                "#form",
                "/from",
                "EUR",
                "/to",
                "USD",
                "/rate",
                "1.08",
                "/on",
                "19 June 2024",
                "/source/name",
                "Central Bank",
                "/source/kind",
                "ORGANIZATION");
        assertThat(made.text()).contains("It is recorded.", "1 EUR is 1.08 USD", "Central Bank");
        String shown = made.address().getPath();
        assertThat(contributor
                        .open("/exchange-rates?from=EUR&onFrom=2024-01-01")
                        .document()
                        .select("tbody td")
                        .eachText())
                .containsExactly("1 EUR is 1.08 USD", "19 June 2024", "Central Bank");
        assertThat(contributor.open("/exchange-rates?from=CHF").text()).contains("Nothing is like that.");

        contributor.submit(contributor.open(shown + "/edit"), "#form", "/rate", "1.07");
        assertThat(contributor.open(shown + "/history").text()).contains("Exchange rate updated", "Rate 1.08 1.07");
        Page deleted = contributor.submit(contributor.open(shown + "/delete"), "main form");
        assertThat(deleted.text()).contains("The exchange rate EUR in USD, 19 June 2024: 1.07 is deleted.");
        assertThat(contributor.open(shown).status()).isEqualTo(410);
        assertThat(contributor.submit(deleted, ".said form").text()).contains("is back.");
        assertThat(signedIn(Role.READER).open("/exchange-rates/new").status()).isEqualTo(403);
    }

    @Test
    void theSecurityLogIsRead() {
        Browser admin = signedIn(Role.ADMIN);
        new Browser(port).signIn("nobody-known", "wrong");
        String reader = People.account(Role.READER).toString();
        signedIn(Role.READER).open("/webhooks");
        Page log = admin.open("/security-events");
        assertThat(log.document().select("tbody td:nth-child(2)").eachText())
                .anySatisfy(event -> assertThat(event).startsWith("Sign in failed"))
                .anySatisfy(event -> assertThat(event).startsWith("Denied GET /webhooks"));
        Page denied = admin.open("/security-events?kind=DENIED&account=" + reader);
        assertThat(denied.document().select("tbody tr")).hasSize(1);
        assertThat(denied.document().expectFirst("tbody a").attr("href")).isEqualTo("/accounts/" + reader);
        assertThat(admin.open("/security-events?to=2020-01-01&kind=").text()).contains("Nothing is like that.");
        assertThat(admin.open("/security-events?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void theSettingsInForceAreShownWithoutSecrets() {
        Browser admin = signedIn(Role.ADMIN);
        Page settings = admin.open("/settings");
        assertThat(settings.document().select("tbody tr").eachText())
                .contains(
                        "claimtrail.webhooks.at-once 0 set for this installation",
                        "claimtrail.webhooks.secret-overlap 1 day by default",
                        "claimtrail.public-read no by default",
                        "claimtrail.admin.name admin by default");
        assertThat(settings.document()
                        .select("tbody tr:contains(admin.password)")
                        .text())
                .doesNotContain("four words")
                .containsPattern("none|set, and not shown");
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

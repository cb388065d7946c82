package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;

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
}

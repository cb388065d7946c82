package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TourPageTest extends PageTest {

    @Autowired
    private DemoData demo;

    @Test
    void theDemoDataAreWalkedThroughAndNothingElseIs() {
        Browser desk = signedIn(Role.READER);
        assertThat(desk.open("/").document().select("a[href=/tour]")).isEmpty();
        assertThat(desk.open("/tour").address()).hasPath("/");

        demo.load();
        Page tour =
                desk.open(desk.open("/").document().expectFirst("a[href=/tour]").attr("href"));

        List<String> steps = tour.document().select(".tour h2 a").eachAttr("href");
        assertThat(steps).hasSize(10);
        for (String step : steps) {
            assertThat(desk.open(step).status()).as(step).isEqualTo(200);
        }
        assertThat(desk.open(steps.get(1)).text()).contains("6,700 containers");
    }
}

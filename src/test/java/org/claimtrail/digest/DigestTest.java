package org.claimtrail.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.address.PublicAddress;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.claimtrail.watching.LookedAt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.util.ReflectionTestUtils;

/** The mail of the morning, from the choice of an address to the link that ends it. */
class DigestTest extends PageTest {

    private static final Pattern LINK = Pattern.compile("https://claims\\.test(/digest/[a-z]+\\?key=[\\w-]{43})");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @Autowired
    private BeanFactory beans;

    @Autowired
    private Mail mail;

    @Autowired
    private DigestMailing mailing;

    @Autowired
    private JavaMailSenderImpl sender;

    private Browser contributor;

    @BeforeEach
    void startServer() {
        server.start();
        sender.setPort(server.getSmtp().getPort());
        // An application of its own, of which only this is otherwise, would take longer than all of this.
        ReflectionTestUtils.setField(mail, "address", new PublicAddress("https://claims.test"));
        contributor = signedIn(Role.CONTRIBUTOR);
    }

    @AfterEach
    void stopServer() {
        ReflectionTestUtils.setField(mail, "address", new PublicAddress(null));
        server.stop();
    }

    private MimeMessage last() {
        MimeMessage[] received = server.getReceivedMessages();
        return received[received.length - 1];
    }

    private static String link(String text) {
        Matcher link = LINK.matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group(1);
    }

    private static String content(MimeMessage mail) throws Exception {
        return mail.getContent() instanceof String text ? text : GreenMailUtil.getBody(mail);
    }

    private Page choose(String address) {
        return contributor.submit(contributor.open("/account/digest"), "#digest", "address", address, "hour", "7");
    }

    private void subscribe() throws Exception {
        choose("ada@news.example");
        Browser stranger = new Browser(port);
        stranger.submit(stranger.open(link(content(last()))), "main form");
    }

    /** As if its hour had come. */
    private void isDue() {
        db.sql("update digest set next_at = now() - interval '1 second' where next_at is not null")
                .update();
    }

    private void tell(String text) {
        api.created("/claims/C-1/notes", Map.of("text", text));
        LookedAt.allChanges(beans);
    }

    @Test
    void anAddressIsSentNothingBeforeItIsConfirmed() throws Exception {
        assertThat(choose("ada@news.example\r\nBcc: eve@news.example").text()).contains("must be an e-mail address");
        Page atNoon = contributor.submit(
                contributor.open("/account/digest"), "#digest", "address", "ada@news.example", "hour", "noon");
        assertThat(atNoon.status()).isEqualTo(400);
        assertThat(atNoon.text()).contains("Hour must be a whole number from 0 to 23.");
        assertThat(server.getReceivedMessages()).isEmpty();

        assertThat(choose("ada@news.example").text())
                .contains("A mail is on its way")
                .contains("It waits for you");
        assertThat(last().getAllRecipients()[0]).hasToString("ada@news.example");
        String first = link(content(last()));
        isDue();
        mailing.sendAll();
        assertThat(server.getReceivedMessages()).hasSize(1);

        // Looking confirms nothing; another address makes the link void.
        Browser stranger = new Browser(port);
        assertThat(stranger.open(first).text()).contains("Confirm this address");
        choose("eve@news.example");
        assertThat(stranger.open(first).status()).isEqualTo(410);
        Page confirmed = stranger.submit(stranger.open(link(content(last()))), "main form");
        assertThat(confirmed.text()).contains("The address is confirmed").contains("eve@news.example");
        assertThat(contributor.open("/account/digest").text())
                .doesNotContain("It waits")
                .contains("Next");
        assertThat(api.get("/security-events?kind=MAIL_ADDRESS_CHANGED").items("detail"))
                .contains("to eve@news.example, to be confirmed", "eve@news.example was confirmed");
        assertThat(db.sql("select string_agg(hash::text, '') from mail_key")
                        .query(String.class)
                        .single())
                .doesNotContain(first.substring(first.indexOf('=') + 1));

        for (int i = 0; i < 3; i++) {
            choose("n" + i + "@news.example");
        }
        assertThat(choose("last@news.example").text()).contains("too often");
    }

    @Test
    void aDigestTellsOnceADayWhatIsNewAndWhatWaits() throws Exception {
        api.created("/claims", claim("<b>Ships</b>\nleft \u202Eport & sea"));
        api.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS", "assignee", "contributor"), "*");
        LookedAt.allChanges(beans);
        subscribe();
        tell("@contributor, look.");
        tell("Again.");
        isDue();
        server.purgeEmailFromAllMailboxes();
        api.post("/outgoing/hold", null);
        mailing.sendAll();
        assertThat(server.getReceivedMessages()).as("on a copy").isEmpty();
        api.post("/outgoing/release", null);

        Race.of(3, i -> {
            mailing.sendAll();
            return i;
        });

        assertThat(server.getReceivedMessages()).as("by one of three").hasSize(1);
        MimeMessage mail = last();
        assertThat(mail.getSubject()).isEqualTo("Claimtrail: 1 notice, 2 wait for you");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        Multipart parts = (Multipart) mail.getContent();
        String raw = GreenMailUtil.getWholeMessage(mail);
        assertThat(raw).contains("multipart/alternative");
        String text = text(parts, "text/plain");
        assertThat(text)
                .contains("* C-1: <b>Ships</b> left port & sea\n  https://claims.test/claims/C-1\n  Changed by admin")
                .contains("You are mentioned in a note.")
                .contains("Assigned to you (1)")
                .contains("Open notes mention you (1)");
        assertThat(text(parts, "text/html"))
                .contains("&lt;b&gt;Ships&lt;/b&gt; left port &amp; sea")
                .doesNotContain("<b>");

        // Not twice, and nothing where nothing is to be told.
        db.sql("update note set resolved_at = now(), resolved_by = 'contributor'")
                .update();
        api.put("/claims/C-1/stage", Map.of("stage", "DROPPED", "reason", "Idle."), "*");
        mailing.sendAll();
        isDue();
        mailing.sendAll();
        assertThat(server.getReceivedMessages()).hasSize(1);

        // What mail programs send by one click: no session, no form.
        String unsubscribe = link(mail.getHeader("List-Unsubscribe")[0]);
        assertThat(new Browser(port).open(unsubscribe).text()).contains("Send no more");
        Page ended = new Browser(port).post(unsubscribe, Map.of("List-Unsubscribe", "One-Click"));
        assertThat(ended.text()).contains("No more mails are sent");
        assertThat(new Browser(port)
                        .post(unsubscribe.replace("unsubscribe", "confirm"), Map.of())
                        .status())
                .as("a key is for one thing")
                .isNotEqualTo(200);
        assertThat(count("digest where next_at is null")).isEqualTo(1);
    }

    @Test
    void whatTheServerDoesNotTakeIsTriedAgainAndWhatACrashBrokeOffIsNot() throws Exception {
        api.created("/claims", claim("Ships."));
        subscribe();
        tell("@contributor, look.");
        isDue();
        server.stop();
        mailing.sendAll();
        assertThat(contributor.open("/account/digest").text()).contains("Could not be sent");
        assertThat(db.sql("select next_at - now() < interval '6 minutes' from digest")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        server.start();
        sender.setPort(server.getSmtp().getPort());
        isDue();
        mailing.sendAll();
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(last().getSubject()).contains("1 notice");
        assertThat(contributor.open("/account/digest").text()).doesNotContain("Could not be sent");

        // Taken up, and then the process was killed.
        tell("@contributor, again.");
        isDue();
        assertThat(mailing.takeUp()).isPresent();
        mailing.sendAll();
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(db.sql("select next_at > now() from digest")
                        .query(Boolean.class)
                        .single())
                .isTrue();

        // Whoever may not get in is sent nothing.
        isDue();
        api.patch("/users/" + People.account(Role.CONTRIBUTOR), Map.of("disabled", true), "*");
        mailing.sendAll();
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    private static String text(Multipart parts, String type) throws Exception {
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).isMimeType(type)) {
                return ((String) parts.getBodyPart(i).getContent()).replace("\r\n", "\n");
            }
            if (parts.getBodyPart(i).getContent() instanceof Multipart more) {
                String found = text(more, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}

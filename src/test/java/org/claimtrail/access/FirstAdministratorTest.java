package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.address.LocalAddress;
import org.claimtrail.address.PublicAddress;
import org.claimtrail.database.embedded.ServiceFiles;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;

@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest extends ApiTest {

    @LocalServerPort
    private int port;

    @Autowired
    private AccountRepository accounts;

    @Autowired
    private ApiTokens tokens;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Passwords passwords;

    @Autowired
    private SecurityLog securityLog;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private LocalAddress local;

    @Autowired
    private Clock clock;

    private PublicAddress address = new PublicAddress(null);

    @TempDir
    private Path directory;

    @BeforeEach
    void nobodyIsThere() {
        owner.sql("truncate account cascade").update();
    }

    @Test
    void besideTheEmbeddedDatabaseThePasswordAndATokenAreShownOnce(CapturedOutput log) throws Exception {
        String shown = shownAtStart(log, Optional.of(directory), null);

        String password = found("password: (\\S{20})", shown);
        String token = found("token: +(ct_\\S{43})", shown);
        Path file = directory.resolve("admin-token");
        assertThat(Files.readString(file)).isEqualTo(token + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(api.with(token).get("/me").at("/role")).isEqualTo("ADMIN");
        assertThat(new Browser(port).signIn("admin", password).address().getPath())
                .isEqualTo("/");

        assertThat(shownAtStart(log, Optional.of(directory), null)).doesNotContain("password", "token");
        assertThat(Files.readString(file)).isEqualTo(token + "\n");
    }

    @Test
    void withADatabaseOfItsOwnALinkIsShownAtEachStartUntilAPasswordIsChosen(CapturedOutput log) {
        String first =
                found("at http://127.0.0.1:" + port + "(/invitation\\S+)", shownAtStart(log, Optional.empty(), null));
        assertThat(shownAtStart(log, Optional.empty(), null))
                .contains("/invitation?key=")
                .doesNotContain(first);

        Browser browser = new Browser(port);
        Page page = browser.open(first);
        browser.submit(page, "main form", "password", "four words in a row", "repeated", "four words in a row");
        assertThat(browser.signIn("admin", "four words in a row").address().getPath())
                .isEqualTo("/");

        assertThat(shownAtStart(log, Optional.empty(), null)).doesNotContain("/invitation");
        assertThat(count("account")).isEqualTo(1);
        assertThat(count("invitation")).isZero();
    }

    @Test
    void theLinkLeadsToWhereOthersReachTheService(CapturedOutput log) {
        address = new PublicAddress("https://claims.example");
        assertThat(shownAtStart(log, Optional.empty(), null)).contains(" at https://claims.example/invitation?key=");
    }

    @Test
    void thePasswordMayComeFromTheConfigurationAndIsNotLogged(CapturedOutput log) {
        assertThat(shownAtStart(log, Optional.empty(), "given by the environment"))
                .contains("Administrator admin")
                .doesNotContain("given by the environment", "/invitation");
        assertThat(new Browser(port)
                        .signIn("admin", "given by the environment")
                        .address()
                        .getPath())
                .isEqualTo("/");
        assertThat(new FirstAdministrator.Settings("admin", "secret")).hasToString("Settings[name=admin]");
    }

    @Test
    void aPasswordThatIsTooSimpleStopsTheStart() {
        assertThatThrownBy(() -> start(Optional.empty(), "admin"))
                .hasMessage("claimtrail.admin.password must have at least 12 characters.");
        assertThat(count("account")).isZero();
    }

    @Test
    void ofInstancesThatStartAtOnceOneCreatesTheAdministrator() {
        Race.of(8, i -> {
            start(Optional.of(directory), null);
            return i;
        });

        assertThat(count("account")).isEqualTo(1);
        assertThat(count("api_token")).isEqualTo(1);
    }

    private void start(Optional<Path> files, String password) {
        new FirstAdministrator(
                        accounts,
                        tokens,
                        invitations,
                        passwords,
                        securityLog,
                        new FirstAdministrator.Settings("admin", password),
                        new ServiceFiles(files),
                        local,
                        address,
                        transactions,
                        db,
                        clock)
                .run(new DefaultApplicationArguments());
    }

    private String shownAtStart(CapturedOutput log, Optional<Path> files, String password) {
        int before = log.getAll().length();
        start(files, password);
        return log.getAll().substring(before);
    }

    private static String found(String pattern, String shown) {
        Matcher matcher = Pattern.compile(pattern).matcher(shown);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}

package org.claimtrail.testing;

import org.claimtrail.platform.Role;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A test of pages as somebody without scripts gets them, on an empty record. */
public abstract class PageTest extends ApiTest {

    protected static final String PASSWORD = "four words in a row";

    @LocalServerPort
    protected int port;

    /** Somebody of that role, who chose a password and signed in with it. */
    protected Browser signedIn(Role role) {
        People.choosePassword(api, port, role, PASSWORD);
        return signedIn(role, new Browser(port));
    }

    /** The same, in a browser that asks for a language. */
    protected Browser signedIn(Role role, String language) {
        People.choosePassword(api, port, role, PASSWORD);
        return signedIn(role, new Browser(port, language));
    }

    private static Browser signedIn(Role role, Browser signedIn) {
        signedIn.signIn(People.name(role), PASSWORD);
        return signedIn;
    }
}

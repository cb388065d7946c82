package org.claimtrail.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.platform.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An account for each role, with a token that is known. Their names are those of their roles, in lower case. */
public final class People {

    private People() {}

    /** Lets them in where there are no accounts. */
    public static void moveIn(JdbcClient db) {
        // In one statement: this is done before every test.
        db.sql("""
                        with person as (
                            select cast(id as uuid) as id, name, upper(name) as role, sha256(cast(token as bytea)) as hash
                            from unnest(:ids, :names, :tokens) as p(id, name, token)
                        ), account as (
                            insert into account (id, revision, name, role, disabled, sessions_valid_from, created_at,
                                updated_at)
                            select id, 0, name, role, false, now(), now(), now() from person
                        )
                        insert into api_token (id, account_id, name, scope, hash, created_at, last_used_at)
                        select id, id, 'test', role, hash, now(), now() from person""")
                .param("ids", each(role -> account(role).toString()))
                .param("names", each(People::name))
                .param("tokens", each(People::token))
                .update();
    }

    private static String[] each(Function<Role, String> value) {
        return Arrays.stream(Role.values()).map(value).toArray(String[]::new);
    }

    public static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    public static UUID account(Role role) {
        return UUID.nameUUIDFromBytes(name(role).getBytes(StandardCharsets.UTF_8));
    }

    public static String token(Role role) {
        return "ct_" + name(role).repeat(10).substring(0, 43);
    }

    public static String bearer(Role role) {
        return "Bearer " + token(role);
    }

    /** Lets somebody choose a password, by the link that an administrator makes. */
    public static void choosePassword(Api api, int port, Role role, String password) {
        String link = api.post("/users/" + account(role) + "/invitation", null)
                .at("/link")
                .replaceFirst("http://[^/]+", "");
        Browser browser = new Browser(port);
        browser.submit(browser.open(link), "main form", "password", password, "repeated", password);
    }
}

package org.claimtrail.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;
import org.claimtrail.platform.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An account for each role, with a token that is known. Their names are those of their roles, in lower case. */
public final class People {

    private People() {}

    /** Lets them in where there are no accounts. */
    public static void moveIn(JdbcClient db) {
        for (Role role : Role.values()) {
            db.sql("""
                            with one as (
                                insert into account (id, revision, name, role, disabled, sessions_valid_from, created_at,
                                    updated_at)
                                values (:id, 0, :name, :role, false, now(), now(), now())
                                returning id)
                            insert into api_token (id, account_id, name, scope, hash, created_at, last_used_at)
                            select id, id, 'test', :role, :hash, now(), now() from one""")
                    .param("id", account(role))
                    .param("name", name(role))
                    .param("role", role.name())
                    .param("hash", hash(token(role)))
                    .update();
        }
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

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

package org.claimtrail.access;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * What a password must be, and how it is kept: as bcrypt, with the algorithm's name in front so that another one can
 * follow. Length is what counts; rules about digits and signs only make people write passwords down (NIST SP 800-63B).
 */
@Component
class Passwords {

    static final int LEAST_CHARACTERS = 12;
    /** bcrypt looks at no more. */
    static final int MOST_BYTES = 72;

    /** @param strength of bcrypt: 2 to this power rounds; with 12, about a quarter of a second */
    @ConfigurationProperties("claimtrail.passwords")
    record Settings(@DefaultValue("12") int strength) {

        Settings {
            if (strength < LEAST_STRENGTH || strength > MOST_STRENGTH) {
                throw new IllegalArgumentException("claimtrail.passwords.strength has to be from " + LEAST_STRENGTH
                        + " to " + MOST_STRENGTH + ".");
            }
        }
    }

    private static final int LEAST_STRENGTH = 4;
    private static final int MOST_STRENGTH = 20;

    private final PasswordEncoder encoder;

    Passwords(Settings settings) {
        this.encoder = new DelegatingPasswordEncoder(
                "bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(settings.strength())));
    }

    /** What is wrong with it, as the end of a sentence that begins with "It"; empty if nothing is. */
    Optional<String> objection(String password, String accountName) {
        if (password.codePointCount(0, password.length()) < LEAST_CHARACTERS) {
            return Optional.of("must have at least " + LEAST_CHARACTERS + " characters.");
        }
        if (tooLong(password)) {
            return Optional.of("must have at most " + MOST_BYTES + " bytes in UTF-8.");
        }
        if (password.toLowerCase(Locale.ROOT).contains(accountName.toLowerCase(Locale.ROOT))
                || password.chars().distinct().count() < 5) {
            return Optional.of(
                    "must not be easy to guess: no account name in it, and more than four different characters.");
        }
        return Optional.empty();
    }

    String hash(String password) {
        return encoder.encode(password);
    }

    boolean matches(String password, String hash) {
        return !tooLong(password) && encoder.matches(password, hash);
    }

    boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private static boolean tooLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }
}

package org.claimtrail.follow;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.claimtrail.thing.ExternalIds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which other installations are followed.
 *
 * @param follow each with its own name
 */
@ConfigurationProperties("claimtrail")
record FollowSettings(@DefaultValue List<Installation> follow) {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * One that is followed.
     *
     * @param name what it is called here: the scheme of the external ids of what comes from it
     * @param url where it is, without the part of the API
     * @param token of an account there that may read
     * @param tokenFile where the token stands instead
     * @param every how often it is asked for changes where there were none
     */
    record Installation(
            @Nullable String name,
            @Nullable URI url,
            @Nullable String token,
            // Not a Path: Spring would take a file of that name on the class path for it.
            @Nullable String tokenFile,
            @DefaultValue("5s") Duration every) {

        String called() {
            return Objects.requireNonNull(name);
        }

        URI base() {
            return Objects.requireNonNull(url);
        }

        /** The token, wherever it stands. */
        String secret() throws IOException {
            return tokenFile == null || tokenFile.isBlank()
                    ? Objects.requireNonNull(token).strip()
                    : Files.readString(Path.of(tokenFile)).strip();
        }

        /** How the history tells what comes from it. */
        String channel() {
            return "follow " + called();
        }

        /** Without the token. */
        @Override
        public String toString() {
            return name + ": " + url + ", every " + every.toMillis() / 1000.0 + " s";
        }
    }

    FollowSettings {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < follow.size(); i++) {
            check("claimtrail.follow[" + i + "].", follow.get(i));
            String name = follow.get(i).called();
            require(
                    names.add(name),
                    "claimtrail.follow[" + i + "].name must not be that of another one: " + name + ".");
        }
    }

    private static void check(String prefix, Installation one) {
        require(
                one.name() != null
                        && ExternalIds.isScheme(one.name())
                        && !one.name().equals(ExternalIds.OWN)
                        && !one.name().startsWith(ExternalIds.OWN + "."),
                prefix
                        + "name must be at most 50 lower-case letters, digits, dots, plus signs and hyphens, begin with a letter, and not be claimtrail: such as lisbon.");
        URI url = one.url();
        require(
                url != null
                        && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                        && url.getHost() != null
                        && url.getUserInfo() == null
                        && url.getQuery() == null
                        && url.getFragment() == null,
                prefix + "url must be the address of another installation, such as https://lisbon.example.");
        boolean hasToken = one.token() != null && !one.token().isBlank();
        boolean hasFile = one.tokenFile() != null && !one.tokenFile().isBlank();
        require(
                hasToken != hasFile,
                prefix + "token must be an API token of a reader there, or token-file the file that holds it.");
        try {
            require(
                    one.secret().matches("\\p{Graph}+"),
                    prefix + (hasFile ? "token-file must hold" : "token must be") + " the token and nothing else.");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    prefix + "token-file must be a file that can be read: " + one.tokenFile() + ".", e);
        }
        require(
                one.every().toMillis() >= 100 && one.every().compareTo(LONGEST_PAUSE) <= 0,
                prefix + "every must be from 100ms to 1h, such as 5s.");
    }

    private static void require(boolean met, String sentence) {
        if (!met) {
            throw new IllegalArgumentException(sentence);
        }
    }
}

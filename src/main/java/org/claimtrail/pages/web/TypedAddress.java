package org.claimtrail.pages.web;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of the web as people write them: www.news.example, or news.example/story, without a scheme. */
final class TypedAddress {

    private static final Pattern WITH_SCHEME = Pattern.compile("(?i)https?://\\S+");

    /** Whatever begins with www, and a host with a path behind it; "e.g.", "5.7" and "and/or" are none. */
    private static final Pattern WITHOUT_SCHEME = Pattern.compile(
            "(?i)(?:www\\.[^\\s/?#:@]+\\.[^\\s/?#:@]+(?:[/?#]\\S*)?|[^\\s/?#:@]+\\.[^\\s/?#:@.]{2,}[/?#]\\S*)");

    private TypedAddress() {}

    /** The address with a scheme; empty where what was typed looks like none. */
    static Optional<String> of(String typed) {
        if (WITH_SCHEME.matcher(typed).matches()) {
            return Optional.of(typed);
        }
        return WITHOUT_SCHEME.matcher(typed).matches() ? Optional.of("https://" + typed) : Optional.empty();
    }
}

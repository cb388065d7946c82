package org.claimtrail.digest;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is sent; the server is what {@code spring.mail.*} says.
 *
 * @param from the address that mails come from; without one, none are sent
 * @param retryAfter how long to wait after each failure to send a digest, one after the other; after one more, that of the next
 *     day is waited for
 */
@ConfigurationProperties("claimtrail.mail")
record MailSettings(
        @Nullable String from,
        @DefaultValue({"5m", "30m", "2h"}) List<Duration> retryAfter) {

    MailSettings {
        from = from == null || from.isBlank() ? null : from.strip();
        if (from != null && !MailAddress.isOne(from)) {
            throw new IllegalArgumentException(
                    "claimtrail.mail.from has to be an address, such as claimtrail@news.example, not " + from);
        }
        retryAfter = List.copyOf(retryAfter);
    }
}

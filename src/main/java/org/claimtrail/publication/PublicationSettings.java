package org.claimtrail.publication;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what is published calls itself.
 *
 * @param address where everybody reaches the service, such as {@code https://claims.example}; where it is not given, what
 *     the service is reached by, if that is one of its own names
 * @param name of the site
 * @param maxAge for how long caches may keep what they were given
 */
@ConfigurationProperties("claimtrail.publication")
public record PublicationSettings(
        @Nullable URI address,
        @DefaultValue("Claimtrail") String name,
        @DefaultValue("60s") Duration maxAge) {

    public PublicationSettings {
        if (address != null
                && (address.getHost() == null
                        || !String.valueOf(address.getScheme()).matches("https?"))) {
            throw new IllegalArgumentException(
                    "claimtrail.publication.address has to be an address such as https://claims.example, and is "
                            + address + ".");
        }
    }
}

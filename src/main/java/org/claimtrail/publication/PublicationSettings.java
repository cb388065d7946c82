package org.claimtrail.publication;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what is published calls itself.
 *
 * @param name of the site
 * @param maxAge for how long caches may keep what they were given
 */
@ConfigurationProperties("claimtrail.publication")
public record PublicationSettings(
        @DefaultValue("Claimtrail") String name,
        @DefaultValue("60s") Duration maxAge) {}

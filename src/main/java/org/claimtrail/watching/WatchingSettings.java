package org.claimtrail.watching;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are told of what they watch.
 *
 * @param notices whether this instance makes notices of changes, as one of them has to
 * @param searchesEvery how often it is looked what searches that are watched newly find
 */
@ConfigurationProperties("claimtrail.watching")
record WatchingSettings(
        @DefaultValue("true") boolean notices,
        @DefaultValue("5m") Duration searchesEvery) {}

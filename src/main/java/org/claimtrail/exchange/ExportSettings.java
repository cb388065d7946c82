package org.claimtrail.exchange;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What exports may take from others.
 *
 * @param atOnce how many one instance writes at once
 * @param atOnceForStrangers how many of them those get who show no token: each holds a connection to its end
 * @param statementTimeout how long one statement of an export may run
 */
@ConfigurationProperties("claimtrail.exports")
public record ExportSettings(
        @DefaultValue("4") int atOnce,
        @DefaultValue("1") int atOnceForStrangers,
        @DefaultValue("10m") Duration statementTimeout) {}

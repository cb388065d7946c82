package org.claimtrail.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one request may cost. How long Tomcat waits for bytes, and for how many clients, are settings of its own:
 * {@code server.*}.
 *
 * @param bodySize the largest body; there is room for the text of any article
 * @param bodiesInFlight how much all bodies together may have that are being read or answered, without those of up to 64 KiB;
 *     a 32nd part of the heap unless given; a larger one is read while there is no other
 * @param strangersForm the largest form of somebody who is not signed in
 * @param bodyTime how long a body may take to arrive, however steadily it drips
 * @param listElements how many elements any one list in a body may have
 * @param queryLength how many characters the query of an address may have, as it is sent
 * @param statementTimeout how long one statement may run; 0 for any time, here and below
 * @param lockTimeout how long a statement may wait for what another one holds
 * @param idleTransactionTimeout how long a transaction may stay open without asking for anything
 */
@ConfigurationProperties("claimtrail.limits")
public record Limits(
        @DefaultValue("32MB") DataSize bodySize,
        @Nullable DataSize bodiesInFlight,
        @DefaultValue("64KB") DataSize strangersForm,
        @DefaultValue("2m") Duration bodyTime,
        @DefaultValue("10000") int listElements,
        @DefaultValue("8192") int queryLength,
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("10s") Duration lockTimeout,
        @DefaultValue("1m") Duration idleTransactionTimeout) {}

package org.claimtrail.history;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the change feed is followed.
 *
 * @param streams how many clients one instance lets listen at once
 * @param streamsOfAccount how many of them one account may have
 * @param heartbeat how often a stream that has nothing to tell shows that it lives
 * @param lookEvery how often this instance looks for changes that nobody told it of
 */
@ConfigurationProperties("claimtrail.changes")
public record ChangeFeedSettings(
        @DefaultValue("1000") int streams,
        @DefaultValue("100") int streamsOfAccount,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("15s") Duration lookEvery) {}

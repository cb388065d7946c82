package org.claimtrail.webhook;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes are sent to webhooks.
 *
 * @param allowHttp whether an address may do without TLS
 * @param allowedNetworks networks that may be sent to although they are not public, such as 10.1.0.0/16
 * @param retryAfter how long to wait after each failure, one after the other, give or take a fifth; after one more the
 *     webhook is parked
 * @param secretOverlap for how long the former secret signs, too, when there is a new one
 * @param connectTimeout how long a connection may take
 * @param answerTimeout how long the whole answer may take
 * @param atOnce to how many webhooks this instance sends at once, to each as many changes as it takes; 0 for none
 */
@ConfigurationProperties("claimtrail.webhooks")
record WebhookSettings(
        @DefaultValue("false") boolean allowHttp,
        @Nullable List<String> allowedNetworks,

        @DefaultValue({"5s", "1m", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"})
        List<Duration> retryAfter,

        @DefaultValue("24h") Duration secretOverlap,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("20s") Duration answerTimeout,
        @DefaultValue("16") int atOnce) {}

package org.claimtrail.standing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What standing takes for granted where nobody stated it.
 *
 * @param originsForCorroborated how many independent origins corroborate a claim
 */
@ConfigurationProperties("claimtrail.standing")
record StandingSettings(@DefaultValue("2") int originsForCorroborated) {}

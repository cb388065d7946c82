package org.claimtrail.platform.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param publicRead whether strangers may read the claims that are DONE, with their sources and articles */
@ConfigurationProperties("claimtrail")
public record PublicReadSettings(@DefaultValue("false") boolean publicRead) {}

package org.claimtrail.fetch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pages of articles are fetched.
 *
 * @param fetch whether they are, where somebody asks for one
 * @param fetchNetworks networks that may be fetched from although they are not public, such as 10.1.0.0/16
 * @param fetchTime how long one page may take, with all redirects
 */
@ConfigurationProperties("claimtrail.articles")
record FetchSettings(
        @DefaultValue("false") boolean fetch,
        @Nullable List<String> fetchNetworks,
        @DefaultValue("20s") Duration fetchTime) {}

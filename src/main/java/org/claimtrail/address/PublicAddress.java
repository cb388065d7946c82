package org.claimtrail.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where others reach the service, which it cannot know by itself where nobody asks it.
 *
 * @param url without a slash at its end, such as {@code https://claims.example}; absent where nobody said it
 */
@ConfigurationProperties("claimtrail")
public record PublicAddress(@Nullable String url) {

    public PublicAddress {
        url = url == null || url.isBlank() ? null : checked(url.strip());
    }

    /** An address of the service: absolute where it is known, else without scheme and host. */
    public String of(String path) {
        return url == null ? path : url + path;
    }

    private static String checked(String url) {
        try {
            URI address = new URI(url);
            if (Set.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return address.toASCIIString().replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            // As any other that is none.
        }
        throw new IllegalArgumentException(
                "claimtrail.url has to be where the service is reached, such as https://claims.example, not " + url);
    }
}

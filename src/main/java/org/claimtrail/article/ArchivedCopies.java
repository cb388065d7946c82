package org.claimtrail.article;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/** Where an archive that the operator named may have a copy of a page. Nobody looks there but who follows the link. */
@Component
public class ArchivedCopies {

    private static final String ADDRESS = "{url}";

    /** @param archive the address of a copy, with {@code {url}} for that of the page; without one, none is told */
    @ConfigurationProperties("claimtrail.articles")
    record Settings(@Nullable String archive) {

        Settings {
            archive = archive == null || archive.isBlank() ? null : archive.strip();
            if (archive != null && !(archive.contains(ADDRESS) && isWebAddress(archive.replace(ADDRESS, "page")))) {
                throw new IllegalArgumentException(
                        "claimtrail.articles.archive must be an address with {url} for that of the page, such as https://web.archive.org/web/{url}.");
            }
        }

        private static boolean isWebAddress(String address) {
            try {
                URI uri = URI.create(address);
                return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    private final Settings settings;

    ArchivedCopies(Settings settings) {
        this.settings = settings;
    }

    /** Where copies of a page are to be looked up. */
    public Optional<String> of(@Nullable Object url) {
        return settings.archive() == null || url == null
                ? Optional.empty()
                : Optional.of(settings.archive().replace(ADDRESS, url.toString()));
    }
}

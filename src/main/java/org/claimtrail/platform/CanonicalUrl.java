package org.claimtrail.platform;

/** Placeholder until the rules land. */
public record CanonicalUrl(String value) {

    public static CanonicalUrl of(String url) {
        return new CanonicalUrl(url);
    }
}

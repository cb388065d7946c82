package org.claimtrail.article;

import org.claimtrail.address.AddressRules;
import org.claimtrail.address.Site;
import org.jspecify.annotations.Nullable;

/**
 * What the address of an article stands for.
 *
 * @param canonicalUrl the document; null where the article has no address
 * @param site whose it is; null where the article has no address, or one that does not tell
 */
record FoldedAddress(
        @Nullable String canonicalUrl, @Nullable String site) {

    static FoldedAddress of(AddressRules rules, @Nullable String url) {
        if (url == null) {
            return new FoldedAddress(null, null);
        }
        Site site = rules.site(url);
        return new FoldedAddress(rules.document(url).value(), site == null ? null : site.name());
    }
}

package org.claimtrail.article;

import jakarta.persistence.Embeddable;
import java.util.List;
import org.claimtrail.address.AddressRules;

/**
 * A further address of an article.
 *
 * @param url as it was given
 * @param canonicalUrl the document that it stands for, by which the article is found
 */
@Embeddable
record Address(String url, String canonicalUrl) {

    static List<Address> of(AddressRules rules, List<String> urls) {
        return urls.stream()
                .map(url -> new Address(url, rules.document(url).value()))
                .toList();
    }
}

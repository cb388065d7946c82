package org.claimtrail.address;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * What an operator changes of the rules of addresses. Articles that are recorded are folded anew, within minutes, where the
 * service runs with other rules.
 *
 * @param rules a file in the form of {@code rules.tsv}, whose rules come before those; none unless given
 * @param without the names of rules that do not hold here
 */
@ConfigurationProperties("claimtrail.addresses")
record AddressSettings(
        @Nullable Resource rules, @DefaultValue List<String> without) {

    AddressSettings {
        without = List.copyOf(without);
    }
}

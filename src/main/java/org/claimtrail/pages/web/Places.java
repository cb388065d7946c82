package org.claimtrail.pages.web;

import java.util.Map;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;

/** On which page a thing is shown: what belongs to a claim on that of the claim. */
final class Places {

    private Places() {}

    /**
     * @param thing which says its {@code resource} and {@code id}, what tells which one it is as {@code thing}, and the {@code
     *     claim} that it belongs to; of a note what it is {@code on}
     * @return an address of this site; null where it is shown nowhere
     */
    @SuppressWarnings("unchecked") // A claim is a tree.
    static @Nullable String of(Map<String, @Nullable Object> thing) {
        Resource resource = Resource.parse(String.valueOf(thing.get("resource")));
        if (resource == Resource.CLAIM && thing.get("thing") instanceof Map<?, ?> told && told.get("number") != null) {
            return "/claims/C-" + told.get("number");
        }
        if (!resource.isPart()) {
            return "/" + resource.address() + "/" + thing.get("id");
        }
        Map<String, @Nullable Object> claim = (Map<String, @Nullable Object>) thing.get("claim");
        if (claim == null && thing.get("on") instanceof Map<?, ?> on) {
            return "/" + Resource.parse(String.valueOf(on.get("resource"))).address() + "/" + on.get("id") + "#"
                    + resource.plural();
        }
        return claim == null ? null : "/claims/C-" + claim.get("number") + "#" + resource.plural();
    }
}

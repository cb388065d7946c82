package org.claimtrail.history.web;

import jakarta.servlet.http.HttpServletRequest;
import org.claimtrail.platform.web.Api;
import org.claimtrail.thing.Resource;
import org.springframework.web.servlet.HandlerMapping;

/** Which kind of things a request is for, by the address of its mapping. */
final class ResourceAddress {

    private ResourceAddress() {}

    static Resource resourceOf(HttpServletRequest request) {
        String pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                .toString();
        return Resource.those(resource -> pattern.startsWith(Api.BASE + "/" + resource.address() + "/"))
                .findFirst()
                .orElseThrow();
    }
}

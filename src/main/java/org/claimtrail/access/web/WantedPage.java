package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Where somebody wanted to go before he was asked who he is: kept in a cookie, since a stranger gets no session. */
class WantedPage extends CookieRequestCache {

    WantedPage() {
        setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    /** Who has come there is there: the request is taken as it is sent, and not as the cookie tells it. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest wanted = getRequest(request, response);
        if (wanted != null && wanted.getRedirectUrl().endsWith(request.getRequestURI())) {
            removeRequest(request, response);
        }
        return null;
    }
}

package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import org.claimtrail.access.ApiTokens;
import org.claimtrail.access.CallerAuthentication;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Recognises what stands in an {@code Authorization: Bearer} header. */
@Component
class BearerTokens {

    private final ApiTokens tokens;
    private final HttpServletRequest request;

    /** @param request stands for the one that is being answered */
    BearerTokens(ApiTokens tokens, HttpServletRequest request) {
        this.tokens = tokens;
        this.request = request;
    }

    Authentication authenticate(Authentication shown) {
        String token = ((BearerTokenAuthenticationToken) shown).getToken();
        return tokens.recognise(token, request.getRemoteAddr())
                .map(CallerAuthentication::ofToken)
                .orElseThrow(() -> new InvalidBearerTokenException("The token is unknown, expired or revoked."));
    }
}

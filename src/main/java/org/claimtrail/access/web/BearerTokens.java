package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import org.claimtrail.access.ApiTokens;
import org.claimtrail.access.CallerAuthentication;
import org.claimtrail.access.ProviderAccounts;
import org.claimtrail.access.RateLimits;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.web.ReconciliationDoor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Recognises what stands in an {@code Authorization: Bearer} header. */
@Component
class BearerTokens {

    private final ApiTokens tokens;
    private final @Nullable JwtDecoder jwts;
    private final ProviderAccounts accounts;
    private final SecurityLog log;
    private final RateLimits limits;
    private final HttpServletRequest request;

    /** @param request stands for the one that is being answered */
    BearerTokens(
            ApiTokens tokens,
            ObjectProvider<JwtDecoder> jwts,
            ProviderAccounts accounts,
            SecurityLog log,
            RateLimits limits,
            HttpServletRequest request) {
        this.tokens = tokens;
        this.jwts = jwts.getIfAvailable();
        this.accounts = accounts;
        this.log = log;
        this.limits = limits;
        this.request = request;
    }

    Authentication authenticate(Authentication shown) {
        String token = ((BearerTokenAuthenticationToken) shown).getToken();
        // A JWT has two dots, and no token of this service has any.
        return jwts != null && token.contains(".")
                ? byProvider(jwts, token)
                : CallerAuthentication.ofToken(byThisService(token));
    }

    private Caller byThisService(String token) {
        return tokens.recognise(token, request.getRemoteAddr())
                // An address is passed on, and kept in places that nobody thinks of.
                .filter(caller -> caller.role() == Role.READER || !ReconciliationDoor.isByAddress(request))
                .orElseThrow(() -> new InvalidBearerTokenException(
                        ReconciliationDoor.isByAddress(request)
                                ? "unknown, expired or revoked, or may do more than read, and stands in an address"
                                : "unknown, expired or revoked"));
    }

    private CallerAuthentication byProvider(JwtDecoder decoder, String token) {
        Jwt jwt;
        try {
            jwt = decoder.decode(token);
        } catch (BadJwtException e) {
            if (!limits.isUsedUp(request.getRemoteAddr())) {
                log.record(SecurityEvent.TOKEN_REFUSED, null, null, null, "not a good JWT");
            }
            throw new InvalidBearerTokenException("not a good JWT", e);
        } catch (JwtException e) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE), "the provider's keys cannot be had", e);
        }
        if (jwt.getIssuer() == null || jwt.getSubject() == null || jwt.getExpiresAt() == null) {
            throw new InvalidBearerTokenException("no issuer, no subject, or no end");
        }
        return accounts.find(jwt.getIssuer().toString(), jwt.getSubject(), jwt.getClaims())
                .map(caller -> CallerAuthentication.ofProvider(caller, jwt.getExpiresAt()))
                .orElseThrow(
                        () -> new OAuth2AuthenticationException(BearerTokenErrors.insufficientScope("no role", "")));
    }
}

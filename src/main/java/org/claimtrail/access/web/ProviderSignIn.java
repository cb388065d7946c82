package org.claimtrail.access.web;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.claimtrail.access.CallerAuthentication;
import org.claimtrail.access.ProviderAccounts;
import org.claimtrail.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Signs people in by the OpenID providers of {@code spring.security.oauth2.client.registration}, where there are any. */
@Component
class ProviderSignIn {

    /** A provider on the sign-in page. */
    record Provider(String name, String path) {}

    /** Whom the provider named, with the account. */
    private static final class KnownUser extends DefaultOidcUser {

        private final Caller caller;

        KnownUser(OidcUser user, Caller caller) {
            super(user.getAuthorities(), user.getIdToken(), user.getUserInfo());
            this.caller = caller;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && other instanceof KnownUser user && user.caller.equals(caller);
        }

        @Override
        public int hashCode() {
            return caller.hashCode();
        }
    }

    private final @Nullable ClientRegistrationRepository registrations;
    private final ProviderAccounts accounts;

    ProviderSignIn(ObjectProvider<ClientRegistrationRepository> registrations, ProviderAccounts accounts) {
        this.registrations = registrations.getIfAvailable();
        this.accounts = accounts;
    }

    List<Provider> providers() {
        return registrations instanceof Iterable<?> several
                ? StreamSupport.stream(several.spliterator(), false)
                        .map(ClientRegistration.class::cast)
                        .map(one ->
                                new Provider(one.getClientName(), "/oauth2/authorization/" + one.getRegistrationId()))
                        .toList()
                : List.of();
    }

    void apply(HttpSecurity http, RequestCache requests) {
        if (registrations == null) {
            return;
        }
        http.oauth2Login(login -> login.loginPage("/sign-in")
                .authorizedClientRepository(new NoClients())
                .userInfoEndpoint(users -> users.oidcUserService(this::known))
                .failureUrl("/sign-in?refused")
                .successHandler(new Arrival(requests)));
    }

    private KnownUser known(OidcUserRequest request) {
        OidcUser user = new OidcUserService().loadUser(request);
        return accounts.find(
                        requireNonNull(user.getIssuer()).toString(),
                        requireNonNull(user.getSubject()),
                        user.getClaims())
                .map(caller -> new KnownUser(user, caller))
                .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED)));
    }

    /** Puts the account into the session, in place of all that the provider said. */
    private final class Arrival extends SavedRequestAwareAuthenticationSuccessHandler {

        private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

        Arrival(RequestCache requests) {
            setRequestCache(requests);
        }

        @Override
        public void onAuthenticationSuccess(
                HttpServletRequest request, HttpServletResponse response, Authentication arrived)
                throws ServletException, IOException {
            CallerAuthentication session =
                    accounts.signedIn(((KnownUser) requireNonNull(arrived.getPrincipal())).caller);
            SecurityContextImpl context = new SecurityContextImpl(session);
            SecurityContextHolder.setContext(context);
            sessions.saveContext(context, request, response);
            super.onAuthenticationSuccess(request, response, session);
        }
    }

    /** The provider's tokens are for signing in, and not kept. */
    private static final class NoClients implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}
    }
}

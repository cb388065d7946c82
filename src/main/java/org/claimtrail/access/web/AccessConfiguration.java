package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.claimtrail.access.SignIns;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.PublicPages;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** How callers are recognised: on the API by a bearer token, with each request; on pages by a session. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private final AccessRules rules;
    private final AccessAnswers answers;
    private final RateLimitFilter rateLimit;
    private final Limits sizes;

    AccessConfiguration(AccessRules rules, AccessAnswers answers, RequestLimits limits, Limits sizes) {
        this.rules = rules;
        this.answers = answers;
        this.rateLimit = new RateLimitFilter(limits);
        this.sizes = sizes;
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, BearerTokens bearerTokens) {
        return withoutSessions(http)
                .securityMatcher(Stream.concat(Stream.of("/api/**", Api.MCP), Api.OPERATION.stream())
                        .toArray(String[]::new))
                .headers(AbstractHttpConfigurer::disable)
                .oauth2ResourceServer(
                        tokens -> tokens.authenticationManagerResolver(request -> bearerTokens::authenticate)
                                .authenticationEntryPoint(answers)
                                .accessDeniedHandler(answers))
                .addFilterBefore(rateLimit, AuthorizationFilter.class)
                .addFilterAfter(new KnownCaller(), AuthorizationFilter.class)
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .authorizeHttpRequests(requests -> rules.apply(requests, true))
                .build();
    }

    /** What is published is for everybody, and for all alike: nobody is recognised. */
    @Bean
    @Order(0)
    SecurityFilterChain publicPages(HttpSecurity http) {
        return withoutSessions(http)
                .securityMatcher(PublicPages.addresses())
                .headers(AbstractHttpConfigurer::disable)
                .addFilterBefore(rateLimit, AuthorizationFilter.class)
                .addFilterAfter(new KnownCaller(), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Where a port of its own is set for what the operator looks at, who reaches that is the operator's to see to. */
    @Bean
    @Order(-1)
    @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
    SecurityFilterChain operation(HttpSecurity http) {
        return withoutSessions(http)
                .securityMatcher(AccessConfiguration::isOnPortOfItsOwn)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Where no cookie counts, so that no other site can make a browser act. */
    private static HttpSecurity withoutSessions(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                // Nothing is kept of who it was; a request that is answered later knows it still.
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }

    private static boolean isOnPortOfItsOwn(HttpServletRequest request) {
        return WebServerApplicationContext.hasServerNamespace(
                WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()), "management");
    }

    /** Each filter of each request, one by one, which nobody looks at. */
    @Bean
    SecurityObservationSettings withoutObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, SignIns signIns, ProviderSignIn providers) {
        RequestCache requests = new WantedPage();
        providers.apply(http, requests);
        CookieCsrfTokenRepository csrfTokens = new CookieCsrfTokenRepository();
        csrfTokens.setCookieName("claimtrail-csrf");
        csrfTokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict"));
        return http
                // In a cookie of its own rather than in the session: a stranger who looks at the form gets no session.
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        // Sent by mail programs (RFC 8058): the key in it is what counts, and no session.
                        .ignoringRequestMatchers("/digest/unsubscribe"))
                .requestCache(cache -> cache.requestCache(requests))
                .headers(AbstractHttpConfigurer::disable)
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter("name")
                        .passwordParameter("password")
                        .failureHandler(answers::signInFailed))
                .logout(signOut -> signOut.logoutUrl("/sign-out")
                        .addLogoutHandler(answers::signingOut)
                        .logoutSuccessUrl("/sign-in?out"))
                .addFilterBefore(new FormsOfStrangers(sizes), CsrfFilter.class)
                .addFilterBefore(new StrangersFirst(rateLimit), LogoutFilter.class)
                .addFilterBefore(new SessionAccounts(signIns), AuthorizationFilter.class)
                .addFilterBefore(rateLimit, AuthorizationFilter.class)
                .addFilterAfter(new KnownCaller(), AuthorizationFilter.class)
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/sign-in"), AccessConfiguration::isForPage)
                        .defaultAuthenticationEntryPointFor(answers, request -> !isForPage(request))
                        .accessDeniedHandler(answers))
                .authorizeHttpRequests(asked -> rules.apply(asked, false))
                .build();
    }

    /**
     * That a session was used is written when it moves its end by a hundredth of what it lasts, and not with each page: that
     * would be a commit a page.
     */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> storedSessions() {
        return sessions -> {
            // Two requests of one session may add the same attribute at once.
            new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(sessions);
            sessions.setUpdateSessionQuery("""
                update %TABLE_NAME% s
                set session_id = used.session_id, last_access_time = used.last_access_time,
                    max_inactive_interval = used.max_inactive_interval, expiry_time = used.expiry_time,
                    principal_name = used.principal_name
                from (values (cast(? as char(36)), cast(? as bigint), cast(? as int), cast(? as bigint), cast(? as text)))
                    as used (session_id, last_access_time, max_inactive_interval, expiry_time, principal_name)
                where s.primary_id = ?
                and ((s.session_id, s.max_inactive_interval, s.principal_name)
                        is distinct from (used.session_id, used.max_inactive_interval, used.principal_name)
                    or used.expiry_time - s.expiry_time >= used.max_inactive_interval * 10)""");
        };
    }

    /** Whether a person looks at the answer, in a browser. */
    private static boolean isForPage(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.matches(request.getMethod())
                && accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }
}

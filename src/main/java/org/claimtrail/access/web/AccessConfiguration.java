package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import org.claimtrail.access.SignIns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.RequestCache;

/** How callers are recognised: on the API by a bearer token, with each request; on pages by a session. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private final AccessRules rules;
    private final AccessAnswers answers;
    private final RateLimitFilter rateLimit;

    AccessConfiguration(AccessRules rules, AccessAnswers answers, RequestLimits limits) {
        this.rules = rules;
        this.answers = answers;
        this.rateLimit = new RateLimitFilter(limits);
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, BearerTokens bearerTokens) {
        return http.securityMatcher("/api/**")
                // No cookie counts here, so no other site can make a browser act.
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
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
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .requestCache(cache -> cache.requestCache(requests))
                .headers(AbstractHttpConfigurer::disable)
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter("name")
                        .passwordParameter("password")
                        .failureHandler(answers::signInFailed))
                .logout(signOut -> signOut.logoutUrl("/sign-out")
                        .addLogoutHandler(answers::signingOut)
                        .logoutSuccessUrl("/sign-in?out"))
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

    /** Whether a person looks at the answer, in a browser. */
    private static boolean isForPage(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.matches(request.getMethod())
                && accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }
}

package org.claimtrail.access.web;

import static org.claimtrail.access.web.AccessRules.Who.ADMIN;
import static org.claimtrail.access.web.AccessRules.Who.ANYONE;
import static org.claimtrail.access.web.AccessRules.Who.CONTRIBUTOR;
import static org.claimtrail.access.web.AccessRules.Who.PUBLIC;
import static org.claimtrail.access.web.AccessRules.Who.READER;
import static org.claimtrail.access.web.AccessRules.Who.REVIEWER;

import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.PublicReadSettings;
import org.claimtrail.thing.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/**
 * Who may do what: every address of the service, in the order in which the rules are asked; the first that fits decides.
 *
 * <p>A few rules go by what a body says, and stand where it is read: only a reviewer closes a review, only an
 * administrator overrules the status rules, undoes a merge, issues tokens for others, or issues one for more than a
 * request may itself ({@code Actor.require} finds them).
 */
@Component
class AccessRules {

    enum Who {
        ANYONE,
        /** Anyone, where {@code claimtrail.public-read} is on; else a reader. */
        PUBLIC,
        READER,
        CONTRIBUTOR,
        REVIEWER,
        ADMIN
    }

    private static final HttpMethod[] READS = {HttpMethod.GET, HttpMethod.HEAD};
    /** What takes a body to be asked, and changes nothing. */
    private static final HttpMethod[] POSTS = {HttpMethod.POST};

    private static final HttpMethod[] ANY = {null};

    private static final String[] PAGES = Stream.concat(
                    Resource.those(Resource::hasPages).map(kind -> "/" + kind.address() + "/**"),
                    Stream.of("/exchange-rates/**", "/lookups/*"))
            .toArray(String[]::new);

    /** What is recorded, without what becomes of it. */
    private static final String[] PUBLIC_THINGS = Resource.those(Resource::isPublic)
            .map(kind -> "/api/v1/" + kind.address())
            .flatMap(address -> Stream.of(address, address + "/*"))
            .toArray(String[]::new);

    private static final String[] THINGS = Resource.those(kind -> !kind.isPart())
            .map(kind -> "/api/v1/" + kind.address() + "/**")
            .toArray(String[]::new);

    private record Rule(HttpMethod[] methods, Who who, String... addresses) {

        /** What of it is for the API, or for the rest. */
        Rule of(boolean api) {
            return new Rule(
                    methods,
                    who,
                    Arrays.stream(addresses)
                            .filter(address -> (address.startsWith("/api/")
                                            || address.equals(Api.MCP)
                                            || Api.OPERATION.contains(address))
                                    == api)
                            .toArray(String[]::new));
        }
    }

    private static final List<Rule> RULES = List.of(
            // Whoever is not known yet: how to get in, how to write a client, whether the service is well.
            reading(ANYONE, "/sign-in", "/invitation", "/digest/confirm", "/digest/unsubscribe"),
            reading(ANYONE, "/oauth2/authorization/*", "/login/oauth2/code/*"),
            changing(ANYONE, "/sign-in", "/sign-out", "/invitation", "/digest/confirm", "/digest/unsubscribe"),
            reading(ANYONE, "/docs", "/problems", "/problems/*", "/openapi.yaml", "/actuator/health/**"),
            reading(ANYONE, "/*.css", "/*.js", "/*.svg", "/webjars/**"),
            any(ADMIN, Api.OPERATION.toArray(String[]::new)),

            // Accounts. One's own tokens, an administrator everybody's.
            any(
                    ADMIN,
                    "/api/v1/users/**",
                    "/api/v1/security-events",
                    "/api/v1/purges",
                    "/api/v1/webhooks/**",
                    "/api/v1/followed-installations",
                    "/api/v1/outgoing/**"),
            reading(READER, "/api/v1/me", "/api/v1/tokens/**"),
            changing(CONTRIBUTOR, "/api/v1/me", "/api/v1/tokens/**"),
            any(READER, "/", "/board", "/tour", "/account/**", "/searches/**"),
            any(
                    ADMIN,
                    "/administration/**",
                    "/accounts/**",
                    "/duplicates",
                    "/security-events",
                    "/settings",
                    "/how-it-is",
                    "/webhooks/**",
                    "/*/*/merge"),

            // What changed, and what was deleted.
            any(READER, "/changes/**", "/notices/**", "/watching/**"),
            changing(READER, "/api/v1/watches/**", "/api/v1/notices/**", "/api/v1/saved-searches/**"),
            any(ADMIN, "/deleted/*/*/purge"),
            any(REVIEWER, "/deleted/assessment/**"),
            any(CONTRIBUTOR, "/deleted/**"),

            // Pages of the record: who may do what there may do it on the API, too.
            reading(CONTRIBUTOR, "/claims/*/assessments/*/notes/new", "/claims/*/assessments/*/notes/*/*"),
            reading(READER, "/claims/*/assessments/*/notes/*/files/**"),
            changing(CONTRIBUTOR, "/claims/*/assessments/*/notes/**", "/api/v1/claims/*/assessments/*/notes/**"),
            reading(REVIEWER, "/claims/*/assessments/**"),
            reading(
                    CONTRIBUTOR,
                    "/*/new",
                    "/articles/capture/**",
                    "/*/*/edit",
                    "/*/*/delete",
                    "/claims/*/revert",
                    "/claims/*/*/new",
                    "/claims/*/*/*/edit",
                    "/claims/*/*/*/delete",
                    "/*/*/notes/new",
                    "/*/*/notes/*/edit",
                    "/*/*/notes/*/delete"),
            reading(READER, PAGES),
            reading(READER, "/imports/**", "/open", "/find", "/on", "/reports/**"),
            reading(READER, "/bulk-changes/*"),
            changing(CONTRIBUTOR, "/imports/**", "/bulk-changes/*/undo", "/take-next"),
            changing(REVIEWER, "/claims/*/assessments/**", "/claims/*/status"),
            changing(CONTRIBUTOR, PAGES),

            // The record. What became of it, which tells who changed it, is not public.
            reading(
                    PUBLIC,
                    "/api/v1/claims/*/appearances/**",
                    "/api/v1/claims/*/figures/**",
                    "/api/v1/claims/*/evidence/*/files/**",
                    "/api/v1/claims/*/status",
                    "/api/v1/statuses",
                    "/api/v1/sources/*/claims",
                    "/api/v1/articles/*/claims",
                    "/api/v1/articles/*/versions/**",
                    "/api/v1/exports/claims",
                    "/api/v1/exports/sources",
                    "/api/v1/exports/articles",
                    "/api/v1/exports/measures",
                    "/api/v1/exports/topics"),
            // Each tool has a role of its own besides.
            any(PUBLIC, Api.MCP),
            reading(ADMIN, "/api/v1/*/duplicates"),
            reading(PUBLIC, PUBLIC_THINGS),
            reading(READER, "/api/v1/**"),
            new Rule(POSTS, READER, "/api/v1/claims/similar", "/api/v1/readings"),
            changing(ADMIN, "/api/v1/*/*/merge", "/api/v1/*/*/purge"),
            changing(REVIEWER, "/api/v1/claims/*/assessments/**", "/api/v1/claims/*/status"),
            changing(CONTRIBUTOR, "/api/v1/imports/**", "/api/v1/import-mappings/**", "/api/v1/bulk-changes/**"),
            changing(CONTRIBUTOR, THINGS));

    private final PublicReadSettings settings;

    AccessRules(PublicReadSettings settings) {
        this.settings = settings;
    }

    /** @param api whether these are the requests of the API, which no rule of a page is for, or the others */
    void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            boolean api) {
        // What was let in once may be shown as a page or as an error.
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll();
        for (Rule whole : RULES) {
            Rule rule = whole.of(api);
            if (rule.addresses().length == 0) {
                continue;
            }
            for (HttpMethod method : rule.methods()) {
                var matched = requests.requestMatchers(method, rule.addresses());
                if (rule.who() == ANYONE || rule.who() == PUBLIC && settings.publicRead()) {
                    matched.permitAll();
                } else {
                    matched.hasRole((rule.who() == PUBLIC ? READER : rule.who()).name());
                }
            }
        }
        // What has no rule.
        requests.anyRequest().hasRole(ADMIN.name());
    }

    private static Rule reading(Who who, String... addresses) {
        return new Rule(READS, who, addresses);
    }

    private static Rule changing(Who who, String... addresses) {
        HttpMethod[] methods = Arrays.stream(HttpMethod.values())
                .filter(method -> !List.of(READS).contains(method))
                .toArray(HttpMethod[]::new);
        return new Rule(methods, who, addresses);
    }

    private static Rule any(Who who, String... addresses) {
        return new Rule(ANY, who, addresses);
    }
}

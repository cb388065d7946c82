package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

class MappingsByAddressTest {

    @Controller
    static class Answers {

        @GetMapping("/api/v1/claims")
        void list() {}

        @PostMapping("/api/v1/claims")
        void create() {}

        @PostMapping(path = "/api/v1/claims", params = "dry")
        void tryToCreate() {}

        @GetMapping("/api/v1/claims/{id}")
        void read() {}

        @GetMapping(path = "/api/v1/claims/{id}", produces = "application/ld+json")
        void readLinked() {}

        @GetMapping("/api/v1/claims/{id}.jsonld")
        void readByEnding() {}

        @DeleteMapping("/api/v1/claims/{id}")
        void delete() {}

        @GetMapping("/api/v1/claims/counts")
        void counts() {}

        @GetMapping("/api/v1/claims/{id}/{part}")
        void part() {}

        @GetMapping("/api/v1/claims/{id}/standing")
        void standing() {}

        @GetMapping({"/claims", "/", "/queue"})
        void page() {}

        @GetMapping("/claims/{id}")
        void claim() {}

        @GetMapping("/claims/{id:[0-9]+}")
        void claimByNumber() {}

        @GetMapping("/{anything}")
        void anything() {}

        @GetMapping("/{kind}/counts")
        void countsOfKind() {}

        @RequestMapping("/files/**")
        void files() {}

        @GetMapping("/files/{id}")
        void file() {}
    }

    private final RequestMappingHandlerMapping springs = mapping(new RequestMappingHandlerMapping());
    private final RequestMappingHandlerMapping ours = mapping(new MappingsByAddress());

    private static RequestMappingHandlerMapping mapping(RequestMappingHandlerMapping mapping) {
        StaticWebApplicationContext context = new StaticWebApplicationContext();
        context.registerSingleton("answers", Answers.class);
        context.refresh();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        return mapping;
    }

    @Property(tries = 5000)
    void thoseAnswerThatSpringWouldChoose(
            @ForAll("methods") String method,
            @ForAll("addresses") String address,
            @ForAll("accepted") String accepted,
            @ForAll boolean dry) {
        assertThat(answer(ours, method, address, accepted, dry))
                .isEqualTo(answer(springs, method, address, accepted, dry));
    }

    @Example
    void whatIsInTheAddressIsToldToWhoAnswers() {
        assertThat(answer(ours, "GET", "/api/v1/claims/C-1/evidence", "*/*", false))
                .isEqualTo("part {id=C-1, part=evidence} /api/v1/claims/{id}/{part}");
        assertThat(answer(ours, "GET", "/api/v1/claims/C-1/standing", "*/*", false))
                .isEqualTo("standing {id=C-1} /api/v1/claims/{id}/standing");
        assertThat(answer(ours, "GET", "/api/v1/claims/co%75nts", "*/*", false))
                .isEqualTo("counts {} /api/v1/claims/counts");
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT");
    }

    @Provide
    Arbitrary<String> accepted() {
        return Arbitraries.of("*/*", "application/ld+json", "application/json");
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of(
                        "api",
                        "v1",
                        "claims",
                        "C-1",
                        "12",
                        "counts",
                        "standing",
                        "x.jsonld",
                        "files",
                        "queue",
                        "",
                        "%61pi",
                        "co%75nts",
                        "a;b=c",
                        "%2F",
                        "{id}")
                .list()
                .ofMinSize(0)
                .ofMaxSize(5)
                .map(segments -> "/" + String.join("/", segments))
                .flatMap(address -> Arbitraries.of(address, "/api/v1/claims" + address, "/claims" + address));
    }

    /** Who answers, what he is told of the address, and as what the request is counted; or why nobody does. */
    private static String answer(
            RequestMappingHandlerMapping mapping, String method, String address, String accepted, boolean dry) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, address);
        request.addHeader("Accept", accepted);
        if (dry) {
            request.addParameter("dry", "true");
        }
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerExecutionChain chain = mapping.getHandler(request);
            if (chain == null) {
                return "nobody";
            }
            HandlerMethod handler = (HandlerMethod) chain.getHandler();
            return "%s %s %s"
                    .formatted(
                            handler.getMethod().getName(),
                            new TreeMap<>(variables(request)),
                            request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> variables(MockHttpServletRequest request) {
        @Nullable Object known = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return known == null ? Map.of() : (Map<String, String>) known;
    }
}

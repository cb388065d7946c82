package org.claimtrail.platform.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hamcrest.Matcher;
import org.hamcrest.MatcherAssert;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The pages for those who write clients, without the rest of the service. */
class DocsPagesTest {

    private static MockMvc mvc;

    @BeforeAll
    static void start() throws IOException {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        mvc = MockMvcBuilders.standaloneSetup(new DocsController(new ProblemExamples()), new ContractController())
                .setViewResolvers(views)
                .build();
    }

    @Test
    void theContractIsServedAsYamlAndRevalidated() throws Exception {
        String etag = mvc.perform(get("/openapi.yaml"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/yaml"))
                .andExpect(content().string(Matchers.startsWith("openapi: 3.1")))
                .andReturn()
                .getResponse()
                .getHeader(HttpHeaders.ETAG);

        mvc.perform(get("/openapi.yaml").header(HttpHeaders.IF_NONE_MATCH, etag))
                .andExpect(status().isNotModified())
                .andExpect(content().string(""));
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemHasAPageThatExplainsIt(ProblemType type) throws Exception {
        mvc.perform(get("/problems/" + type.slug()))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith("text/html"))
                .andExpect(html(containsString("<h1>" + HtmlUtils.htmlEscape(type.title()) + "</h1>")))
                .andExpect(html(containsString("<h2>Why</h2>")))
                .andExpect(html(containsString("<h2>What to do</h2>")))
                .andExpect(html(containsString(HtmlUtils.htmlEscape("\"type\": \"/problems/" + type.slug() + "\""))));
    }

    @Test
    void theListLeadsToEveryProblem() throws Exception {
        var answer = mvc.perform(get("/problems")).andExpect(status().isOk());
        for (ProblemType type : ProblemType.values()) {
            answer.andExpect(html(containsString("href=\"/problems/" + type.slug() + "\"")));
        }
    }

    @Test
    void anUnknownProblemIsNotFoundAndTheListHelps() throws Exception {
        mvc.perform(get("/problems/<b>"))
                .andExpect(status().isNotFound())
                .andExpect(html(containsString("&lt;b&gt;")))
                .andExpect(html(containsString("href=\"/problems/not-found\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/problems", "/problems/stale"})
    void pagesWorkUnderAStrictContentSecurityPolicy(String page) throws Exception {
        mvc.perform(get(page))
                .andExpect(status().isOk())
                .andExpect(html(containsString("<html lang=\"en\">")))
                .andExpect(html(not(containsString("<style"))))
                .andExpect(html(not(containsString("style="))))
                .andExpect(html(not(containsString("//"))))
                .andExpect(html(not(Matchers.matchesRegex("(?s).*<script(?![^>]* src=).*"))))
                .andExpect(html(not(Matchers.matchesRegex("(?s).* on[a-z]+=.*"))));
    }

    private static ResultMatcher html(Matcher<String> matcher) {
        return result ->
                MatcherAssert.assertThat(result.getResponse().getContentAsString(StandardCharsets.UTF_8), matcher);
    }
}

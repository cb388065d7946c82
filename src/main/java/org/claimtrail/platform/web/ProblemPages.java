package org.claimtrail.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.util.UriUtils;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;
import tools.jackson.databind.node.ObjectNode;

/** Shows a problem as a page to those who look at pages; the API answers problems to whoever asks. */
@ControllerAdvice
class ProblemPages implements ResponseBodyAdvice<Object> {

    private final SpringTemplateEngine templates;

    ProblemPages(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return ByteArrayHttpMessageConverter.class.isAssignableFrom(converter);
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (!(body instanceof byte[] json)
                || !MediaType.APPLICATION_PROBLEM_JSON.equals(
                        response.getHeaders().getContentType())
                || !looksAtPages(request)) {
            return body;
        }
        ObjectNode problem = Json.parseObject(json);
        // Not by the address of this request: what Tomcat refused comes here by that of errors.
        String instance = problem.get("instance").stringValue();
        if (UriUtils.decode(instance, StandardCharsets.ISO_8859_1).startsWith("/api/")) {
            return body;
        }
        String template = PublicPages.have(PathContainer.parsePath(instance)) ? "publication/problem" : "problem";
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        return page(template, problem, request, response).getBytes(StandardCharsets.UTF_8);
    }

    /** Asks for the one header: to read them all may fail on another that is odd. */
    private static boolean looksAtPages(ServerHttpRequest request) {
        String accepted =
                ((ServletServerHttpRequest) request).getServletRequest().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }

    private String page(String template, ObjectNode problem, ServerHttpRequest request, ServerHttpResponse response) {
        var servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
        var exchange = JakartaServletWebApplication.buildApplication(servletRequest.getServletContext())
                .buildExchange(servletRequest, ((ServletServerHttpResponse) response).getServletResponse());
        return templates.process(template, new WebContext(exchange, Locale.ENGLISH, Map.of("problem", problem)));
    }
}

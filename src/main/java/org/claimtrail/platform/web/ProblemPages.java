package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.translation.Spoken;
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
import org.springframework.web.servlet.support.RequestContext;
import org.springframework.web.util.UriUtils;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.context.webmvc.SpringWebMvcThymeleafRequestContext;
import org.thymeleaf.spring6.naming.SpringContextVariableNames;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;
import tools.jackson.databind.node.ObjectNode;

/** Shows a problem as a page to those who look at pages; the API answers problems to whoever asks. */
@ControllerAdvice
class ProblemPages implements ResponseBodyAdvice<Object> {

    private static final String TEMPLATE = "problem";

    /** The page of a thing, whatever was asked for there. */
    private static final Pattern PAGE_OF_THING = Pattern.compile("(/[a-z-]+)/[^/]+");

    private final SpringTemplateEngine templates;
    private final Actor actor;

    ProblemPages(SpringTemplateEngine templates, Actor actor) {
        this.templates = templates;
        this.actor = actor;
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
        problem.put("title", Spoken.sentence(problem.get("title").stringValue()));
        problem.put("detail", Spoken.sentence(problem.get("detail").stringValue()));
        boolean isPublic = PublicPages.have(PathContainer.parsePath(instance));
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        return page(
                        isPublic ? "publication/problem" : TEMPLATE,
                        isPublic ? Map.of("problem", problem) : told(problem, instance),
                        ((ServletServerHttpRequest) request).getServletRequest(),
                        ((ServletServerHttpResponse) response).getServletResponse())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Asks for the one header: to read them all may fail on another that is odd. */
    private static boolean looksAtPages(ServerHttpRequest request) {
        String accepted =
                ((ServletServerHttpRequest) request).getServletRequest().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }

    /** With who looks at it, and how to get on where a thing was deleted or merged. */
    private Map<String, Object> told(ObjectNode problem, String instance) {
        Map<String, Object> told = new HashMap<>(Map.of("problem", problem));
        actor.caller().ifPresent(caller -> {
            told.put("caller", caller);
            Matcher page = PAGE_OF_THING.matcher(instance);
            if (problem.get("type").stringValue().endsWith("/" + ProblemType.DELETED.slug()) && page.matches()) {
                if (problem.has("mergedInto")) {
                    told.put(
                            "survivor",
                            page.group(1) + "/" + problem.at("/mergedInto/id").stringValue());
                } else if (caller.role().includes(Role.CONTRIBUTOR)) {
                    told.put("deleted", instance);
                }
            }
        });
        return told;
    }

    private String page(
            String template, Map<String, Object> told, HttpServletRequest request, HttpServletResponse response) {
        var exchange = JakartaServletWebApplication.buildApplication(request.getServletContext())
                .buildExchange(request, response);
        WebContext context = new WebContext(exchange, Locale.ENGLISH, told);
        // By it, forms have the token that tells that they are of this site.
        context.setVariable(
                SpringContextVariableNames.THYMELEAF_REQUEST_CONTEXT,
                new SpringWebMvcThymeleafRequestContext(
                        new RequestContext(request, response, request.getServletContext(), null), request));
        return templates.process(template, context);
    }
}

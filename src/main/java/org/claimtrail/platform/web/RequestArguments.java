package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import tools.jackson.databind.node.ObjectNode;

/**
 * What controllers of the API may ask for: the body as an {@link ObjectNode}, the {@link Query}, the {@link IfMatch}. A
 * controller that does not ask for the query has no parameters, and then any parameter is refused.
 */
class RequestArguments implements HandlerMethodArgumentResolver, HandlerInterceptor {

    private static final Pattern ETAG =
            Pattern.compile("\\s*(\\*|(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")\\s*(?:,|$)");
    private static final List<Class<?>> TYPES = List.of(ObjectNode.class, Query.class, IfMatch.class);

    /** The parameters that a filter has read and minded: known to whatever answers, which has not to ask for them. */
    static final String MINDED = RequestArguments.class.getName() + ".minded";

    private final Bodies bodies;
    private final Limits limits;

    RequestArguments(Bodies bodies, Limits limits) {
        this.bodies = bodies;
        this.limits = limits;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return TYPES.contains(parameter.getParameterType());
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders)
            throws Exception {
        HttpServletRequest request = (HttpServletRequest) webRequest.getNativeRequest();
        if (parameter.getParameterType() == ObjectNode.class) {
            if (parameter.isOptional()) {
                if (!hasBody(request)) {
                    return null;
                }
                requireJson(request);
            }
            return bodies.object(request);
        }
        return parameter.getParameterType() == Query.class ? query(request) : ifMatch(request);
    }

    /** Where a body may be left out, the mapping does not look at its type. */
    private static void requireJson(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        MediaType type;
        try {
            type = request.getContentType() == null ? null : MediaType.parseMediaType(request.getContentType());
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotSupportedException(String.valueOf(e.getMessage()));
        }
        if (!MediaType.APPLICATION_JSON.includes(type)) {
            throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && Arrays.stream(method.getMethodParameters())
                        .noneMatch(parameter -> parameter.getParameterType() == Query.class)) {
            query(request).done();
        }
        return true;
    }

    private Query query(HttpServletRequest request) {
        Query query = new Query(parameters(request));
        if (request.getAttribute(MINDED) instanceof Collection<?> minded) {
            minded.forEach(name -> query.text(name.toString()));
        }
        return query;
    }

    private Map<String, List<String>> parameters(HttpServletRequest request) {
        if (request.getQueryString() != null && request.getQueryString().length() > limits.queryLength()) {
            throw new BadRequest(
                    ProblemType.INVALID_QUERY, "A query may have at most " + limits.queryLength() + " characters.");
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
        return parameters;
    }

    private static IfMatch ifMatch(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        if (headers.isEmpty()) {
            throw new BadRequest(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send the ETag that you read in If-Match, so that nobody's change is overwritten unseen.");
        }
        List<String> etags = new ArrayList<>();
        for (String header : headers) {
            Matcher etag = ETAG.matcher(header);
            int end = 0;
            while (end < header.length() && etag.find(end) && etag.start() == end) {
                etags.add(etag.group(1));
                end = etag.end();
            }
            if (end < header.length() || header.isBlank()) {
                throw new BadRequest(
                        ProblemType.INVALID_HEADER, "If-Match has to be a list of entity tags in double quotes, or *.");
            }
        }
        return IfMatch.of(etags);
    }
}

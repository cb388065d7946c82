package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.claimtrail.platform.Json;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;
import org.springframework.web.method.support.InvocableHandlerMethod;
import tools.jackson.databind.node.ObjectNode;

/** What the API would answer where something failed, for those who tell it within an answer of their own. */
@Component
public class Problems {

    private final ProblemAdvice advice;
    private final ExceptionHandlerMethodResolver handlers = new ExceptionHandlerMethodResolver(ProblemAdvice.class);

    Problems(ProblemAdvice advice) {
        this.advice = advice;
    }

    /** The problem, as it would stand in the body. */
    public ObjectNode of(RuntimeException failure, HttpServletRequest request) {
        Method handler = handlers.resolveMethodByThrowable(failure);
        if (handler == null) {
            throw failure;
        }
        List<Object> given = new ArrayList<>(List.of(request));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            given.add(cause);
        }
        try {
            Object answer = new InvocableHandlerMethod(advice, handler)
                    .invokeForRequest(new ServletWebRequest(request), null, given.toArray());
            if (answer instanceof ResponseEntity<?> problem && problem.getBody() instanceof byte[] body) {
                return Json.parseObject(body);
            }
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }
}

package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.claimtrail.platform.SchemaTransaction;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Answers reads in one transaction each, in which the names of tables may stand for the views of another schema. */
@Component
public class SchemaReads {

    public static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final PlatformTransactionManager transactions;
    private final HandlerExceptionResolver problems;

    SchemaReads(
            PlatformTransactionManager transactions,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.transactions = transactions;
        this.problems = problems;
    }

    /**
     * @param searchPath what {@code reading} sets, one of {@link SchemaTransaction}
     * @param reading sets the schema in the transaction, and then runs what it is given: the rest of the chain
     */
    public void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            String searchPath,
            Consumer<Runnable> reading)
            throws IOException {
        Map<String, Collection<String>> headers = new LinkedHashMap<>();
        response.getHeaderNames().forEach(name -> headers.put(name, List.copyOf(response.getHeaders(name))));
        // Sent when the connection is free again, however slowly the client reads.
        ContentCachingResponseWrapper buffered = new ContentCachingResponseWrapper(response);
        try {
            new SchemaTransaction(transactions, searchPath).executeWithoutResult(status -> {
                reading.accept(() -> answer(request, buffered, chain));
            });
        } catch (RuntimeException e) {
            // Null takes a header away, which only the interface says.
            HttpServletResponse answer = buffered;
            answer.reset();
            headers.forEach((name, values) -> {
                answer.setHeader(name, null);
                values.forEach(value -> answer.addHeader(name, value));
            });
            problems.resolveException(request, buffered, null, e);
        }
        buffered.copyBodyToResponse();
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.claimtrail.platform.BrokenConstraint;
import org.claimtrail.platform.BrokenOff;
import org.claimtrail.platform.BudgetSpent;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Lost;
import org.claimtrail.platform.MalformedBody;
import org.claimtrail.platform.ModelFailed;
import org.claimtrail.platform.NotAllowed;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.OutcomeUnknown;
import org.claimtrail.platform.Purged;
import org.claimtrail.platform.Purges;
import org.claimtrail.platform.Reviews;
import org.claimtrail.platform.Stale;
import org.claimtrail.platform.TooManyRequests;
import org.claimtrail.platform.UnderReview;
import org.claimtrail.platform.Unfollowable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every exception into a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** SQLSTATEs of what may go well another time, for where Spring does not tell by the kind of its exception. */
    private static final Pattern BUSY = Pattern.compile(
            "08..." // no connection
                    + "|25P03|57014|55P03" // cut off: an idle transaction, a statement that ran or waited too long
                    + "|40001|40P01" // in each other's way
                    + "|53...|57P0."); // too many connections, no room; shutting down or starting

    private static final String OUTCOME_UNKNOWN =
            "The connection to the database broke while it was asked to commit: the change may have been made, or not. Send the same request again with the same Idempotency-Key, or read whether it is there.";

    private final Purges purges;
    private final Reviews reviews;

    ProblemAdvice(Purges purges, Reviews reviews) {
        this.purges = purges;
        this.reviews = reviews;
    }

    /** The server breaks the connection of what fails so. */
    @ExceptionHandler
    void on(BrokenOff e) {
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<Object> on(InvalidInput e, HttpServletRequest request) {
        return Problem.of(e, request.getRequestURI()).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(InvalidQuery e, HttpServletRequest request) {
        return problem(ProblemType.INVALID_QUERY, Problem.told(e.faults()), request)
                .errors("parameter", e.faults())
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(MalformedBody e, HttpServletRequest request) {
        return problem(ProblemType.MALFORMED_BODY, e.getMessage(), request)
                .errors("pointer", List.of(new Fault("", e.getMessage())))
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(NotRecorded e, HttpServletRequest request) {
        Purged purged = isKnown(request) ? purges.reason(e).orElse(null) : null;
        if (purged != null) {
            return on(purged, request);
        }
        UnderReview underReview = isKnown(request) ? null : reviews.reason(e).orElse(null);
        if (underReview != null) {
            return problem(ProblemType.UNDER_REVIEW, underReview.getMessage(), request)
                    .with("since", underReview.since().toString())
                    .answer();
        }
        return problem(ProblemType.NOT_FOUND, e.getMessage(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Deleted e, HttpServletRequest request) {
        Purged purged = isKnown(request) ? purges.reason(e).orElse(null) : null;
        if (purged != null) {
            return on(purged, request);
        }
        Problem problem = problem(ProblemType.DELETED, e.getMessage(), request);
        e.mergedInto().ifPresent(survivor -> problem.with("mergedInto", survivor));
        return problem.answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Purged e, HttpServletRequest request) {
        return problem(ProblemType.PURGED, e.getMessage(), request).answer();
    }

    /** Strangers are not told what there was. */
    private static boolean isKnown(HttpServletRequest request) {
        return request.getUserPrincipal() != null;
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Unfollowable e, HttpServletRequest request) {
        return problem(e instanceof Lost ? ProblemType.LOST : ProblemType.FORGOTTEN, e.getMessage(), request)
                .with("asOf", e.asOf().toString())
                .with("after", e.after())
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Stale e, HttpServletRequest request) {
        return problem(ProblemType.STALE, e.getMessage(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Conflict e, HttpServletRequest request) {
        return Problem.of(e, request.getRequestURI()).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(NotAllowed e, HttpServletRequest request) {
        return problem(ProblemType.FORBIDDEN, e.getMessage(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(AccessDeniedException e, HttpServletRequest request) {
        return problem(
                        ProblemType.FORBIDDEN,
                        e instanceof CsrfException
                                ? "The form came from elsewhere, or is too old: load its page again."
                                : "Your role, or the scope of your token, does not allow it.",
                        request)
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(TooManyRequests e, HttpServletRequest request) {
        return later(ProblemType.TOO_MANY_REQUESTS, e.getMessage(), e.seconds(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(BudgetSpent e, HttpServletRequest request) {
        return later(ProblemType.BUDGET_SPENT, e.getMessage(), e.seconds(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> on(ModelFailed e, HttpServletRequest request) {
        return problem(ProblemType.MODEL_FAILED, e.getMessage(), request).answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(Busy e, HttpServletRequest request) {
        return later(ProblemType.BUSY, e.getMessage(), e.seconds(), request);
    }

    /** RFC 6750, section 3. */
    @ExceptionHandler
    ResponseEntity<Object> on(AuthenticationException e, HttpServletRequest request) {
        String error = e instanceof OAuth2AuthenticationException bearer
                ? bearer.getError().getErrorCode()
                : "";
        return switch (error) {
            case BearerTokenErrorCodes.INVALID_REQUEST ->
                problem(ProblemType.INVALID_HEADER, "Send one token, in one Authorization header.", request)
                        .answer();
            case BearerTokenErrorCodes.INSUFFICIENT_SCOPE ->
                problem(ProblemType.FORBIDDEN, "Your provider gives you no role here.", request)
                        .answer();
            case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE ->
                later(ProblemType.BUSY, "Your provider, who has to vouch for you, does not answer.", 5, request);
            default -> unauthenticated(request);
        };
    }

    private static ResponseEntity<Object> later(
            ProblemType type, String detail, long seconds, HttpServletRequest request) {
        return problem(type, detail, request)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .answer();
    }

    private static ResponseEntity<Object> unauthenticated(HttpServletRequest request) {
        boolean shown = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        return problem(
                        ProblemType.UNAUTHENTICATED,
                        shown
                                ? "The credentials are unknown, expired or revoked."
                                : "Send an API token: Authorization: Bearer ct_…",
                        request)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"claimtrail\"" + (shown ? ", error=\"invalid_token\"" : ""))
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<Object> on(BadRequest e, HttpServletRequest request) {
        return problem(e.type(), e.getMessage(), request).answer();
    }

    /** Tomcat's word for escapes that are none, that are not UTF-8, and for more parameters than it takes. */
    @ExceptionHandler
    ResponseEntity<Object> on(InvalidParameterException e, HttpServletRequest request) {
        return problem(
                        ProblemType.INVALID_QUERY,
                        "The query is not percent-encoded UTF-8, or has too many parameters.",
                        request)
                .answer();
    }

    /** Spring Security's word for characters that no name and no value should have, when somebody comes to read them. */
    @ExceptionHandler
    ResponseEntity<Object> on(RequestRejectedException e, HttpServletRequest request) {
        return problem(
                        ProblemType.INVALID_REQUEST,
                        "A parameter or a header has characters in it that are not allowed.",
                        request)
                .answer();
    }

    /**
     * Where the health endpoint is asked for a media type that is none, or that nobody can write; the API itself refuses
     * such a request before it comes so far. And where a Content-Type has a wildcard, at an address where nothing is.
     */
    @ExceptionHandler
    ResponseEntity<Object> on(IllegalArgumentException e, HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/actuator/")) {
            return notAcceptable(request);
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.contains("*")
                ? problem(ProblemType.INVALID_HEADER, "A Content-Type names one type.", request)
                        .answer()
                : failed(e, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotWritable(
            HttpMessageNotWritableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return notAcceptable(((ServletWebRequest) request).getRequest());
    }

    private static ResponseEntity<Object> notAcceptable(HttpServletRequest request) {
        return problem(
                        ProblemType.NOT_ACCEPTABLE,
                        detail(ProblemType.NOT_ACCEPTABLE, request, HttpHeaders.EMPTY),
                        request)
                .answer();
    }

    /** What the rules in Java let through and the database refuses: two requests at once did what either may do alone. */
    @ExceptionHandler
    ResponseEntity<Object> on(DataIntegrityViolationException e, HttpServletRequest request) {
        if (BrokenConstraint.restoresPurged(e)) {
            return on(new Purged("It was purged: nothing is left that could be restored."), request);
        }
        return BrokenConstraint.in(e).map(conflict -> on(conflict, request)).orElseGet(() -> failed(e, request));
    }

    @ExceptionHandler
    ResponseEntity<Object> on(OutcomeUnknown e, HttpServletRequest request) {
        log.warn(
                "Answered 503 to {} {}: {}",
                request.getMethod(),
                request.getRequestURI(),
                e.getMessage(),
                e.getCause());
        return later(ProblemType.OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, 1, request);
    }

    @ExceptionHandler({
        TransientDataAccessException.class,
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<Object> onUnavailable(Exception e, HttpServletRequest request) {
        log.warn("Answered 503 to {} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        return later(ProblemType.BUSY, "The database could not do it just now. Nothing was changed.", 1, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onAnythingElse(Exception e, HttpServletRequest request) {
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                // What has no state the pool says, of a connection that it closed since it was lost.
                && (sql.getSQLState() == null || BUSY.matcher(sql.getSQLState()).matches())) {
            return onUnavailable(e, request);
        }
        return failed(e, request);
    }

    /** A part of the path that cannot be an id or a number: nothing is there. */
    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest servletRequest = ((ServletWebRequest) request).getRequest();
        return problem(ProblemType.NOT_FOUND, detail(ProblemType.NOT_FOUND, servletRequest, headers), servletRequest)
                .answer();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpServletRequest servletRequest = ((ServletWebRequest) request).getRequest();
        ProblemType type = ProblemType.ofStatus(status.value());
        if (type == ProblemType.INTERNAL_ERROR) {
            return failed(e, servletRequest);
        }
        return problem(type, detail(type, servletRequest, headers), servletRequest)
                .headers(headers)
                .answer();
    }

    private static String detail(ProblemType type, HttpServletRequest request, HttpHeaders headers) {
        return switch (type) {
            case NOT_FOUND -> "There is nothing at " + request.getRequestURI() + ".";
            case METHOD_NOT_ALLOWED ->
                request.getMethod() + " is not allowed here; allowed: " + headers.getAllow() + ".";
            case NOT_ACCEPTABLE -> "This is answered as JSON: accept application/json.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send application/json, or application/merge-patch+json with PATCH.";
            default -> type.title() + ".";
        };
    }

    private static ResponseEntity<Object> failed(Exception e, HttpServletRequest request) {
        log.error("Failed to answer {} {}", request.getMethod(), request.getRequestURI(), e);
        return problem(ProblemType.INTERNAL_ERROR, "The service failed. The fault is in its log.", request)
                .answer();
    }

    private static Problem problem(ProblemType type, String detail, HttpServletRequest request) {
        return Problem.of(type, detail, request.getRequestURI());
    }
}

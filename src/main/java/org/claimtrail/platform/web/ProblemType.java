package org.claimtrail.platform.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.claimtrail.platform.Conflict;
import org.claimtrail.translation.Spoken;
import org.springframework.http.HttpStatus;

/** Every kind of problem that the service answers (RFC 9457). Each has a page at {@code /problems/SLUG}. */
public enum ProblemType {
    MALFORMED_BODY(HttpStatus.BAD_REQUEST, "The body is not a JSON object"),
    INVALID_BODY(HttpStatus.BAD_REQUEST, "The body breaks rules"),
    INVALID_QUERY(HttpStatus.BAD_REQUEST, "The query parameters break rules"),
    INVALID_HEADER(HttpStatus.BAD_REQUEST, "A header breaks a rule"),
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Credentials are missing or not valid"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "This is not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing"),
    UNDER_REVIEW(HttpStatus.NOT_FOUND, "It is under review"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No such representation"),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The request took too long to arrive"),
    DUPLICATE(HttpStatus.CONFLICT, "It is recorded already"),
    REFERENCED(HttpStatus.CONFLICT, "Other things refer to it"),
    REFERS_TO_DELETED(HttpStatus.CONFLICT, "It refers to something deleted"),
    CYCLE(HttpStatus.CONFLICT, "It would come round to itself"),
    STATUS_RULE(HttpStatus.CONFLICT, "The status rules do not allow it"),
    STAGE_RULE(HttpStatus.CONFLICT, "The stage rules do not allow it"),
    PURGE_RULE(HttpStatus.CONFLICT, "The purge rules do not allow it"),
    LAST_ADMINISTRATOR(HttpStatus.CONFLICT, "There would be no administrator"),
    IMPORT_STATE(HttpStatus.CONFLICT, "The import is not at that point"),
    DELETED(HttpStatus.GONE, "It was deleted"),
    PURGED(HttpStatus.GONE, "It was purged"),
    FORGOTTEN(HttpStatus.GONE, "It is no longer kept"),
    LOST(HttpStatus.GONE, "It was lost"),
    STALE(HttpStatus.PRECONDITION_FAILED, "It has changed since it was read"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used for another request"),
    PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "If-Match is required"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    BUDGET_SPENT(HttpStatus.TOO_MANY_REQUESTS, "The budget of the day does not hold it"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed"),
    MODEL_FAILED(HttpStatus.BAD_GATEWAY, "The language model gave no answer of use"),
    OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "Whether it was done is not known"),
    BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Try again in a moment");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The title as pages tell it. */
    public String called() {
        return Spoken.sentence(title);
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ProblemType> ofSlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /** The general type of a status, where nothing more is known. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            // 501 is how Tomcat refuses what it never hands on: CONNECT.
            case 405, 501 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> TOO_SLOW;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> BUSY;
            default -> status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
        };
    }

    static ProblemType of(Conflict.Reason reason) {
        return valueOf(reason.name());
    }
}

package org.claimtrail.platform.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An answer that says what is wrong: {@code application/problem+json} (RFC 9457). */
public final class Problem {

    /** So many faults are told; whoever has more has to mend those first. */
    static final int MOST_ERRORS = 1000;

    private final ProblemType type;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final HttpHeaders headers = new HttpHeaders();

    private Problem(ProblemType type, String detail, String instance) {
        this.type = type;
        members.put("type", "/problems/" + type.slug());
        members.put("title", type.title());
        members.put("status", type.status().value());
        members.put("detail", detail);
        members.put("instance", URI.create(instance).toString());
    }

    /** @param instance the path of the request, encoded */
    public static Problem of(ProblemType type, String detail, String instance) {
        return new Problem(type, detail, instance);
    }

    /** What is wrong with a body. */
    public static Problem of(InvalidInput e, String instance) {
        return of(ProblemType.INVALID_BODY, told(e.faults()), instance).errors("pointer", e.faults());
    }

    /** What the state of the record forbids. */
    public static Problem of(Conflict e, String instance) {
        Problem problem = of(ProblemType.of(e.reason()), e.getMessage(), instance);
        if (e.pointer() != null) {
            problem.errors("pointer", List.of(new Fault(e.pointer(), e.getMessage())));
        }
        if (!e.others().isEmpty()) {
            problem.with("others", e.others().stream().map(Problem::told).toList());
        }
        if (!e.missing().isEmpty()) {
            problem.with("missing", e.missing());
        }
        return problem;
    }

    Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    Problem header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    Problem headers(HttpHeaders more) {
        headers.addAll(more);
        return this;
    }

    /** @param placeName {@code pointer} for a body, {@code parameter} for a query */
    Problem errors(String placeName, List<Fault> faults) {
        return with(
                "errors",
                faults.stream()
                        .limit(MOST_ERRORS)
                        .map(fault -> {
                            Map<String, String> error = new LinkedHashMap<>();
                            error.put(placeName, fault.pointer());
                            error.put("detail", fault.detail());
                            return error;
                        })
                        .toList());
    }

    public Map<String, Object> members() {
        return members;
    }

    ResponseEntity<Object> answer() {
        AnsweredProblems.add(type);
        return ResponseEntity.status(type.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Json.write(members));
    }

    static String told(List<Fault> faults) {
        return faults.size() == 1
                ? (faults.get(0).pointer() + " " + faults.get(0).detail()).strip()
                : faults.size() + " faults, told in errors"
                        + (faults.size() > MOST_ERRORS ? ": the first " + MOST_ERRORS + "." : ".");
    }

    private static Map<String, Object> told(Conflict.Other other) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", other.type());
        told.put("id", other.id());
        if (other.name() != null) {
            told.put("name", other.name());
        }
        return told;
    }
}

package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.contract.Contract;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address of the service, asked by everybody. */
class AccessRulesTest extends ApiTest {

    /** What mail programs send by one click: a key tells whose it is, and no form. */
    private static final String UNSUBSCRIBE = "POST /digest/unsubscribe";

    /** What the pages want of a session; none is for anybody. The API's operations tell it in the contract. */
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("GET /sign-in", "ANYONE"),
            Map.entry("GET /invitation", "ANYONE"),
            Map.entry("POST /invitation", "ANYONE"),
            Map.entry("GET /docs", "ANYONE"),
            Map.entry("GET /problems", "ANYONE"),
            Map.entry("GET /problems/{slug}", "ANYONE"),
            Map.entry("GET /openapi.yaml", "ANYONE"),
            Map.entry("GET /robots.txt", "ANYONE"),
            Map.entry("GET /account", "READER"),
            Map.entry("GET /account/profile", "READER"),
            Map.entry("POST /account/profile", "READER"),
            Map.entry("GET /account/language", "READER"),
            Map.entry("POST /account/language", "READER"),
            Map.entry("POST /account/password", "READER"),
            Map.entry("POST /account/tokens", "READER"),
            Map.entry("POST /account/tokens/{id}/revoke", "READER"),
            Map.entry("GET /", "READER"),
            Map.entry("GET /board", "READER"),
            Map.entry("POST /take-next", "CONTRIBUTOR"),
            Map.entry("GET /bulk-changes/{id}", "READER"),
            Map.entry("POST /bulk-changes/{id}/undo", "CONTRIBUTOR"),
            Map.entry("POST /claims/bulk", "CONTRIBUTOR"),
            Map.entry("GET /searches", "READER"),
            Map.entry("POST /searches", "READER"),
            Map.entry("POST /searches/{id}/open", "READER"),
            Map.entry("POST /searches/{id}/delete", "READER"),
            Map.entry("GET /open", "READER"),
            Map.entry("GET /find", "READER"),
            Map.entry("GET /accounts", "ADMIN"),
            Map.entry("GET /duplicates", "ADMIN"),
            Map.entry("GET /administration", "ADMIN"),
            Map.entry("POST /administration/outgoing/hold", "ADMIN"),
            Map.entry("POST /administration/outgoing/release", "ADMIN"),
            Map.entry("GET /security-events", "ADMIN"),
            Map.entry("GET /settings", "ADMIN"),
            Map.entry("GET /how-it-is", "ADMIN"),
            Map.entry("GET /webhooks", "ADMIN"),
            Map.entry("GET /webhooks/new", "ADMIN"),
            Map.entry("GET /webhooks/{id}", "ADMIN"),
            Map.entry("GET /webhooks/{id}/delete", "ADMIN"),
            Map.entry("GET /webhooks/{id}/edit", "ADMIN"),
            Map.entry("POST /webhooks/new", "ADMIN"),
            Map.entry("POST /webhooks/{id}/active", "ADMIN"),
            Map.entry("POST /webhooks/{id}/delete", "ADMIN"),
            Map.entry("POST /webhooks/{id}/edit", "ADMIN"),
            Map.entry("POST /webhooks/{id}/replay", "ADMIN"),
            Map.entry("POST /webhooks/{id}/secret", "ADMIN"),
            Map.entry("GET /changes", "READER"),
            Map.entry("POST /changes/seen", "READER"),
            Map.entry("GET /notices", "READER"),
            Map.entry("GET /notices/all", "READER"),
            Map.entry("POST /notices/read", "READER"),
            Map.entry("GET /watching", "READER"),
            Map.entry("GET /account/digest", "READER"),
            Map.entry("POST /account/digest", "READER"),
            Map.entry("POST /account/digest/stop", "READER"),
            Map.entry("GET /digest/confirm", "ANYONE"),
            Map.entry("POST /digest/confirm", "ANYONE"),
            Map.entry("GET /digest/unsubscribe", "ANYONE"),
            Map.entry(UNSUBSCRIBE, "ANYONE"),
            Map.entry("POST /watching/{kind}/{id}", "READER"),
            Map.entry("GET /deleted", "CONTRIBUTOR"),
            Map.entry("GET /deleted/{kind}/{id}/purge", "ADMIN"),
            Map.entry("POST /deleted/{kind}/{id}/purge", "ADMIN"),
            Map.entry("POST /deleted/{kind}/{id}/restore", "CONTRIBUTOR"),
            Map.entry("GET /imports", "READER"),
            Map.entry("POST /imports", "CONTRIBUTOR"),
            Map.entry("POST /imports/file", "CONTRIBUTOR"),
            Map.entry("GET /imports/{id}", "READER"),
            Map.entry("GET /imports/{id}/faults", "READER"),
            Map.entry("POST /imports/{id}/reading", "CONTRIBUTOR"),
            Map.entry("POST /imports/{id}/start", "CONTRIBUTOR"),
            Map.entry("POST /imports/{id}/pause", "CONTRIBUTOR"),
            Map.entry("POST /imports/{id}/resume", "CONTRIBUTOR"),
            Map.entry("POST /imports/{id}/cancel", "CONTRIBUTOR"),
            Map.entry("POST /imports/{id}/undo", "CONTRIBUTOR"),
            Map.entry("POST /imports/{id}/delete", "CONTRIBUTOR"),
            Map.entry("GET /accounts/new", "ADMIN"),
            Map.entry("GET /accounts/{id}", "ADMIN"),
            Map.entry("GET /deleted/files", "CONTRIBUTOR"),
            Map.entry("GET /articles", "READER"),
            Map.entry("GET /articles/choices", "READER"),
            Map.entry("GET /articles/capture", "CONTRIBUTOR"),
            Map.entry("POST /articles/capture", "CONTRIBUTOR"),
            Map.entry("GET /articles/capture/from-page", "CONTRIBUTOR"),
            Map.entry("POST /articles/capture/record", "CONTRIBUTOR"),
            Map.entry("GET /articles/export", "READER"),
            Map.entry("GET /articles/new", "CONTRIBUTOR"),
            Map.entry("GET /articles/{id}", "READER"),
            Map.entry("GET /articles/{id}/delete", "CONTRIBUTOR"),
            Map.entry("GET /articles/{id}/edit", "CONTRIBUTOR"),
            Map.entry("GET /articles/{id}/history", "READER"),
            Map.entry("GET /articles/{id}/merge", "ADMIN"),
            Map.entry("POST /articles/{id}/merge", "ADMIN"),
            Map.entry("POST /articles/{id}/fetch", "CONTRIBUTOR"),
            Map.entry("GET /articles/{id}/snapshots/{snapshot}", "READER"),
            Map.entry("GET /articles/{thing}/files/{file}", "READER"),
            Map.entry("GET /articles/{thing}/files/{file}/thumbnail", "READER"),
            Map.entry("POST /articles/{thing}/files", "CONTRIBUTOR"),
            Map.entry("POST /articles/{thing}/files/{file}/remove", "CONTRIBUTOR"),
            Map.entry("POST /articles/{thing}/files/{file}/restore", "CONTRIBUTOR"),
            Map.entry("GET /articles/{id}/versions/{version}", "READER"),
            Map.entry("GET /articles/{id}/read", "READER"),
            Map.entry("GET /articles/{id}/read/likes", "READER"),
            Map.entry("GET /articles/{id}/read/taken", "READER"),
            Map.entry("POST /articles/{id}/read", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/read/draft", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/read/draft/discard", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/read/proposals", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/read/proposals/{proposal}", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/read/text", "CONTRIBUTOR"),
            Map.entry("GET /claims", "READER"),
            Map.entry("GET /claims/choices", "READER"),
            Map.entry("GET /claims/export", "READER"),
            Map.entry("GET /claims/new", "CONTRIBUTOR"),
            Map.entry("GET /claims/similar", "READER"),
            Map.entry("GET /claims/{id}", "READER"),
            Map.entry("GET /claims/{id}/around", "READER"),
            Map.entry("GET /claims/{id}/assessments/new", "REVIEWER"),
            Map.entry("GET /claims/{id}/assessments/{part}/delete", "REVIEWER"),
            Map.entry("GET /claims/{id}/assessments/{part}/edit", "REVIEWER"),
            Map.entry("GET /claims/{id}/delete", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/edit", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/evidence/new", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/evidence/{part}/delete", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/evidence/{part}/edit", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/history", "READER"),
            Map.entry("GET /claims/{claim}/notes/new", "CONTRIBUTOR"),
            Map.entry("GET /claims/{claim}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("GET /claims/{claim}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("GET /claims/{claim}/notes/{thing}/files/{file}", "READER"),
            Map.entry("GET /claims/{claim}/notes/{thing}/files/{file}/thumbnail", "READER"),
            Map.entry("POST /claims/{claim}/notes/{thing}/files", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/notes/{thing}/files/{file}/remove", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/notes/{thing}/files/{file}/restore", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/notes/new", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/notes/{part}/resolve", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/notes/{part}/restore", "CONTRIBUTOR"),
            Map.entry("GET /claims/{claim}/assessments/{assessment}/notes/new", "CONTRIBUTOR"),
            Map.entry("GET /claims/{claim}/assessments/{assessment}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("GET /claims/{claim}/assessments/{assessment}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("GET /claims/{claim}/assessments/{assessment}/notes/{thing}/files/{file}", "READER"),
            Map.entry("GET /claims/{claim}/assessments/{assessment}/notes/{thing}/files/{file}/thumbnail", "READER"),
            Map.entry("POST /claims/{claim}/assessments/{assessment}/notes/{thing}/files", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/assessments/{assessment}/notes/{thing}/files/{file}/remove", "CONTRIBUTOR"),
            Map.entry(
                    "POST /claims/{claim}/assessments/{assessment}/notes/{thing}/files/{file}/restore", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/assessments/{assessment}/notes/new", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/assessments/{assessment}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/assessments/{assessment}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/assessments/{assessment}/notes/{part}/resolve", "CONTRIBUTOR"),
            Map.entry("POST /claims/{claim}/assessments/{assessment}/notes/{part}/restore", "CONTRIBUTOR"),
            Map.entry("GET /sources/{source}/notes/new", "CONTRIBUTOR"),
            Map.entry("GET /sources/{source}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("GET /sources/{source}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("GET /sources/{source}/notes/{thing}/files/{file}", "READER"),
            Map.entry("GET /sources/{source}/notes/{thing}/files/{file}/thumbnail", "READER"),
            Map.entry("POST /sources/{source}/notes/{thing}/files", "CONTRIBUTOR"),
            Map.entry("POST /sources/{source}/notes/{thing}/files/{file}/remove", "CONTRIBUTOR"),
            Map.entry("POST /sources/{source}/notes/{thing}/files/{file}/restore", "CONTRIBUTOR"),
            Map.entry("POST /sources/{source}/notes/new", "CONTRIBUTOR"),
            Map.entry("POST /sources/{source}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("POST /sources/{source}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("POST /sources/{source}/notes/{part}/resolve", "CONTRIBUTOR"),
            Map.entry("POST /sources/{source}/notes/{part}/restore", "CONTRIBUTOR"),
            Map.entry("GET /articles/{article}/notes/new", "CONTRIBUTOR"),
            Map.entry("GET /articles/{article}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("GET /articles/{article}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("GET /articles/{article}/notes/{thing}/files/{file}", "READER"),
            Map.entry("GET /articles/{article}/notes/{thing}/files/{file}/thumbnail", "READER"),
            Map.entry("POST /articles/{article}/notes/{thing}/files", "CONTRIBUTOR"),
            Map.entry("POST /articles/{article}/notes/{thing}/files/{file}/remove", "CONTRIBUTOR"),
            Map.entry("POST /articles/{article}/notes/{thing}/files/{file}/restore", "CONTRIBUTOR"),
            Map.entry("POST /articles/{article}/notes/new", "CONTRIBUTOR"),
            Map.entry("POST /articles/{article}/notes/{part}/delete", "CONTRIBUTOR"),
            Map.entry("POST /articles/{article}/notes/{part}/edit", "CONTRIBUTOR"),
            Map.entry("POST /articles/{article}/notes/{part}/resolve", "CONTRIBUTOR"),
            Map.entry("POST /articles/{article}/notes/{part}/restore", "CONTRIBUTOR"),
            Map.entry("GET /on", "READER"),
            Map.entry("GET /claims/{id}/relations/new", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/relations/{relation}/delete", "CONTRIBUTOR"),
            Map.entry("GET /lookups/anything", "READER"),
            Map.entry("GET /lookups/articles", "READER"),
            Map.entry("GET /lookups/claims", "READER"),
            Map.entry("GET /exchange-rates", "READER"),
            Map.entry("GET /exchange-rates/choices", "READER"),
            Map.entry("GET /exchange-rates/new", "CONTRIBUTOR"),
            Map.entry("GET /exchange-rates/{id}", "READER"),
            Map.entry("GET /exchange-rates/{id}/delete", "CONTRIBUTOR"),
            Map.entry("GET /exchange-rates/{id}/edit", "CONTRIBUTOR"),
            Map.entry("GET /exchange-rates/{id}/history", "READER"),
            Map.entry("POST /exchange-rates/new", "CONTRIBUTOR"),
            Map.entry("POST /exchange-rates/{id}/delete", "CONTRIBUTOR"),
            Map.entry("POST /exchange-rates/{id}/edit", "CONTRIBUTOR"),
            Map.entry("POST /exchange-rates/{id}/restore", "CONTRIBUTOR"),
            Map.entry("GET /lookups/measures", "READER"),
            Map.entry("GET /lookups/ratings", "READER"),
            Map.entry("GET /lookups/sources", "READER"),
            Map.entry("GET /lookups/topics", "READER"),
            Map.entry("GET /measures", "READER"),
            Map.entry("GET /measures/choices", "READER"),
            Map.entry("GET /measures/export", "READER"),
            Map.entry("GET /measures/new", "CONTRIBUTOR"),
            Map.entry("GET /measures/{id}", "READER"),
            Map.entry("GET /measures/{id}/delete", "CONTRIBUTOR"),
            Map.entry("GET /measures/{id}/edit", "CONTRIBUTOR"),
            Map.entry("GET /measures/{id}/history", "READER"),
            Map.entry("GET /measures/{id}/merge", "ADMIN"),
            Map.entry("POST /measures/{id}/merge", "ADMIN"),
            Map.entry("GET /reports", "READER"),
            Map.entry("GET /reports/{name}", "READER"),
            Map.entry("GET /reports/{name}/csv", "READER"),
            Map.entry("GET /sources", "READER"),
            Map.entry("GET /sources/choices", "READER"),
            Map.entry("GET /sources/export", "READER"),
            Map.entry("GET /sources/new", "CONTRIBUTOR"),
            Map.entry("GET /sources/{id}", "READER"),
            Map.entry("GET /sources/{id}/delete", "CONTRIBUTOR"),
            Map.entry("GET /sources/{id}/edit", "CONTRIBUTOR"),
            Map.entry("GET /sources/{id}/history", "READER"),
            Map.entry("GET /sources/{id}/merge", "ADMIN"),
            Map.entry("POST /sources/{id}/merge", "ADMIN"),
            Map.entry("GET /tour", "READER"),
            Map.entry("GET /topics", "READER"),
            Map.entry("GET /topics/choices", "READER"),
            Map.entry("GET /topics/export", "READER"),
            Map.entry("GET /topics/new", "CONTRIBUTOR"),
            Map.entry("GET /topics/{id}", "READER"),
            Map.entry("GET /topics/{id}/delete", "CONTRIBUTOR"),
            Map.entry("GET /topics/{id}/edit", "CONTRIBUTOR"),
            Map.entry("GET /topics/{id}/history", "READER"),
            Map.entry("POST /accounts/new", "ADMIN"),
            Map.entry("POST /accounts/{id}", "ADMIN"),
            Map.entry("POST /accounts/{id}/invitation", "ADMIN"),
            Map.entry("POST /accounts/{id}/tokens/{token}/revoke", "ADMIN"),
            Map.entry("POST /articles/new", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/delete", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/edit", "CONTRIBUTOR"),
            Map.entry("POST /articles/{id}/restore", "CONTRIBUTOR"),
            Map.entry("POST /claims/new", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/assessments/new", "REVIEWER"),
            Map.entry("POST /claims/{id}/assessments/{part}/delete", "REVIEWER"),
            Map.entry("POST /claims/{id}/assessments/{part}/edit", "REVIEWER"),
            Map.entry("POST /claims/{id}/assessments/{part}/restore", "REVIEWER"),
            Map.entry("POST /claims/{id}/delete", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/edit", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/evidence/{thing}/files/{file}", "READER"),
            Map.entry("GET /claims/{id}/evidence/{thing}/files/{file}/thumbnail", "READER"),
            Map.entry("POST /claims/{id}/evidence/{thing}/files", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/evidence/{thing}/files/{file}/remove", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/evidence/{thing}/files/{file}/restore", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/evidence/new", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/evidence/{part}/delete", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/evidence/{part}/edit", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/evidence/{part}/restore", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/relations/new", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/relations/{relation}/delete", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/relations/{relation}/restore", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/restore", "CONTRIBUTOR"),
            Map.entry("GET /claims/{id}/revert", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/revert", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/stage", "CONTRIBUTOR"),
            Map.entry("POST /claims/{id}/status", "REVIEWER"),
            Map.entry("POST /measures/new", "CONTRIBUTOR"),
            Map.entry("POST /measures/{id}/delete", "CONTRIBUTOR"),
            Map.entry("POST /measures/{id}/edit", "CONTRIBUTOR"),
            Map.entry("POST /measures/{id}/restore", "CONTRIBUTOR"),
            Map.entry("POST /sources/new", "CONTRIBUTOR"),
            Map.entry("POST /sources/{id}/delete", "CONTRIBUTOR"),
            Map.entry("POST /sources/{id}/edit", "CONTRIBUTOR"),
            Map.entry("POST /sources/{id}/restore", "CONTRIBUTOR"),
            Map.entry("POST /topics/new", "CONTRIBUTOR"),
            Map.entry("POST /topics/{id}/delete", "CONTRIBUTOR"),
            Map.entry("POST /topics/{id}/edit", "CONTRIBUTOR"),
            Map.entry("POST /topics/{id}/restore", "CONTRIBUTOR"));

    /** Of no contract, and like the API by tokens. */
    private static final String MCP = "POST /mcp";

    private static final String ID = "01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12";

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyMappingIsOpenToTheRolesThatTheContractSaysAndToNoOther() throws IOException {
        Map<String, String> promised = new HashMap<>(Contract.roles());
        promised.put(MCP, "READER");
        Map<String, String> wrong = new TreeMap<>();
        for (String mapping : mapped()) {
            if (!mapping.contains(" /api/") && !mapping.equals(MCP)) {
                continue;
            }
            Role least = Role.valueOf(promised.getOrDefault(mapping, "ADMIN"));
            for (Role role : Role.values()) {
                boolean open = !answer(mapping, "Bearer " + People.token(role)).startsWith("HTTP/1.1 403");
                if (open != role.includes(least)) {
                    wrong.put(mapping + " by " + role, open ? "open" : "closed");
                }
            }
            if (!answer(mapping, "none").startsWith("HTTP/1.1 401")) {
                wrong.put(mapping + " by a stranger", "open");
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyOperationOfTheApiTellsItsRole() {
        assertThat(Contract.roles().keySet())
                .containsExactlyInAnyOrderElementsOf(Contract.operations().stream()
                        .filter(operation -> operation.path().startsWith("/api/"))
                        .map(operation -> operation.method() + " " + operation.path())
                        .toList());
    }

    @Test
    void everyPageIsClosedToStrangersUnlessItIsForAnyone() throws IOException {
        Set<String> pages = mapped().stream()
                .filter(mapping -> !mapping.contains(" /api/")
                        && !mapping.equals(MCP)
                        && !mapping.contains("/actuator")
                        && !mapping.endsWith(" /error"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(pages).isEqualTo(new TreeSet<>(PAGES.keySet()));
        for (String page : pages) {
            String answer = answer(page, "none");
            boolean let = page.startsWith("GET ")
                    ? !answer.startsWith("HTTP/1.1 401")
                    // A form of theirs is refused before anybody asks who sends it.
                    : !answer.startsWith("HTTP/1.1 403");
            assertThat(let)
                    .as(page)
                    .isEqualTo(page.equals(UNSUBSCRIBE)
                            || page.startsWith("GET ") && PAGES.get(page).equals("ANYONE"));
        }
    }

    @Test
    void aStrangerGetsHealthSignInAssetsDocsProblemsAndTheContractAndNothingElse() throws IOException {
        for (String path : List.of(
                "/sign-in",
                "/docs",
                "/problems",
                "/problems/forbidden",
                "/openapi.yaml",
                "/actuator/health",
                "/actuator/health/liveness",
                "/claimtrail.css",
                "/docs.js",
                "/icon.svg",
                "/webjars/swagger-ui/swagger-ui.css")) {
            assertThat(answer("GET " + path, "none")).as(path).startsWith("HTTP/1.1 200");
        }
        for (String path : List.of(
                "/",
                "/account",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v1/claims",
                "/api/v1/claims/C-1",
                "/actuator",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/heapdump",
                "/error",
                "/index.html",
                "/nothing",
                "/application.yaml",
                "/db/table/V2__sources.sql",
                "/META-INF/sbom/application.cdx.json",
                "/webjars",
                "/API/v1/claims",
                "/api/v1/claims;a=b",
                "/docs/../api/v1/claims",
                "/docs/..;/api/v1/claims",
                "//api/v1/claims",
                "/%61pi/v1/claims",
                "/api/v1/claims.css",
                "/api/v1/claims/a.css",
                "/sign-in/../api/v1/claims",
                "/docs/%2e%2e/api/v1/claims")) {
            assertThat(answer("GET " + path, "none").substring(0, 12))
                    .as(path)
                    .isIn("HTTP/1.1 401", "HTTP/1.1 400", "HTTP/1.1 404");
            assertThat(answer("GET " + path, "none")).as(path).doesNotContain("items");
        }
    }

    @Test
    void theTokenOfAReaderCannotWriteByAnyRoute() throws IOException {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        String reader = "Authorization: " + People.bearer(Role.READER);
        String body = "{\"text\": \"Not to be.\", \"kind\": \"FACT\"}";
        List<String> attempts = new ArrayList<>();
        for (String method :
                List.of("POST", "PUT", "PATCH", "DELETE", "post", "MKCOL", "TRACE", "PROPFIND", "OPTIONS")) {
            for (String path : List.of(
                    "/api/v1/claims",
                    "/api/v1/claims/C-1",
                    "/api/v1/claims/C-1/",
                    "/api/v1//claims",
                    "/api/v1/claims;x",
                    "/api/v1/claims/C-1/status",
                    "/api/v1/tokens",
                    "/api/v1/users",
                    "/account/tokens")) {
                for (String type : List.of(
                        "application/json",
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "multipart/form-data; boundary=x",
                        "application/merge-patch+json")) {
                    attempts.add(method + " " + path + " HTTP/1.1\r\nIf-Match: *\r\nContent-Type: " + type);
                }
            }
        }
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            for (String method : List.of("GET", "POST", "HEAD")) {
                attempts.add(method + " /api/v1/claims/C-1 HTTP/1.1\r\nIf-Match: *\r\n" + header + ": DELETE");
                attempts.add(method + " /api/v1/claims/C-1?_method=DELETE HTTP/1.1\r\nIf-Match: *");
            }
        }
        for (String attempt : attempts) {
            String answer =
                    RawHttp.answer(port, attempt + "\r\n" + reader + "\r\nContent-Length: " + body.length(), body);
            assertThat(answer.substring(9, 12)).as(attempt).isIn("200", "400", "401", "403", "404", "405", "501");
            if (answer.startsWith("HTTP/1.1 200")) {
                assertThat(attempt).as("what reads may").containsPattern("^(GET|HEAD) ");
            }
        }

        assertThat(api.get("/claims?count=true").at("/total")).isEqualTo("1");
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("Said.");
        assertThat(api.get("/claims/C-1").at("/status")).isEqualTo("UNVERIFIED");
        assertThat(count("account")).isEqualTo(Role.values().length);
        assertThat(count("api_token")).isEqualTo(Role.values().length);
    }

    @Test
    void aStageIsClosedByAReviewerAndTheRulesAreOverruledByAnAdministrator() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        var contributor = api.as(Role.CONTRIBUTOR);
        var reviewer = api.as(Role.REVIEWER);

        var done = Map.of("stage", "DONE");
        assertThat(contributor
                        .put("/claims/C-1/stage", Map.of("stage", "IN_REVIEW"), "*")
                        .status())
                .isEqualTo(200);
        assertThat(contributor.put("/claims/C-1/stage", done, "*").status()).isEqualTo(403);
        assertThat(reviewer.put("/claims/C-1/stage", done, "*").status()).isEqualTo(200);

        var overruled = Map.of("status", "CONTESTED", "reason", "Because.", "override", true);
        assertThat(reviewer.put("/claims/C-1/status", overruled, "*").at("/detail"))
                .isEqualTo("Only an administrator may overrule the status rules.");
        assertThat(api.put("/claims/C-1/status", overruled, "*").status()).isEqualTo(200);
    }

    @Test
    void twoPeoplesDecisionsAreTwoPeoples() {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        api.as(Role.REVIEWER).put("/claims/C-1/status", Map.of("status", "UNVERIFIABLE", "reason", "One."), "*");
        api.put("/claims/C-1/status", Map.of("status", "UNVERIFIED", "reason", "Other."), "*");

        var history = api.get("/claims/C-1/status/history");
        assertThat(history.items("by")).containsExactly("admin", "reviewer");
        assertThat(history.items("through")).containsExactly("test", "test");
    }

    private Set<String> mapped() {
        return mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(path -> path.contains("{parts:figures|appearances}")
                                ? Stream.of(
                                        path.replace("{parts:figures|appearances}", "figures"),
                                        path.replace("{parts:figures|appearances}", "appearances"))
                                : Stream.of(path))
                        .flatMap(path -> methods(mapping.getMethodsCondition().getMethods())
                                .map(method -> method + " " + Contract.named(path))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<RequestMethod> methods(Set<RequestMethod> methods) {
        return methods.isEmpty() ? Stream.of(RequestMethod.GET) : methods.stream();
    }

    /** @param authorization "none" for a stranger */
    private String answer(String mapping, String authorization) throws IOException {
        String request = mapping.replaceAll("\\{[^}]*}", ID) + " HTTP/1.1\r\nAccept: application/json";
        return authorization.equals("none")
                ? RawHttp.answerToStranger(port, request)
                : RawHttp.answer(port, request + "\r\nAuthorization: " + authorization);
    }
}

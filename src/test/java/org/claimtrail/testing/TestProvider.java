package org.claimtrail.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.claimtrail.platform.Json;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** An OpenID provider that lets everybody in as whom the test says. */
public final class TestProvider implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String CLIENT = "claimtrail-test";
    private static final RSAKey KEY = key();
    private static final HttpServer SERVER = serve();

    /** What the ID token for a code says. */
    private static final Map<String, Map<String, Object>> CODES = new ConcurrentHashMap<>();

    private static volatile Map<String, Object> person = Map.of();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.security.oauth2.client.registration.test.client-id=" + CLIENT,
                        "spring.security.oauth2.client.registration.test.client-secret=secret",
                        "spring.security.oauth2.client.registration.test.client-name=The Provider",
                        "spring.security.oauth2.client.registration.test.scope=openid,profile",
                        "spring.security.oauth2.client.provider.test.issuer-uri=" + issuer(),
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer(),
                        "spring.security.oauth2.resourceserver.jwt.audiences=" + CLIENT,
                        "claimtrail.oidc.role-claim=realm_access.roles",
                        "claimtrail.oidc.roles.ADMIN=desk-chief")
                .applyTo(context);
    }

    public static String issuer() {
        return "http://localhost:" + SERVER.getAddress().getPort();
    }

    /** Who signs in next. */
    public static void expect(String subject, String name, String... roles) {
        person = claims(subject, name, roles);
    }

    /** An access token, good for five minutes. */
    public static String token(String subject, String name, String... roles) {
        return signed(claims(subject, name, roles), CLIENT, 300);
    }

    /** A signed token with other words in it. */
    public static String signed(Map<String, Object> claims, String audience, long seconds) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(audience)
                .issueTime(Date.from(now.minusSeconds(600)))
                .expirationTime(Date.from(now.plusSeconds(seconds)));
        claims.forEach(all::claim);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(), all.build());
        try {
            jwt.sign(new RSASSASigner(KEY));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    public static Map<String, Object> claims(String subject, String name, String... roles) {
        return Map.of(
                "sub",
                subject,
                "preferred_username",
                name,
                "name",
                "The " + name,
                "realm_access",
                Map.of("roles", List.of(roles)));
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpServer serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, configuration()));
            server.createContext(
                    "/jwks",
                    exchange -> answer(
                            exchange, Map.of("keys", List.of(KEY.toPublicJWK().toJSONObject()))));
            server.createContext("/authorize", TestProvider::authorize);
            server.createContext("/token", TestProvider::token);
            server.start();
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> configuration() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/jwks",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private static void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String code = "code-" + CODES.size();
        Map<String, Object> said = new LinkedHashMap<>(person);
        said.put("nonce", asked.get("nonce"));
        CODES.put(code, said);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state="
                                + asked.get("state").replace("=", "%3D"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, Object> said = CODES.get(asked.get("code"));
        answer(
                exchange,
                Map.of(
                        "access_token",
                        "opaque",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300,
                        "id_token",
                        signed(said, CLIENT, 300)));
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, Object body) throws IOException {
        byte[] json = Json.write(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }
}

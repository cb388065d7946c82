package org.claimtrail.access;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Signs in as a browser would. */
final class SignInForm {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private SignInForm() {}

    static void choosePassword(JdbcClient db, String name, String password) {
        db.sql("update account set password = :password where name = :name")
                .param("password", "{bcrypt}" + new BCryptPasswordEncoder(4).encode(password))
                .param("name", name)
                .update();
    }

    /** The answer to the form, sent through a proxy that names the client's address. */
    static HttpResponse<String> send(int port, String name, String password, String address) {
        HttpResponse<String> form = get(port, "/sign-in", "", address);
        Matcher token = TOKEN.matcher(form.body());
        if (!token.find()) {
            throw new AssertionError("No form: " + form.statusCode() + " " + form.body());
        }
        String body = Map.of("name", name, "password", password, "_csrf", token.group(1)).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(port, "/sign-in", cookies(form), address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static HttpResponse<String> get(int port, String path, String cookies, String address) {
        return send(request(port, path, cookies, address));
    }

    static String cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .collect(Collectors.joining("; "));
    }

    private static HttpRequest.Builder request(int port, String path, String cookies, String address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("X-Forwarded-For", address);
        return cookies.isEmpty() ? request : request.header("Cookie", cookies);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

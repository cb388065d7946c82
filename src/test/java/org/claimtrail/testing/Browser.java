package org.claimtrail.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/** Looks at pages as somebody without scripts does: keeps cookies, follows links and sends forms. */
public final class Browser {

    /** A page, after redirects. */
    public record Page(int status, URI address, Map<String, List<String>> headers, Document document) {

        public String text() {
            return document.body().text();
        }
    }

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI root;
    private final @Nullable String language;

    public Browser(int port) {
        this(port, null);
    }

    /** @param language that it asks for, as a browser does: {@code de-DE,de;q=0.9} */
    public Browser(int port, @Nullable String language) {
        this.root = URI.create("http://localhost:" + port);
        this.language = language;
    }

    public Page open(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)));
    }

    /**
     * Fills in and sends a form of a page, with all that it has already.
     *
     * @param form a CSS query
     * @param values names and values in turn
     */
    public Page submit(Page page, String form, String... values) {
        FormElement element = (FormElement) page.document().expectFirst(form);
        Map<String, String> data = new LinkedHashMap<>();
        element.formData().forEach(field -> data.put(field.key(), field.value()));
        for (int i = 0; i < values.length; i += 2) {
            data.put(values[i], values[i + 1]);
        }
        String action = page.address().resolve(element.attr("action")).toString();
        return element.attr("method").equalsIgnoreCase("get") ? open(action + "?" + encoded(data)) : post(action, data);
    }

    /**
     * Fills in and sends a form with a file.
     *
     * @param field the name of the file's field
     * @param values names and values in turn
     */
    public Page submit(
            Page page, String form, String field, String filename, String mediaType, byte[] content, String... values) {
        return submit(page, form, field, List.of(new Chosen(filename, mediaType, content)), values);
    }

    /** A file that somebody chose. */
    public record Chosen(String name, String mediaType, byte[] content) {}

    /** Like the other, with several files. */
    public Page submit(Page page, String form, String field, List<Chosen> files, String... values) {
        FormElement element = (FormElement) page.document().expectFirst(form);
        Map<String, String> data = new LinkedHashMap<>();
        element.formData().forEach(one -> data.put(one.key(), one.value()));
        for (int i = 0; i < values.length; i += 2) {
            data.put(values[i], values[i + 1]);
        }
        data.remove(field);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        data.forEach((name, value) -> body.writeBytes(
                ("--part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        for (Chosen file : files) {
            body.writeBytes(("--part\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                            + file.name() + "\"\r\nContent-Type: " + file.mediaType() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file.content());
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes("--part--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(page.address().resolve(element.attr("action")))
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Sends what no form of a page holds. */
    public Page post(String path, Map<String, String> data) {
        String body = encoded(data);
        return send(HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String encoded(Map<String, String> data) {
        return data.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Signs in on the page that says so. */
    public Page signIn(String name, String password) {
        return submit(open("/sign-in"), "main form", "name", name, "password", password);
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    private Page send(HttpRequest.Builder request) {
        try {
            if (language != null) {
                request.header("Accept-Language", language);
            }
            HttpResponse<String> answer = http.send(
                    request.header("Accept", "text/html,application/xhtml+xml").build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Page(
                    answer.statusCode(),
                    answer.uri(),
                    answer.headers().map(),
                    Jsoup.parse(answer.body(), answer.uri().toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

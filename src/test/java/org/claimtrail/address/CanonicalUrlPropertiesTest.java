package org.claimtrail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalUrlPropertiesTest {

    /** The parts of an address, put together anew by each property. */
    record Parts(String host, String path, String query) {

        String url() {
            return "https://" + host + path + (query.isEmpty() ? "" : "?" + query);
        }
    }

    @Property(tries = 5_000)
    void theCanonicalFormOfACanonicalFormIsItself(@ForAll("addresses") String url) {
        accepted(url)
                .ifPresent(canonical ->
                        assertThat(CanonicalUrl.of(canonical.value())).isEqualTo(canonical));
    }

    @Property(tries = 5_000)
    void theCanonicalFormIsAUriByTheStrictRules(@ForAll("addresses") String url) {
        accepted(url).ifPresent(canonical -> {
            // RFC 2396, which java.net.URI follows, wants letters and digits in a host; browsers do not.
            String rest = canonical.value().substring(canonical.value().indexOf('/', "https://".length()));
            assertThatCode(() -> URI.create("https://example.org" + rest)).doesNotThrowAnyException();
            assertThat(canonical.value()).isASCII().hasSizeLessThanOrEqualTo(8_000);
        });
    }

    @Property
    void anythingIsEitherReadOrRefusedInASentence(@ForAll String garbage) {
        accepted(garbage);
        accepted("http://" + garbage);
        accepted("https://example.org/" + garbage);
    }

    @Property
    void schemeCaseOfHostPortAndUserDoNotMatter(@ForAll("parts") Parts parts, @ForAll("origins") String origin) {
        String host = parts.host().toUpperCase(Locale.ROOT);

        assertSame(origin.replace("host", host) + parts.url().substring(("https://" + parts.host()).length()), parts);
    }

    @Property
    void theFragmentDoesNotMatter(@ForAll("parts") Parts parts, @ForAll String fragment) {
        assertSame(parts.url() + "#part" + fragment, parts);
    }

    @Property
    void dotSegmentsDoNotMatter(
            @ForAll("parts") Parts parts, @ForAll("dots") String dot, @ForAll("dots") String otherDot) {
        String path = "/" + dot + "/passing/" + dot + otherDot + parts.path();

        assertSame(new Parts(parts.host(), path, parts.query()).url(), parts);
    }

    @Property
    void percentEncodingOfUnreservedCharactersDoesNotMatter(@ForAll("parts") Parts parts, @ForAll boolean upperCase) {
        StringBuilder path = new StringBuilder("/");
        for (byte b : parts.path().substring(1).getBytes(StandardCharsets.UTF_8)) {
            path.append(b == '/' ? "/" : ("%%%0" + 2 + (upperCase ? "X" : "x")).formatted(b));
        }

        assertSame(new Parts(parts.host(), path.toString(), parts.query()).url(), parts);
    }

    @Property
    void trackingDoesNotMatter(
            @ForAll("parts") Parts parts, @ForAll("tracking") String tracking, @ForAll boolean first) {
        String query = first ? tracking + "&" + parts.query() : parts.query() + "&" + tracking;

        assertSame(new Parts(parts.host(), parts.path(), query).url(), parts);
    }

    @Property
    void blanksAroundAndBreaksWithinDoNotMatter(
            @ForAll("parts") Parts parts, @ForAll("blanks") String before, @ForAll("blanks") String after) {
        int middle = parts.url().length() / 2;
        String broken = parts.url().substring(0, middle) + "\n" + parts.url().substring(middle);

        assertSame(before + broken + after, parts);
    }

    @Property
    void differentPathsStayDifferent(@ForAll("parts") Parts parts, @ForAll("words") String word) {
        assertThat(CanonicalUrl.of(new Parts(parts.host(), parts.path() + "/" + word, parts.query()).url()))
                .isNotEqualTo(CanonicalUrl.of(parts.url()));
    }

    private static void assertSame(String url, Parts parts) {
        assertThat(CanonicalUrl.of(url)).isEqualTo(CanonicalUrl.of(parts.url()));
    }

    private static Optional<CanonicalUrl> accepted(String url) {
        try {
            return Optional.of(CanonicalUrl.of(url));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(refused.getMessage()).endsWith(".").doesNotContain("\n");
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> piece = Arbitraries.of(
                "/", "//", ".", "..", "%2e", "%2E%2e", "%", "%4", "%41", "%61", "%36%31", "%25", "%c3%a9", "%ff", "é",
                "ß", "😀", "\uD83D", "?", "&", "=", "#", "!", "#!", ":~:", "utm_x=1", "fbclid", "a", "B", "'", "\"",
                " ", "\t", "[", "]", "|", "\\", "+", ":", "@", ";", "^", "{", "\u0000", "\u007f");
        Arbitrary<String> tail = Arbitraries.oneOf(
                piece.list().ofMaxSize(12).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMaxLength(20));
        Arbitrary<String> host = Arbitraries.oneOf(
                Arbitraries.of(
                        "example.org",
                        "EXAMPLE.org.",
                        "bücher.example",
                        "xn--bcher-kva.example",
                        "faß.example",
                        "０x7f.1",
                        "1.2.3",
                        "[::1]",
                        "[1:0:0:2::]",
                        "x:80",
                        "x:443",
                        "x:00443",
                        "x:8080",
                        "u:p@x",
                        "a%2eb",
                        "😀.example",
                        "xn--e28h.example",
                        "İ.example",
                        "ﬀ.example",
                        "a。b",
                        "ｘｎ－－bcher-kva"),
                piece.list().ofMinSize(1).ofMaxSize(4).map(pieces -> String.join("", pieces)),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(8));
        return Combinators.combine(
                        Arbitraries.of("http://", "https://", "HTTP:", "https:\\"),
                        host,
                        Arbitraries.of("/", "?", "#", ""),
                        tail)
                .as((scheme, name, separator, rest) -> scheme + name + separator + rest);
    }

    @Provide
    Arbitrary<Parts> parts() {
        Arbitrary<String> host = Arbitraries.of("example.org", "www.example.org", "news.example.co.uk", "localhost");
        Arbitrary<String> path = words().list().ofMaxSize(4).map(words -> "/" + String.join("/", words));
        Arbitrary<String> query = Combinators.combine(words(), words())
                .as((name, value) -> name + "=" + value)
                .list()
                .ofMaxSize(3)
                .map(parameters -> String.join("&", parameters));
        return Combinators.combine(host, path, query).as(Parts::new);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars("-~éü")
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> origins() {
        return Arbitraries.of(
                "http://host",
                "HTTPS://host",
                "http://host:80",
                "https://host:443",
                "https://host:",
                "http:\\\\host",
                "https:host",
                "https://host.",
                "https://user:pass@host",
                "  https://host:0443");
    }

    @Provide
    Arbitrary<String> dots() {
        return Arbitraries.of(".", "%2e", "%2E");
    }

    @Provide
    Arbitrary<String> tracking() {
        Arbitrary<String> name = Arbitraries.oneOf(
                Arbitraries.of(CanonicalUrl.TRACKING),
                Arbitraries.of("utm_source", "UTM_medium", "utm%5Fid", "Fbclid"));
        return Combinators.combine(name, Arbitraries.of("", "=", "=x", "=%41=é"))
                .as(String::concat);
    }

    @Provide
    Arbitrary<String> blanks() {
        return Arbitraries.strings().withChars(" \t\r\n\u0000\u001f").ofMaxLength(4);
    }
}

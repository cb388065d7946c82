package org.claimtrail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Addresses of other people's tests; src/test/resources/urls/README.md says whose. */
class CanonicalUrlOfOthersTest {

    private static final Pattern WITH_SCHEME = Pattern.compile("(?is)[\\x00- ]*https?:.*");

    /** Valid for WHATWG, relative to a page; an article's address has no page that it could be relative to. */
    private static final Set<String> RELATIVE_WITH_SCHEME =
            Set.of("http:foo.com", "http:/example.com/", "http:example.com/");

    /** Valid for WHATWG, not for DNS: names of no label. */
    private static final Set<String> REFUSED = Set.of("http://./", "http://../");

    private static final String NO_HOST_NAME = "no host that WHATWG allows";
    private static final String NO_LABEL = "a name of empty labels is not a host";
    private static final String RESERVED = "a reserved character may mean something else when it is encoded";
    private static final String SORTED = "the order of parameters stays, and whether they have a value";
    private static final String DOUBLE_SLASH = "an empty path segment stays, it can lead elsewhere";
    private static final String DECODED_TWICE = "what was encoded twice is decoded once, as servers do";
    private static final String BYTES = "upstream's bytes stand here as a character each";
    private static final String WWW = "www. and its like stay, they can be another site";
    private static final String SESSION = "sessions of old frameworks are not in our list";

    /** Pairs of urlcanon that stay apart, or that are refused, and why. */
    private static final Map<String, String> NOT_FOLDED = Map.ofEntries(
            Map.entry("http:%/", NO_HOST_NAME),
            Map.entry("http://%/", NO_HOST_NAME),
            Map.entry("http://\u0001\u0080.com/", NO_HOST_NAME),
            Map.entry(
                    "http://host%23.com/%257Ea%2521b%2540c%2523d%2524e%25f%255E00%252611%252A22%252833%252944_55%252B",
                    NO_HOST_NAME),
            Map.entry("http:%2e%2e%2e/a/b", NO_LABEL),
            Map.entry("http:%2e/a/b", NO_LABEL),
            Map.entry("http:/%2e/a/b", NO_LABEL),
            Map.entry("http://%2e%2e/a/b", NO_LABEL),
            Map.entry("http://%2e/a/b", NO_LABEL),
            Map.entry("http:///%2e%2e%2e/a/b", NO_LABEL),
            Map.entry("http://www.google.com.../", NO_LABEL),
            Map.entry("http://example.com/%3A%3a%3C%3c", RESERVED),
            Map.entry("http://example.com/%7Ffp3%3Eju%3Dduvgw%3Dd", RESERVED),
            Map.entry("http://example.com/(%28:%3A%29)", RESERVED),
            Map.entry("http://example.com/?%26=%26&%26", SORTED),
            Map.entry("http://example.com/?c=d&a=b", SORTED),
            Map.entry("http://example.com/foo?c=5&&a=1&B=3&A=2&b=4&C=6&", SORTED),
            Map.entry("http://example.com////../..", DOUBLE_SLASH),
            Map.entry("http://host.com//twoslashes?more//slashes", DOUBLE_SLASH),
            Map.entry("http://host/%%%25%32%35asd%%", DECODED_TWICE),
            Map.entry("http://host/%%36%31", DECODED_TWICE),
            Map.entry("http://host/%25%2536%2531", DECODED_TWICE),
            Map.entry("http://host/?%25%25361", DECODED_TWICE),
            Map.entry("http://example.com/\u00e2\u0080\u00a5/foo", BYTES),
            Map.entry("http://example.com/foo%2\u00c2\u00a9zbar", BYTES),
            Map.entry("https://x/\u00ef\u00bf\u00bd?\u00ef\u00bf\u00bd#\u00ef\u00bf\u00bd", BYTES),
            Map.entry("http://www.foo.com/", WWW),
            Map.entry("http://www12.foo.com/", WWW),
            Map.entry("http://www.example.com", WWW),
            Map.entry("http://www.chub.org:80/foo", WWW),
            Map.entry("http://www.chub.org:8080/foo", WWW),
            Map.entry("https://www.chub.org:443/foo", WWW),
            Map.entry("http://legislature.mi.gov/(S(4hqa0555fwsecu455xqckv45))/mileg.aspx", SESSION),
            Map.entry("http://legislature.mi.gov/(4hqa0555fwsecu455xqckv45)/mileg.aspx", SESSION),
            Map.entry(
                    "http://legislature.mi.gov/(a(4hqa0555fwsecu455xqckv45)S(4hqa0555fwsecu455xqckv45)f(4hqa0555fwsecu455xqckv45))/mileg.aspx?page=sessionschedules",
                    SESSION),
            Map.entry("http://example.com/?a=1&jsessionid=0123456789abcdefghijklemopqrstuv&foo=bar", SESSION),
            Map.entry("http://example.com/?a=1&ASPSESSIONIDAQBSDSRT=EOHBLBDDPFCLHKPGGKLILNAM&foo=bar", SESSION));

    static Stream<Named<JsonNode>> whatwg() {
        return named("whatwg-url");
    }

    @ParameterizedTest
    @MethodSource("whatwg")
    void whatBrowsersOpenIsReadAsTheyReadIt(JsonNode line) {
        String input = line.get("input").asString();
        boolean absolute = WITH_SCHEME.matcher(input).matches()
                && !(RELATIVE_WITH_SCHEME.contains(input) && isRelativeTo(line.get("base"), input));
        if (line.has("failure") || !WITH_SCHEME.matcher(input).matches() || REFUSED.contains(input)) {
            assertRefused(input);
        } else if (absolute) {
            assertThat(CanonicalUrl.of(input))
                    .isEqualTo(CanonicalUrl.of(line.get("href").asString()));
        }
    }

    private static boolean isRelativeTo(JsonNode base, String input) {
        return !base.isNull() && base.asString().startsWith(input.substring(0, input.indexOf(':') + 1));
    }

    static Stream<Named<JsonNode>> urlcanon() {
        return Stream.concat(named("urlcanon-semantic-precise"), named("urlcanon-aggressive"));
    }

    @ParameterizedTest
    @MethodSource("urlcanon")
    void whatUrlcanonFoldsIsFoldedUnlessAReasonStands(JsonNode line) {
        String input = line.get("input").asString();
        String reason = NOT_FOLDED.get(input);
        if (NO_HOST_NAME.equals(reason) || NO_LABEL.equals(reason)) {
            assertRefused(input);
        } else if (reason != null) {
            assertThat(CanonicalUrl.of(input))
                    .as(reason)
                    .isNotEqualTo(CanonicalUrl.of(line.get("canonical").asString()));
        } else {
            assertThat(CanonicalUrl.of(input))
                    .isEqualTo(CanonicalUrl.of(line.get("canonical").asString()));
        }
    }

    @Test
    void everyExceptionIsOneOfACase() {
        Set<String> exceptions = new HashSet<>(NOT_FOLDED.keySet());
        exceptions.addAll(REFUSED);
        exceptions.addAll(RELATIVE_WITH_SCHEME);
        assertThat(lines()).hasSize(295);
        assertThat(lines().stream().map(line -> line.get("input").asString()).collect(Collectors.toSet()))
                .containsAll(exceptions);
    }

    private static void assertRefused(String input) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalUrl.of(input))
                .withMessageMatching("\"(?s:.*)\" is not a web address: .+\\.");
    }

    private static Stream<Named<JsonNode>> named(String suite) {
        return lines().stream()
                .filter(line -> line.get("suite").asString().equals(suite))
                .map(line -> Named.of("\"" + line.get("input").asString() + "\"", line));
    }

    private static List<JsonNode> lines() {
        JsonMapper json = new JsonMapper();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CanonicalUrlOfOthersTest.class.getResourceAsStream("/urls/cases.jsonl")),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(json::readTree).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
